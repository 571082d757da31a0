/// A request's method and target: whatever they hold, a route is found or not, and parameters that
/// were accepted are what their route declares.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "face/http/router.hpp"

namespace {

using namespace askdb::web;

const Router& routes() {
  static Router router;
  static const bool kIsMade = [] {
    auto nothing = [](const Request&) { return empty_reply(); };
    router.get("/api/things")
        .query(limit_parameter())
        .query(cursor_parameter())
        .handled_by(nothing);
    router.get("/api/things/{id}").query({.name = "q", .maximum = 9}).handled_by(nothing);
    router.get("/api/things/{id}/parts/{step}")
        .in_path({.name = "step", .kind = ParameterKind::kInteger, .maximum = 99})
        .query({.name = "all", .kind = ParameterKind::kBoolean})
        .query({.name = "as", .kind = ParameterKind::kChoice, .choices = {"csv", "json"}})
        .handled_by(nothing);
    router.get("/api/names/{name}").handled_by(nothing);
    return true;
  }();
  static_cast<void>(kIsMade);
  return router;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Request request;
  request.method = "GET";
  request.target.assign(reinterpret_cast<const char*>(data), size);
  request.headers.push_back({"Accept", request.target});
  request.headers.push_back({"Last-Event-ID", request.target});
  request.wants_events();
  request.last_event_id();
  const auto match = routes().find(request.method, split_target(request.target).path);
  if (match.route == nullptr) return 0;
  if (read_parameters(*match.route, match, request)) return 0;
  const auto& info = match.route->info();
  for (const auto& parameter : info.path_parameters) {
    if (!parameter_fault(parameter, request.in_path(parameter.name)).empty()) std::abort();
  }
  for (const auto& [name, value] : request.query_parameters) {
    bool is_declared = false;
    for (const auto& parameter : info.query_parameters) {
      if (parameter.name != name) continue;
      is_declared = true;
      if (!parameter_fault(parameter, value).empty()) std::abort();
    }
    if (!is_declared || value.find('\0') != std::string::npos) std::abort();
  }
  next_page(request, request.target);
  return 0;
}
