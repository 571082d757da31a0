#include "face/http/security.hpp"

#include <openssl/crypto.h>

#include <algorithm>

#include "base/text.hpp"
#include "face/http/wire.hpp"

namespace askdb::web {
namespace {

constexpr std::size_t kMinTokenBytes = 16;

/// "localhost:5001" -> "localhost", "[::1]:5001" -> "::1"; lower case. Empty: no host.
std::string host_name(std::string_view authority) {
  if (authority.starts_with('[')) {
    const auto end = authority.find(']');
    return end == authority.npos ? "" : to_lower(authority.substr(1, end - 1));
  }
  auto name = to_lower(authority.substr(0, authority.find(':')));
  if (name.ends_with('.')) name.pop_back();
  return name;
}

std::optional<asio::ip::address> as_address(const std::string& host) {
  boost::system::error_code failed;
  const auto address = asio::ip::make_address(host, failed);
  if (failed) return std::nullopt;
  return address;
}

bool is_state_changing(std::string_view method) {
  return method != "GET" && method != "HEAD" && method != "OPTIONS";
}

bool is_json(std::string_view content_type) {
  return iequals(trim(content_type.substr(0, content_type.find(';'))), "application/json");
}

bool has_body(const Request& request) {
  const auto length = request.header("content-length");
  return !request.header("transfer-encoding").empty() || (!length.empty() && length != "0");
}

std::string_view cookie(std::string_view cookies, std::string_view name) {
  for (const auto one : split(cookies, ';')) {
    const auto pair = trim(one);
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
      return pair.substr(name.size() + 1);
    }
  }
  return {};
}

Error setting_error(std::string message, std::string next_step) {
  return {.fault = Fault::kConfig,
          .message = std::move(message),
          .next_step = std::move(next_step),
          .detail = {}};
}

}  // namespace

Result<asio::ip::address> checked_address(const ServerConfig& config) {
  const auto name = config.address == "localhost" ? "127.0.0.1" : config.address;
  const auto address = as_address(name);
  if (!address) {
    return setting_error("server.address: \"" + config.address + "\" is no IP address.",
                         "Write 127.0.0.1 for this machine only, or 0.0.0.0 for all networks.");
  }
  for (const auto& origin : config.allowed_origins) {
    const bool is_origin = origin.starts_with("http://") || origin.starts_with("https://");
    if (!is_origin || std::count(origin.begin(), origin.end(), '/') != 2) {
      return setting_error("server.allowed_origins: \"" + origin + "\" is no origin.",
                           "Write scheme, host and port: https://app.example.com");
    }
  }
  for (const auto& host : config.hosts) {
    if (host.find_first_of("/@ ") != std::string::npos) {
      return setting_error("server.hosts: \"" + host + "\" is no host name.",
                           "Write the name alone, without scheme and path.");
    }
  }
  if (!address->is_loopback() && config.access_token.size() < kMinTokenBytes) {
    return setting_error(
        "askdb does not listen on " + config.address +
            " without an access token: others could read your databases.",
        "Set ASKDB_ACCESS_TOKEN to a random text of at least 16 characters (for example from "
        "\"openssl rand -hex 24\"), or listen on 127.0.0.1.");
  }
  return *address;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  // The length of a secret is no secret.
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

Gate::Gate(const ServerConfig& config) : token_(config.access_token) {
  for (const auto& host : config.hosts) hosts_.push_back(host_name(host));
  for (const auto& origin : config.allowed_origins) origins_.push_back(to_lower(origin));
  const auto address = checked_address(config);
  is_open_to_others_ = address && !address->is_loopback();
}

bool Gate::is_known_host(std::string_view host) const {
  const auto name = host_name(host);
  if (name == "localhost" || name.ends_with(".localhost")) return true;
  if (std::find(hosts_.begin(), hosts_.end(), name) != hosts_.end()) return true;
  // DNS rebinding needs a name: an address in the Host header is what the client connected to.
  const auto address = as_address(name);
  return address && (is_open_to_others_ || address->is_loopback());
}

bool Gate::is_own_origin(std::string_view origin, std::string_view host) const {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (origin.starts_with(scheme) && iequals(origin.substr(scheme.size()), host)) return true;
  }
  return false;
}

