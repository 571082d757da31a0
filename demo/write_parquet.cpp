#include <stdexcept>

#include "duckdb/appender.hpp"
#include "duckdb/session.hpp"
#include "writers.hpp"

namespace askdb::demo {
namespace {

template <class T>
T taken(Result<T> result) {
  if (!result) throw std::runtime_error(one_line(result.error()));
  return *std::move(result);
}

struct ToValue {
  Value operator()(std::monostate) const { return {}; }
  Value operator()(bool value) const { return value; }
  Value operator()(std::int64_t value) const { return value; }
  Value operator()(Money value) const { return to_text(value); }
  Value operator()(Date value) const { return to_text(value); }
  Value operator()(const std::string& value) const { return value; }
};

std::vector<askdb::Row> values_of(const Table& table) {
  std::vector<askdb::Row> rows;
  rows.reserve(table.rows.size());
  for (const auto& row : table.rows) {
    auto& values = rows.emplace_back();
    for (const auto& cell : row) values.push_back(std::visit(ToValue(), cell));
  }
  return rows;
}

}  // namespace

void write_parquet(const Dataset& dataset, const std::filesystem::path& folder) {
  const auto place = folder / dataset.name;
  std::filesystem::create_directories(place);
  const duckdb::Settings settings{{"threads", "1"}};
  const auto session = taken(duckdb::Session::open(settings));
  for (const auto& table : dataset.tables) {
    taken(session->execute(create_table_sql(table)));
    const auto appender = taken(duckdb::Appender::open(*session, "", table.name));
    taken(appender->add(values_of(table)));
    taken(appender->finish());
    const auto file = (place / (table.name + ".parquet")).string();
    taken(session->execute("COPY " + table.name + " TO " + duckdb::quoted_text(file) +
                           " (FORMAT PARQUET)"));
  }
}

}  // namespace askdb::demo
