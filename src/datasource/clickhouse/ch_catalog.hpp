#pragma once

/// What a ClickHouse server's system tables say about its databases.

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "datasource/clickhouse/ch_server.hpp"
#include "datasource/datasource.hpp"

namespace askdb::clickhouse {

/// Tables, columns, keys, comments, rows and bytes of `databases` (empty: all but the system's), in
/// four queries of columns that this server's version has; then unique keys and samples, as far as
/// a part of the time goes.
Task<Result<Database>> read_catalog(std::shared_ptr<ChServer> server, std::string name,
                                    std::vector<std::string> databases,
                                    std::chrono::milliseconds timeout);

Task<Result<std::string>> read_fingerprint(std::shared_ptr<ChServer> server,
                                           std::vector<std::string> databases,
                                           std::chrono::milliseconds timeout);

/// Rows that a statement on `relations` ("database.table") reads at most, by the active parts.
Task<Result<CostEstimate>> estimate_by_parts(std::shared_ptr<ChServer> server,
                                             std::vector<std::string> relations,
                                             std::chrono::milliseconds timeout);

}  // namespace askdb::clickhouse
