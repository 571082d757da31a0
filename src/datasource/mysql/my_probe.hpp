#pragma once

/// What `askdb doctor` wants to know: does the server itself refuse to write, and what could the
/// user do elsewhere.

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "datasource/datasource.hpp"
#include "datasource/mysql/my_session.hpp"

namespace askdb::mysql {

/// The privileges of SHOW GRANTS that let a user change something or reach files, each once:
/// "INSERT on `sales`.*".
std::vector<std::string> writing_grants(const std::vector<std::string>& grants);

/// Version, latency, whether the server refuses a write in the sessions that askdb uses, and the
/// user's grants.
Task<Result<Health>> probe(std::shared_ptr<MySessions> sessions, std::chrono::milliseconds timeout);

}  // namespace askdb::mysql
