#pragma once

/// The settings every statement runs with.

#include <chrono>
#include <string>

#include "datasource/clickhouse/ch_server.hpp"

namespace askdb::clickhouse {

/// Asks for the name and value of each of askdb's settings that the server knows, and its version.
std::string learning_sql();

/// "&max_execution_time=10&...&readonly=1", as far as server and user allow.
std::string setting_parameters(const ChContext& context, std::chrono::milliseconds timeout,
                               std::size_t max_rows);

}  // namespace askdb::clickhouse
