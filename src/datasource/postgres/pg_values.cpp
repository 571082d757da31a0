#include "datasource/postgres/pg_values.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace askdb::postgres {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Samples of ten thousand tables would take minutes; an ANALYZE gives them for nothing.
constexpr std::chrono::seconds kSampling{4};
constexpr std::size_t kMaxSamples = 20;
constexpr std::size_t kLowCardinality = 50;
constexpr std::size_t kColumnsPerQuery = 40;
/// Rows above which a table is read in part.
constexpr std::int64_t kLargeTable = 2'000'000;

std::string qualified(const Table& table) {
  return quoted_identifier(table.schema) + "." + quoted_identifier(table.name);
}

/// The distinct values of one column among the first rows, as one array, with the rows looked at.
std::string sample_query(const Table& table, const Column& column, std::size_t number) {
  return "(SELECT " + std::to_string(number) + ", count(*), ARRAY(SELECT v FROM (SELECT " +
         quoted_identifier(column.name) + "::text AS v FROM " + qualified(table) +
         " LIMIT 1000) s WHERE v <> '' GROUP BY v ORDER BY count(*) DESC, v LIMIT " +
         std::to_string(kLowCardinality + 1) + ") FROM (SELECT 1 FROM " + qualified(table) +
         " WHERE " + quoted_identifier(column.name) + " IS NOT NULL LIMIT 1000) t)";
}

void take_samples(const PGresult* rows, const std::vector<Column*>& columns) {
  for (int row = 0; row < PQntuples(rows); ++row) {
    const auto number = static_cast<std::size_t>(std::stoul(PQgetvalue(rows, row, 0)));
    const auto looked_at = static_cast<std::size_t>(std::stoul(PQgetvalue(rows, row, 1)));
    auto values = array_elements(PQgetvalue(rows, row, 2));
    const bool has_long = std::any_of(values.begin(), values.end(),
                                      [](const std::string& value) { return value.size() > 60; });
    // Every value once: names of things, not categories of them, unless there are very few things.
    const bool are_names = values.size() == looked_at && values.size() > 10;
    if (values.size() > kLowCardinality || has_long || are_names) continue;
    if (values.size() > kMaxSamples) values.resize(kMaxSamples);
    columns[number]->samples = std::move(values);
  }
}

}  // namespace

Task<void> sample_columns(PgConnection& connection, Database& database,
                          const std::set<std::pair<std::string, std::string>>& analysed,
                          steady_clock::time_point deadline) {
  const auto now = steady_clock::now();
  const auto until = now + std::min<steady_clock::duration>((deadline - now) / 4, kSampling);
  std::vector<Column*> columns;
  std::vector<std::string> queries;
  for (auto& table : database.tables) {
    // A view may compute for long before its first row, and a foreign table (which has no size
    // here) may be far away.
    if (table.is_view || analysed.count({table.schema, table.name}) != 0) continue;
    if (!table.size_bytes) continue;
    for (auto& column : table.columns) {
      if (column.kind != ValueKind::kText || !column.samples.empty()) continue;
      queries.push_back(sample_query(table, column, columns.size()));
      columns.push_back(&column);
    }
  }
  for (std::size_t first = 0; first < queries.size(); first += kColumnsPerQuery) {
    if (steady_clock::now() > until) co_return;
    const auto last = std::min(first + kColumnsPerQuery, queries.size());
    const std::vector<std::string> some(queries.begin() + static_cast<std::ptrdiff_t>(first),
                                        queries.begin() + static_cast<std::ptrdiff_t>(last));
    auto asking = connection.query(join(some, " UNION ALL "));
    const auto answer = co_await std::move(asking);
    if (!answer) co_return;
    take_samples(answer->get(), columns);
  }
}

namespace {

struct Wanted {
  const Table* table;
  const Column* column;
};

std::string values_query(const Wanted& wanted, const ValueLimits& limits, std::size_t most) {
  const std::string name = quoted_identifier(wanted.column->name);
  const bool is_large = wanted.table->row_estimate.value_or(0) > kLargeTable;
  std::string from = qualified(*wanted.table);
  if (is_large && !wanted.table->is_view) {
    const double share =
        100.0 * static_cast<double>(kLargeTable) / static_cast<double>(*wanted.table->row_estimate);
    from += " TABLESAMPLE SYSTEM (" + std::to_string(share) + ")";
  }
  return "SELECT v FROM (SELECT " + name + "::text AS v FROM " + from + ") s WHERE v <> '' " +
         "AND octet_length(v) <= " + std::to_string(limits.max_value_bytes) +
         " GROUP BY v ORDER BY count(*) DESC, v LIMIT " + std::to_string(most + 1);
}

}  // namespace

Task<Result<std::vector<ColumnValues>>> read_values(std::shared_ptr<PgSessions> sessions,
                                                    std::shared_ptr<const Database> schema,
                                                    ValueLimits limits) {
  const auto deadline = steady_clock::now() + limits.timeout;
  std::vector<Wanted> wanted;
  for (const auto& table : schema->tables) {
    if (table.is_view) continue;
    for (const auto& column : table.columns) {
      if (column.kind == ValueKind::kText) wanted.push_back({&table, &column});
    }
  }
  std::vector<ColumnValues> found;
  std::size_t total = 0;
  std::size_t next = 0;
  // One transaction, until a column fails (no permission, too slow): then another for the rest.
  while (next < wanted.size() && total < limits.max_total) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
    if (left.count() <= 0) break;
    auto beginning = sessions->begin(deadline, left);
    auto session = co_await std::move(beginning);
    if (!session) {
      if (found.empty() && next == 0) co_return session.error();
      break;
    }
    bool is_well = true;
    while (is_well && next < wanted.size() && total < limits.max_total &&
           steady_clock::now() < deadline) {
      const Wanted& one = wanted[next++];
      const auto most = std::min(limits.max_per_column, limits.max_total - total);
      auto asking = session->connection->query(values_query(one, limits, most));
      const auto answer = co_await std::move(asking);
      is_well = answer.has_value();
      if (!is_well) break;
      const auto rows = static_cast<std::size_t>(PQntuples(answer->get()));
      ColumnValues values{one.table->schema, one.table->name, one.column->name, {}, false};
      values.is_complete = rows <= most && one.table->row_estimate.value_or(0) <= kLargeTable;
      for (std::size_t row = 0; row < std::min(rows, most); ++row) {
        values.values.emplace_back(PQgetvalue(answer->get(), static_cast<int>(row), 0));
      }
      total += values.values.size();
      if (!values.values.empty()) found.push_back(std::move(values));
    }
    auto ending = PgSessions::end(*session);
    co_await std::move(ending);
  }
  co_return found;
}

}  // namespace askdb::postgres