bool Gate::has_token(const Request& request) const {
  constexpr std::string_view kBearer = "bearer ";
  const auto authorization = request.header("authorization");
  if (authorization.size() > kBearer.size() &&
      iequals(authorization.substr(0, kBearer.size()), kBearer)) {
    return is_token(trim(authorization.substr(kBearer.size())));
  }
  return is_token(cookie(request.header("cookie"), kTokenCookie));
}

std::optional<Problem> Gate::check(const Request& request, const Route* route) const {
  const auto hosts = std::count_if(request.headers.begin(), request.headers.end(),
                                   [](const auto& one) { return iequals(one.name, "host"); });
  const auto host = request.header("host");
  if (hosts != 1 || host.empty()) {
    return Problem{.code = ProblemCode::kBadRequest,
                   .detail = "The request needs exactly one Host header.",
                   .next_step = "Send HTTP/1.1 as RFC 9112 describes it."};
  }
  if (!is_known_host(host)) {
    return Problem{
        .code = ProblemCode::kForbiddenHost,
        .detail = "This server is not called " + shortened(without_controls(host), 100) + ".",
        .next_step =
            "Open it by the address that it printed, or add the name to "
            "server.hosts."};
  }
  const auto origin = request.header("origin");
  const bool is_allowed =
      std::find(origins_.begin(), origins_.end(), to_lower(origin)) != origins_.end();
  const bool is_foreign = !origin.empty() && !is_own_origin(origin, host) && !is_allowed;
  const bool is_guarded = request.path.starts_with("/api") || is_state_changing(request.method);
  const bool is_cross_site = origin.empty() && is_state_changing(request.method) &&
                             request.header("sec-fetch-site") == "cross-site";
  if ((is_foreign && is_guarded) || is_cross_site) {
    return Problem{.code = ProblemCode::kForbiddenOrigin,
                   .detail = "Pages of " + shortened(without_controls(origin), 100) +
                             " may not use this server.",
                   .next_step = "Use its own page, or add the origin to server.allowed_origins."};
  }
  if (is_state_changing(request.method) && has_body(request) &&
      !is_json(request.header("content-type"))) {
    return Problem{.code = ProblemCode::kUnsupportedMediaType,
                   .detail = "The body must be JSON.",
                   .next_step = "Send it with the header Content-Type: application/json."};
  }
  const bool is_preflight = request.method == "OPTIONS";
  const bool is_secured =
      route != nullptr ? route->info().needs_token : request.path.starts_with("/api/");
  if (token_.empty() || is_preflight || !is_secured || has_token(request)) return std::nullopt;
  return Problem{.code = ProblemCode::kUnauthorized,
                 .detail = "This server wants its access token.",
                 .next_step = "Log in, or send Authorization: Bearer with the token."};
}

std::vector<Header> Gate::cors_headers(const Request& request) const {
  if (origins_.empty()) return {};
  std::vector<Header> headers{{"Vary", "Origin"}};
  const auto origin = request.header("origin");
  if (std::find(origins_.begin(), origins_.end(), to_lower(origin)) == origins_.end()) {
    return headers;
  }
  headers.push_back({"Access-Control-Allow-Origin", std::string(origin)});
  headers.push_back({"Access-Control-Expose-Headers", "Link, ETag, Content-Disposition"});
  headers.push_back({"Cross-Origin-Resource-Policy", "cross-origin"});
  if (request.method == "OPTIONS") {
    headers.push_back({"Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE"});
    headers.push_back(
        {"Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID"});
    headers.push_back({"Access-Control-Max-Age", "600"});
  }
  return headers;
}

void add_security_headers(std::vector<Header>& headers, std::string_view content_type) {
  // The page's editor and dialogs put style elements into the document as they run, hence
  // 'unsafe-inline' for styles; scripts are files of this server, without exception.
  constexpr std::string_view kPagePolicy =
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
      "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
      "worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
      "frame-ancestors 'none'";
  constexpr std::string_view kDataPolicy =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
  auto set = [&](std::string_view name, std::string_view value) {
    if (!has_header(headers, name)) headers.push_back({std::string(name), std::string(value)});
  };
  set("Content-Security-Policy", content_type.starts_with("text/html") ? kPagePolicy : kDataPolicy);
  set("X-Content-Type-Options", "nosniff");
  set("X-Frame-Options", "DENY");
  set("Referrer-Policy", "no-referrer");
  set("Cross-Origin-Resource-Policy", "same-origin");
  set("Cross-Origin-Opener-Policy", "same-origin");
  set("Cache-Control", "no-store");
}

}  // namespace askdb::web
