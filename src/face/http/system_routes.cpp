#include "face/http/system_routes.hpp"

#include <memory>

namespace askdb::web {

struct Health {
  std::string status;
};
BOOST_DESCRIBE_STRUCT(Health, (), (status))

struct CheckResult {
  std::string name;
  bool ok = false;
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(CheckResult, (), (name, ok, detail))

struct Readiness {
  std::string status;
  std::vector<CheckResult> checks;
};
BOOST_DESCRIBE_STRUCT(Readiness, (), (status, checks))

struct Version {
  std::string version;
};
BOOST_DESCRIBE_STRUCT(Version, (), (version))

namespace {

constexpr std::chrono::milliseconds kCheckTime{2'000};

using Checks = std::shared_ptr<const std::vector<ReadinessCheck>>;

Task<Reply> readiness(Checks checks) {
  Readiness readiness{.status = "ok", .checks = {}};
  for (const auto& one : *checks) {
    auto check = one.check();
    const auto result = co_await with_deadline(std::move(check), kCheckTime);
    readiness.checks.push_back({.name = one.name,
                                .ok = result.has_value(),
                                .detail = result ? *result : result.error().message});
    if (!result) readiness.status = "unavailable";
  }
  co_return json_reply(readiness, readiness.status == "ok" ? 200 : 503);
}

}  // namespace

void add_system_routes(Router& router, const Metrics& metrics, std::string version,
                       std::vector<ReadinessCheck> checks) {
  router.get("/api/health")
      .summary("Whether the process answers.")
      .returns<Health>(200, "It does.")
      .open_to_all()
      .handled_by([](const Request&) { return json_reply(Health{.status = "ok"}); });
  auto kept = std::make_shared<const std::vector<ReadinessCheck>>(std::move(checks));
  router.get("/api/ready")
      .summary("Whether questions can be answered now.")
      .returns<Readiness>(200, "Everything works.")
      .returns<Readiness>(503, "Something does not: see the checks.")
      .open_to_all()
      .handled_by([kept](const Request&) { return readiness(kept); });
  router.get("/api/version")
      .summary("The program's version.")
      .returns<Version>(200, "The version.")
      .handled_by([version = std::move(version)](const Request&) {
        return json_reply(Version{.version = version});
      });
  router.get("/metrics")
      .summary("Figures in the Prometheus text format.")
      .returns_content(200, "The figures.", "text/plain; version=0.0.4", {{"type", "string"}})
      .handled_by([&metrics](const Request&) {
        Response response;
        response.content_type = "text/plain; version=0.0.4";
        response.body = metrics.text();
        return response;
      });
}

}  // namespace askdb::web
