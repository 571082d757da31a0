#include "duckdb/cursor.hpp"

#include <type_traits>
#include <utility>

#include "duckdb/failure.hpp"
#include "duckdb/vectors.hpp"

namespace askdb::duckdb {
namespace {

duckdb_state bind(const Library& duck, duckdb_prepared_statement statement, idx_t at,
                  const Value& value) {
  return std::visit(
      [&](const auto& held) {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, std::monostate>) {
          return duck.bind_null(statement, at);
        } else if constexpr (std::is_same_v<Held, bool>) {
          return duck.bind_boolean(statement, at, held);
        } else if constexpr (std::is_same_v<Held, std::int64_t>) {
          return duck.bind_int64(statement, at, held);
        } else if constexpr (std::is_same_v<Held, double>) {
          return duck.bind_double(statement, at, held);
        } else {
          return duck.bind_varchar_length(statement, at, held.data(), held.size());
        }
      },
      value);
}

}  // namespace

Result<Cursor> Cursor::start(const Library& library, duckdb_connection connection,
                             const std::string& sql, const Row& parameters) {
  Cursor cursor(library);
  if (library.prepare(connection, sql.c_str(), &cursor.statement_) != DuckDBSuccess) {
    return failure(library.prepare_error(cursor.statement_));
  }
  bool is_bound = library.nparams(cursor.statement_) == parameters.size();
  for (std::size_t i = 0; i < parameters.size() && is_bound; ++i) {
    is_bound = bind(library, cursor.statement_, i + 1, parameters[i]) == DuckDBSuccess;
  }
  if (!is_bound) return failure("Invalid Input Error: The parameters do not fit the statement.");
  const auto state = library.execute_prepared_streaming(cursor.statement_, &cursor.result_);
  cursor.is_open_ = true;
  if (state != DuckDBSuccess) {
    return failure(library.result_error_type(&cursor.result_),
                   library.result_error(&cursor.result_));
  }
  const idx_t count = library.column_count(&cursor.result_);
  for (idx_t i = 0; i < count; ++i) {
    const char* name = library.column_name(&cursor.result_, i);
    duckdb_logical_type type = library.column_logical_type(&cursor.result_, i);
    cursor.columns_.push_back({name == nullptr ? "" : name, read_type(library, type)});
    library.destroy_logical_type(&type);
  }
  return cursor;
}

Cursor::Cursor(Cursor&& other) noexcept
    : library_(other.library_),
      statement_(std::exchange(other.statement_, nullptr)),
      result_(std::exchange(other.result_, {})),
      is_open_(std::exchange(other.is_open_, false)),
      columns_(std::move(other.columns_)) {}

Cursor::~Cursor() {
  if (is_open_) library_.destroy_result(&result_);
  if (statement_ != nullptr) library_.destroy_prepare(&statement_);
}

Result<std::vector<Row>> Cursor::next() {
  std::vector<Row> rows;
  if (!is_open_) return rows;
  duckdb_data_chunk chunk = library_.fetch_chunk(result_);
  if (chunk == nullptr) {
    const char* said = library_.result_error(&result_);
    const bool has_failed = said != nullptr && *said != '\0';
    Error error;
    if (has_failed) error = failure(library_.result_error_type(&result_), said);
    library_.destroy_result(&result_);
    is_open_ = false;
    if (has_failed) return error;
    return rows;
  }
  const std::size_t count = library_.data_chunk_get_size(chunk);
  rows.resize(count);
  for (auto& row : rows) row.reserve(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const VectorView view(library_, library_.data_chunk_get_vector(chunk, i), columns_[i].type);
    for (std::size_t j = 0; j < count; ++j) rows[j].push_back(view.value_at(j));
  }
  library_.destroy_data_chunk(&chunk);
  return rows;
}

}  // namespace askdb::duckdb
