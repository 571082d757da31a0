#include "base/text.hpp"
#include "face/http/router.hpp"
#include "face/http/security.hpp"

namespace askdb::web {

struct LoginBody {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(LoginBody, (), (token))

namespace {

/// Slows down guessing without holding anything but memory.
constexpr std::chrono::milliseconds kWrongTokenPause{500};

Header token_cookie(const Request& request, std::string_view token, std::string_view more) {
  // Behind a proxy that speaks TLS, the page's origin tells that the cookie may be Secure.
  const bool is_tls = request.header("origin").starts_with("https://");
  return {"Set-Cookie", std::string(kTokenCookie) + "=" + std::string(token) +
                            "; Path=/; HttpOnly; SameSite=Strict" + (is_tls ? "; Secure" : "") +
                            std::string(more)};
}

Task<Reply> log_in(const Gate& gate, const Request& request, LoginBody body) {
  Reply welcome(empty_reply());
  if (!gate.needs_token()) co_return welcome;
  if (gate.is_token(body.token)) {
    welcome.add_header("Set-Cookie", token_cookie(request, body.token, "; Max-Age=31536000").value);
    co_return welcome;
  }
  co_await pause_for(kWrongTokenPause);
  co_return Problem{.code = ProblemCode::kUnauthorized,
                    .detail = "This is not the access token.",
                    .next_step = "Copy it from ASKDB_ACCESS_TOKEN of the server."};
}

}  // namespace

void add_login_routes(Router& router, const ServerConfig& config) {
  auto gate = std::make_shared<const Gate>(config);
  router.post("/api/login")
      .summary("Logs a browser in: sets the cookie askdb_token.")
      .returns_nothing(204, "Logged in; also where no token is needed.")
      .fails_with({ProblemCode::kUnauthorized})
      .open_to_all()
      .handled_by<LoginBody>([gate](const Request& request, LoginBody body) {
        return log_in(*gate, request, std::move(body));
      });
  router.post("/api/logout")
      .summary("Removes the cookie askdb_token.")
      .returns_nothing(204, "Logged out.")
      .open_to_all()
      .handled_by([](const Request& request) {
        Reply reply(empty_reply());
        reply.add_header("Set-Cookie", token_cookie(request, "", "; Max-Age=0").value);
        return reply;
      });
}

}  // namespace askdb::web
