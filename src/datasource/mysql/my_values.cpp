#include "datasource/mysql/my_values.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "datasource/mysql/my_text.hpp"

namespace askdb::mysql {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kMaxSamples = 20;
constexpr std::size_t kMaxSampleBytes = 60;
constexpr std::size_t kLowCardinality = 50;
constexpr std::size_t kSampleRows = 1'000;
constexpr std::size_t kColumnsPerQuery = 40;
/// Rows above which a table is read in part.
constexpr std::int64_t kLargeTable = 2'000'000;

std::string qualified(const Table& table) {
  return quoted_name(table.schema) + "." + quoted_name(table.name);
}

/// In one character set, whatever the columns' own: parts of a UNION must agree on it.
constexpr const char* kAsText = "CONVERT(w USING utf8mb4) COLLATE utf8mb4_bin";

/// Number, value, count: the distinct values of one column among the first rows.
std::string sample_query(const Table& table, const Column& column, std::size_t number) {
  const std::string name = quoted_name(column.name);
  return "(SELECT " + std::to_string(number) + " AS c, LEFT(" + kAsText + ", " +
         std::to_string(kMaxSampleBytes + 1) + ") AS v, COUNT(*) AS k FROM (SELECT " + name +
         " AS w FROM " + qualified(table) + " WHERE " + name + " IS NOT NULL LIMIT " +
         std::to_string(kSampleRows) + ") AS s WHERE w <> '' GROUP BY w ORDER BY k DESC, w LIMIT " +
         std::to_string(kLowCardinality + 1) + ")";
}

struct Sample {
  std::vector<std::string> values;
  std::size_t rows = 0;
};

bool is_worth_showing(const Sample& sample) {
  const auto& values = sample.values;
  const bool has_long = std::any_of(values.begin(), values.end(), [](const std::string& value) {
    return value.size() > kMaxSampleBytes;
  });
  // Every value once: names of things, not categories of them, unless there are very few things.
  const bool are_names = values.size() == sample.rows && values.size() > 10;
  return values.size() <= kLowCardinality && !has_long && !are_names;
}

void take_samples(const std::vector<TextRow>& rows, const std::vector<Column*>& columns) {
  std::map<std::size_t, Sample> samples;
  for (const auto& row : rows) {
    auto& sample = samples[std::strtoul(row[0]->c_str(), nullptr, 10)];
    sample.values.push_back(row[1].value_or(""));
    sample.rows += std::strtoul(row[2]->c_str(), nullptr, 10);
  }
  for (auto& [number, sample] : samples) {
    if (!is_worth_showing(sample)) continue;
    if (sample.values.size() > kMaxSamples) sample.values.resize(kMaxSamples);
    columns[number]->samples = std::move(sample.values);
  }
}

}  // namespace

Task<void> sample_columns(MyConnection& connection, Database& database,
                          steady_clock::time_point deadline) {
  const auto now = steady_clock::now();
  const auto until = now + (deadline - now) / 4;
  std::vector<Column*> columns;
  std::vector<std::string> queries;
  for (auto& table : database.tables) {
    // A view may compute for long before its first row.
    if (table.is_view) continue;
    for (auto& column : table.columns) {
      if (column.kind != ValueKind::kText) continue;
      queries.push_back(sample_query(table, column, columns.size()));
      columns.push_back(&column);
    }
  }
  for (std::size_t first = 0; first < queries.size(); first += kColumnsPerQuery) {
    if (steady_clock::now() > until || connection.is_broken()) co_return;
    const auto last = std::min(first + kColumnsPerQuery, queries.size());
    const std::vector<std::string> some(queries.begin() + static_cast<std::ptrdiff_t>(first),
                                        queries.begin() + static_cast<std::ptrdiff_t>(last));
    auto asking = connection.query(join(some, " UNION ALL "));
    const auto answer = co_await std::move(asking);
    if (answer) take_samples(*answer, columns);
  }
}

namespace {

struct Wanted {
  const Table* table;
  const Column* column;
  bool is_large() const { return table->row_estimate.value_or(0) > kLargeTable; }
};

std::string values_query(const Wanted& wanted, const ValueLimits& limits, std::size_t most) {
  std::string from = qualified(*wanted.table);
  if (wanted.is_large()) from += " LIMIT " + std::to_string(kLargeTable);
  return "SELECT " + std::string(kAsText) + " FROM (SELECT " + quoted_name(wanted.column->name) +
         " AS w FROM " + from +
         ") AS s WHERE w <> '' AND LENGTH(w) <= " + std::to_string(limits.max_value_bytes) +
         " GROUP BY w ORDER BY COUNT(*) DESC, w LIMIT " + std::to_string(most + 1);
}

std::vector<Wanted> text_columns(const Database& schema) {
  std::vector<Wanted> wanted;
  for (const auto& table : schema.tables) {
    if (table.is_view) continue;
    for (const auto& column : table.columns) {
      if (column.kind == ValueKind::kText) wanted.push_back({&table, &column});
    }
  }
  return wanted;
}

}  // namespace

Task<Result<std::vector<ColumnValues>>> read_values(std::shared_ptr<MySessions> sessions,
                                                    std::shared_ptr<const Database> schema,
                                                    ValueLimits limits) {
  const auto deadline = steady_clock::now() + limits.timeout;
  auto beginning = sessions->begin(deadline, limits.timeout);
  auto session = co_await std::move(beginning);
  if (!session) co_return session.error();
  std::vector<ColumnValues> found;
  std::size_t total = 0;
  for (const auto& one : text_columns(*schema)) {
    if (total >= limits.max_total || steady_clock::now() >= deadline) break;
    if (session->connection->is_broken()) break;
    const auto most = std::min(limits.max_per_column, limits.max_total - total);
    auto asking = session->connection->query(values_query(one, limits, most));
    // A column that fails (no permission, too slow) is left out.
    const auto answer = co_await std::move(asking);
    if (!answer || answer->empty()) continue;
    ColumnValues values{one.table->schema, one.table->name, one.column->name, {}, false};
    values.is_complete = answer->size() <= most && !one.is_large();
    for (std::size_t row = 0; row < std::min(answer->size(), most); ++row) {
      values.values.push_back((*answer)[row][0].value_or(""));
    }
    total += values.values.size();
    found.push_back(std::move(values));
  }
  auto ending = MySessions::end(*session);
  co_await std::move(ending);
  co_return found;
}

}  // namespace askdb::mysql
