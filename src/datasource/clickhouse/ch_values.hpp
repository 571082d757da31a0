#pragma once

/// How ClickHouse is asked for the values of its text columns.

#include <memory>

#include "datasource/clickhouse/ch_server.hpp"
#include "datasource/http/text_values.hpp"

namespace askdb::clickhouse {

TextSource text_source(std::shared_ptr<ChServer> server);

/// Rows read that count as one unit of cost, so that limits mean about the same as for PostgreSQL,
/// whose sequential scans cost some 0.01 per row.
inline constexpr double kRowsPerCost = 100;

}  // namespace askdb::clickhouse
