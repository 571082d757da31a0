#pragma once

/// A server with a few routes of every kind.

#include <optional>
#include <stdexcept>
#include <string>

#include "server_fixture.hpp"

namespace askdb::web {

struct Greeting {
  std::string name;
  std::optional<int> times;
};
BOOST_DESCRIBE_STRUCT(Greeting, (), (name, times))

inline constexpr auto* kId = "0b6e1d2c-3f4a-4b5c-8d6e-7f8091a2b3c4";

class HttpServer : public ServerTest {
 protected:
  HttpServer() {
    router.get("/api/hello").handled_by([](const Request&) {
      return json_reply(json::value{{"hello", "world"}});
    });
    router.post("/api/greetings").handled_by<Greeting>([](const Request&, Greeting body) {
      return json_reply(body, 201);
    });
    router.post("/api/lenient")
        .handled_by<Greeting>([](const Request&, Greeting body) { return json_reply(body, 201); },
                              BodyRule::kLenient);
    router.get("/api/things/{id}/parts/{step}")
        .in_path({.name = "step", .kind = ParameterKind::kInteger, .maximum = 99})
        .query(limit_parameter())
        .query({.name = "q", .maximum = 20})
        .handled_by([](const Request& request) {
          return json_reply(json::value{{"step", request.number_in_path("step")},
                                        {"limit", *request.number("limit")},
                                        {"q", request.query("q").value_or("none")}});
        });
    router.remove("/api/things/{id}").handled_by([](const Request&) { return empty_reply(); });
    router.get("/api/broken").handled_by([](const Request&) -> Task<Reply> {
      throw std::runtime_error("the secret of the machine");
      co_return empty_reply();
    });
    router.get("/api/failed").handled_by([](const Request&) -> Reply {
      return Error{.fault = Fault::kTimeout,
                   .message = "It took too long.",
                   .next_step = "Ask for less.",
                   .detail = "driver text"};
    });
  }

  std::string things(const std::string& more) const {
    return std::string("/api/things/") + kId + more;
  }
};

}  // namespace askdb::web
