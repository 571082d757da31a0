#pragma once

/// How the server is: health, readiness, version and metrics.

#include <functional>
#include <string>
#include <vector>

#include "base/metrics.hpp"
#include "face/http/router.hpp"

namespace askdb::web {

/// Something that must work for questions to be answered: the store, a datasource.
struct ReadinessCheck {
  std::string name;
  /// What to say about it, such as "sqlite, 12 threads"; a failure says that it does not work.
  /// Is given 2 seconds. Whoever reaches the server may read it: no addresses, no secrets.
  std::function<Task<Result<std::string>>()> check;
};

/// `GET /api/health` (the process answers), `/api/ready` (all checks pass), `/api/version` and
/// `/metrics`. `metrics` must outlive the router.
void add_system_routes(Router& router, const Metrics& metrics, std::string version,
                       std::vector<ReadinessCheck> checks);

}  // namespace askdb::web
