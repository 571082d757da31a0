#include "datasource/http/text_values.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "base/text.hpp"

namespace askdb {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kMaxSamples = 20;
constexpr std::size_t kLowCardinality = 50;
constexpr std::size_t kMaxSampleBytes = 60;
constexpr std::size_t kColumnsPerQuery = 40;
constexpr std::size_t kSampledRows = 1'000;
/// Rows above which a table is read in part.
constexpr std::int64_t kLargeTable = 2'000'000;

milliseconds until_then(steady_clock::time_point then) {
  return std::chrono::duration_cast<milliseconds>(then - steady_clock::now());
}

std::size_t number_in(const std::optional<std::string>& text) {
  std::size_t number = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), number);
  return number;
}

/// The first `rows` rows, of which `v` is the column as text.
std::string head_of(const TextSource& source, const Table& table, const Column& column,
                    std::size_t rows) {
  return "(SELECT " + source.as_text(quoted_identifier(column.name)) + " AS v FROM " +
         qualified_name(table) + " LIMIT " + std::to_string(rows) + ") s";
}

/// Rows of: number of the column, value, how often.
std::string sample_query(const TextSource& source, const Table& table, const Column& column,
                         std::size_t number) {
  return "SELECT * FROM (SELECT " + std::to_string(number) + " AS c, v, count(*) AS n FROM " +
         head_of(source, table, column, kSampledRows) +
         " WHERE v <> '' GROUP BY v ORDER BY n DESC, v LIMIT " +
         std::to_string(kLowCardinality + 1) + ") q";
}

/// Texts of a fixed length end with zero bytes where they are shorter.
std::string without_filling(std::string text) {
  text.resize(text.find_last_not_of('\0') + 1);
  return text;
}

struct Sample {
  std::vector<std::string> values;
  std::size_t looked_at = 0;
};

void take_sample(const Sample& sample, Column& column) {
  const bool has_long =
      std::any_of(sample.values.begin(), sample.values.end(),
                  [](const std::string& value) { return value.size() > kMaxSampleBytes; });
  // Every value once: names of things, not categories of them, unless there are very few things.
  const bool are_names = sample.values.size() == sample.looked_at && sample.values.size() > 10;
  if (sample.values.size() > kLowCardinality || has_long || are_names) return;
  const auto kept = std::min(sample.values.size(), kMaxSamples);
  column.samples.assign(sample.values.begin(),
                        sample.values.begin() + static_cast<std::ptrdiff_t>(kept));
}

}  // namespace

std::string qualified_name(const Table& table) {
  return quoted_identifier(table.schema) + "." + quoted_identifier(table.name);
}

Task<void> sample_text_columns(TextSource source, Database& database,
                               steady_clock::time_point until) {
  std::vector<Column*> columns;
  std::vector<std::string> queries;
  for (auto& table : database.tables) {
    if (table.is_view) continue;
    for (auto& column : table.columns) {
      if (column.kind != ValueKind::kText || !column.samples.empty()) continue;
      queries.push_back(sample_query(source, table, column, columns.size()));
      columns.push_back(&column);
    }
  }
  for (std::size_t first = 0; first < queries.size(); first += kColumnsPerQuery) {
    const auto left = until_then(until);
    if (left.count() <= 0) co_return;
    const auto last = std::min(first + kColumnsPerQuery, queries.size());
    const std::vector<std::string> some(queries.begin() + static_cast<std::ptrdiff_t>(first),
                                        queries.begin() + static_cast<std::ptrdiff_t>(last));
    auto asking = source.ask(join(some, " UNION ALL "), left);
    const auto rows = co_await std::move(asking);
    if (!rows) continue;
    std::map<std::size_t, Sample> samples;
    for (const auto& row : *rows) {
      if (row.size() != 3 || !row[1] || number_in(row[0]) >= columns.size()) continue;
      auto& sample = samples[number_in(row[0])];
      sample.values.push_back(without_filling(*row[1]));
      sample.looked_at += number_in(row[2]);
    }
    for (const auto& [number, sample] : samples) take_sample(sample, *columns[number]);
  }
}

Task<Result<std::vector<ColumnValues>>> read_text_values(TextSource source,
                                                         std::shared_ptr<const Database> schema,
                                                         ValueLimits limits) {
  const auto deadline = steady_clock::now() + limits.timeout;
  std::vector<ColumnValues> found;
  std::size_t total = 0;
  bool is_first = true;
  for (const auto& table : schema->tables) {
    if (table.is_view) continue;
    for (const auto& column : table.columns) {
      if (column.kind != ValueKind::kText) continue;
      const auto left = until_then(deadline);
      if (left.count() <= 0 || total >= limits.max_total) co_return found;
      const auto most = std::min(limits.max_per_column, limits.max_total - total);
      auto asking =
          source.ask("SELECT v, count(*) AS n FROM " + head_of(source, table, column, kLargeTable) +
                         " WHERE v <> '' AND " + source.length_function +
                         "(v) <= " + std::to_string(limits.max_value_bytes) +
                         " GROUP BY v ORDER BY n DESC, v LIMIT " + std::to_string(most + 1),
                     left);
      const auto rows = co_await std::move(asking);
      // A server that cannot be reached at all is an error; one column that fails is not.
      if (!rows && is_first && rows.error().fault == Fault::kConnection) co_return rows.error();
      is_first = false;
      if (!rows || rows->empty()) continue;
      ColumnValues values{table.schema, table.name, column.name, {}, false};
      values.is_complete = rows->size() <= most && table.row_estimate.value_or(0) <= kLargeTable;
      for (std::size_t row = 0; row < std::min(rows->size(), most); ++row) {
        values.values.push_back(without_filling((*rows)[row].at(0).value_or("")));
      }
      total += values.values.size();
      found.push_back(std::move(values));
    }
  }
  co_return found;
}

}  // namespace askdb
