#include "datasource/duckdb/session.hpp"

#include "base/text.hpp"

namespace askdb::duckdb {
namespace {

Error failure(const char* said) {
  return {.fault = Fault::kData,
          .message = "DuckDB could not do that.",
          .next_step = {},
          .detail = said == nullptr ? "" : said};
}

}  // namespace

std::string quoted_name(const std::string& name) {
  return "\"" + replace_all(name, "\"", "\"\"") + "\"";
}

std::string quoted_text(const std::string& text) {
  return "'" + replace_all(text, "'", "''") + "'";
}

Result<std::unique_ptr<Session>> Session::open(const std::map<std::string, std::string>& settings) {
  const auto found = library();
  if (!found) return found.error();
  const Library& duck = **found;
  std::unique_ptr<Session> session(new Session(duck));
  duckdb_config config = nullptr;
  bool is_good = duck.create_config(&config) == DuckDBSuccess;
  for (const auto& [name, value] : settings) {
    is_good = is_good && duck.set_config(config, name.c_str(), value.c_str()) == DuckDBSuccess;
  }
  char* said = nullptr;
  is_good = is_good &&
            duck.open_ext(":memory:", &session->database_, config, &said) == DuckDBSuccess &&
            duck.connect(session->database_, &session->connection_) == DuckDBSuccess;
  duck.destroy_config(&config);
  if (is_good) return session;
  Error error = failure(said);
  duck.free(said);
  error.fault = Fault::kConfig;
  error.message = "DuckDB could not be started.";
  return error;
}

Session::~Session() {
  if (connection_ != nullptr) library_.disconnect(&connection_);
  if (database_ != nullptr) library_.close(&database_);
}

Result<Session::TextRows> Session::query(const std::string& sql, std::size_t columns) {
  duckdb_result result{};
  if (library_.query(connection_, sql.c_str(), &result) != DuckDBSuccess) {
    const Error error = failure(library_.result_error(&result));
    library_.destroy_result(&result);
    return error;
  }
  TextRows rows(columns == 0 ? 0 : library_.row_count(&result));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      char* text = library_.value_varchar(&result, j, i);
      rows[i].push_back(text == nullptr ? std::nullopt : std::optional<std::string>(text));
      library_.free(text);
    }
  }
  library_.destroy_result(&result);
  return rows;
}

Result<Done> Session::append(const std::string& table, const TextRows& rows) {
  duckdb_appender appender = nullptr;
  bool is_good =
      library_.appender_create(connection_, nullptr, table.c_str(), &appender) == DuckDBSuccess;
  for (std::size_t i = 0; i < rows.size() && is_good; ++i) {
    for (const auto& cell : rows[i]) {
      is_good =
          is_good && (cell ? library_.append_varchar_length(appender, cell->data(), cell->size())
                           : library_.append_null(appender)) == DuckDBSuccess;
    }
    is_good = is_good && library_.appender_end_row(appender) == DuckDBSuccess;
  }
  Error error;
  if (!is_good) error = failure(library_.appender_error(appender));
  // Destroying writes what is left.
  is_good = library_.appender_destroy(&appender) == DuckDBSuccess && is_good;
  if (!is_good) return error;
  return Done{};
}

}  // namespace askdb::duckdb
