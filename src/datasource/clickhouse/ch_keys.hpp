#pragma once

/// Keys: ClickHouse sorts tables by columns but promises nobody that they are unique.

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "datasource/clickhouse/ch_server.hpp"
#include "sql/schema.hpp"

namespace askdb::clickhouse {

/// The columns of "id, toYYYYMM(day)" as far as they are plain: {"id"}.
std::vector<std::string> key_columns(std::string_view sorting_key);

/// Makes a column the primary key of its table where the table is sorted by it first, its name says
/// that it is a key, and it holds no value twice in the first rows in that order, where equal ones
/// would be neighbours.
Task<void> find_unique_keys(std::shared_ptr<ChServer> server, Database& database,
                            std::chrono::steady_clock::time_point until);

}  // namespace askdb::clickhouse
