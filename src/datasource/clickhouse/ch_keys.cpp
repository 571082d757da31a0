#include "datasource/clickhouse/ch_keys.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "base/text.hpp"
#include "datasource/http/text_values.hpp"

namespace askdb::clickhouse {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t kTablesPerQuery = 50;
constexpr std::size_t kRowsLookedAt = 100'000;

bool is_plain_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  });
}

bool sounds_like_a_key(const std::string& column, const std::string& table) {
  const auto name = to_lower(column);
  if (name == "id" || name == "key" || name == "uuid" || name == "code") return true;
  for (const std::string_view end : {"_id", "_key", "_code", "_no", "_number"}) {
    if (!name.ends_with(end)) continue;
    // "customer_id" is the key of "customers", not of "orders".
    const auto thing = name.substr(0, name.size() - end.size());
    return to_lower(table).starts_with(thing.substr(0, std::max<std::size_t>(thing.size(), 2) - 1));
  }
  return false;
}

}  // namespace

std::vector<std::string> key_columns(std::string_view sorting_key) {
  std::vector<std::string> columns;
  sorting_key = trim(sorting_key);
  if (sorting_key.starts_with('(') && sorting_key.ends_with(')')) {
    sorting_key = sorting_key.substr(1, sorting_key.size() - 2);
  }
  for (auto part : split(sorting_key, ',')) {
    part = trim(part);
    if (part.size() > 2 && (part.front() == '`' || part.front() == '"')) {
      part = part.substr(1, part.size() - 2);
    }
    // An expression sorts by something else than a column; what follows it is of no use alone.
    if (!is_plain_name(part)) break;
    columns.emplace_back(part);
  }
  return columns;
}

Task<void> find_unique_keys(std::shared_ptr<ChServer> server, Database& database,
                            steady_clock::time_point until) {
  std::vector<std::size_t> numbers;
  std::vector<std::string> queries;
  for (std::size_t i = 0; i < database.tables.size(); ++i) {
    const Table& table = database.tables[i];
    if (table.is_view || table.indexes.empty()) continue;
    const std::string& column = table.indexes[0].columns[0];
    const Column* found = table.column(column);
    if (found == nullptr || found->is_nullable || !sounds_like_a_key(column, table.name)) continue;
    const auto name = quoted_identifier(column);
    queries.push_back("SELECT " + std::to_string(i) + " AS t, uniqExact(k) = count() AS u FROM " +
                      "(SELECT " + name + " AS k FROM " + qualified_name(table) + " LIMIT " +
                      std::to_string(kRowsLookedAt) + ")");
  }
  for (std::size_t first = 0; first < queries.size(); first += kTablesPerQuery) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - steady_clock::now());
    if (left.count() <= 0) co_return;
    const auto last = std::min(first + kTablesPerQuery, queries.size());
    const std::vector<std::string> some(queries.begin() + static_cast<std::ptrdiff_t>(first),
                                        queries.begin() + static_cast<std::ptrdiff_t>(last));
    auto asking = server->rows(join(some, " UNION ALL "), left);
    const auto rows = co_await std::move(asking);
    if (!rows) continue;
    for (const auto& row : *rows) {
      const auto number = static_cast<std::size_t>(std::atoll(row.at(0).value_or("").c_str()));
      if (number >= database.tables.size() || row.at(1) != "1") continue;
      auto& table = database.tables[number];
      table.primary_key = {table.indexes[0].columns[0]};
    }
  }
}

}  // namespace askdb::clickhouse
