#include "face/terminal/evaluation/gold.hpp"

namespace askdb::evaluation {
namespace {

using Deadline = std::chrono::steady_clock::time_point;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

/// How many instructions of SQLite's machine pass between two looks at the clock.
constexpr int kStepsPerLook = 10'000;

Value value_at(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    default: {
      // Read before its length, which it may change.
      const void* bytes = sqlite3_column_blob(statement, column);
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      return size == 0 ? std::string() : std::string(static_cast<const char*>(bytes), size);
    }
  }
}

}  // namespace

Result<GoldDatabase> GoldDatabase::open(const std::string& path) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr);
  GoldDatabase database(handle);
  if (code != SQLITE_OK) {
    return Error{.fault = Fault::kConnection,
                 .message = "The database " + path + " cannot be opened.",
                 .next_step = "Check the folder given with --databases.",
                 .detail = sqlite3_errstr(code)};
  }
  return database;
}

Result<Rows> GoldDatabase::run(const std::string& sql, std::chrono::milliseconds limit) const {
  Deadline deadline = std::chrono::steady_clock::now() + limit;
  const auto is_late = [](void* context) {
    return std::chrono::steady_clock::now() > *static_cast<Deadline*>(context) ? 1 : 0;
  };
  sqlite3_progress_handler(handle_.get(), kStepsPerLook, is_late, &deadline);
  const auto failed = [&](int code) {
    return Error{.fault = code == SQLITE_INTERRUPT ? Fault::kTimeout : Fault::kSyntax,
                 .message = sqlite3_errmsg(handle_.get()),
                 .next_step = {},
                 .detail = {}};
  };
  sqlite3_stmt* prepared = nullptr;
  int code = sqlite3_prepare_v2(handle_.get(), sql.c_str(), -1, &prepared, nullptr);
  const std::unique_ptr<sqlite3_stmt, Finalize> statement(prepared);
  if (code != SQLITE_OK || prepared == nullptr) return failed(code);
  Rows rows;
  const int columns = sqlite3_column_count(prepared);
  for (int i = 0; i < columns; ++i)
    rows.columns.push_back({.name = sqlite3_column_name(prepared, i)});
  while ((code = sqlite3_step(prepared)) == SQLITE_ROW) {
    Row row;
    for (int i = 0; i < columns; ++i) row.push_back(value_at(prepared, i));
    rows.rows.push_back(std::move(row));
  }
  if (code != SQLITE_DONE) return failed(code);
  return rows;
}

}  // namespace askdb::evaluation
