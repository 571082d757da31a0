#pragma once

/// Whether a ClickHouse server answers, and refuses to be written to.

#include <chrono>
#include <memory>

#include "datasource/clickhouse/ch_server.hpp"
#include "datasource/datasource.hpp"

namespace askdb::clickhouse {

/// Tries to make a table and to lift a limit, both as every statement of askdb's runs. Leaves
/// nothing behind.
Task<Result<Health>> probe(std::shared_ptr<ChServer> server, std::chrono::milliseconds timeout);

}  // namespace askdb::clickhouse
