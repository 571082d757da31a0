#include "duckdb/session.hpp"

#include <iterator>
#include <utility>

#include "base/text.hpp"
#include "duckdb/failure.hpp"

namespace askdb::duckdb {

std::string quoted_name(const std::string& name) {
  return "\"" + replace_all(name, "\"", "\"\"") + "\"";
}

std::string quoted_text(const std::string& text) {
  return "'" + replace_all(text, "'", "''") + "'";
}

Result<std::unique_ptr<Session>> Session::open(const Settings& settings) {
  const auto instance = Instance::open({}, settings);
  if (!instance) return instance.error();
  return (*instance)->connect();
}

Session::Session(const Library& library, std::shared_ptr<Instance> instance,
                 duckdb_connection connection)
    : library_(library), instance_(std::move(instance)), connection_(connection) {}

Session::~Session() { library_.disconnect(&connection_); }

Result<Done> Session::execute(const std::string& sql) {
  duckdb_result result{};
  const bool is_good = library_.query(connection_, sql.c_str(), &result) == DuckDBSuccess;
  Error error;
  if (!is_good)
    error = failure(library_.result_error_type(&result), library_.result_error(&result));
  library_.destroy_result(&result);
  if (!is_good) return error;
  return Done{};
}

Result<Cursor> Session::stream(const std::string& sql, const Row& parameters) {
  return Cursor::start(library_, connection_, sql, parameters);
}

Result<std::vector<Row>> Session::rows(const std::string& sql, const Row& parameters) {
  auto cursor = stream(sql, parameters);
  if (!cursor) return cursor.error();
  std::vector<Row> all;
  while (true) {
    auto chunk = cursor->next();
    if (!chunk) return chunk.error();
    if (chunk->empty()) return all;
    all.insert(all.end(), std::make_move_iterator(chunk->begin()),
               std::make_move_iterator(chunk->end()));
  }
}

Progress Session::progress() {
  const auto now = library_.query_progress(connection_);
  return {now.percentage < 0 ? -1 : now.percentage / 100, now.rows_processed};
}

}  // namespace askdb::duckdb
