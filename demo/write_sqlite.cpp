#include <sqlite3.h>

#include <memory>
#include <stdexcept>

#include "writers.hpp"

namespace askdb::demo {

namespace {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

void run(sqlite3* database, const std::string& sql) {
  if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw std::runtime_error(std::string("SQLite: ") + sqlite3_errmsg(database));
  }
}

struct Bind {
  sqlite3_stmt* statement;
  int at;
  void operator()(std::monostate) const { sqlite3_bind_null(statement, at); }
  void operator()(bool value) const { sqlite3_bind_int(statement, at, value ? 1 : 0); }
  void operator()(std::int64_t value) const { sqlite3_bind_int64(statement, at, value); }
  void operator()(Money value) const {
    sqlite3_bind_double(statement, at, static_cast<double>(value.cents) / 100);
  }
  void operator()(Date value) const { (*this)(to_text(value)); }
  void operator()(const std::string& value) const {
    sqlite3_bind_text(statement, at, value.data(), static_cast<int>(value.size()),
                      SQLITE_TRANSIENT);
  }
};

void fill(sqlite3* database, const Table& table) {
  std::string sql = "INSERT INTO " + table.name + " VALUES (?";
  for (std::size_t index = 1; index < table.columns.size(); ++index) {
    sql += ",?";
  }
  sql += ")";
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(database, sql.c_str(), -1, &raw, nullptr) != SQLITE_OK) {
    throw std::runtime_error(std::string("SQLite: ") + sqlite3_errmsg(database));
  }
  const std::unique_ptr<sqlite3_stmt, FinalizeStatement> insert(raw);
  for (const auto& row : table.rows) {
    for (std::size_t index = 0; index < row.size(); ++index) {
      std::visit(Bind{raw, static_cast<int>(index) + 1}, row[index]);
    }
    if (sqlite3_step(raw) != SQLITE_DONE) {
      throw std::runtime_error(table.name + ": " + sqlite3_errmsg(database));
    }
    sqlite3_reset(raw);
  }
}

}  // namespace

void write_sqlite(const Dataset& dataset, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  const auto target = folder / (dataset.name + ".sqlite");
  const auto half = folder / (dataset.name + ".sqlite.part");
  std::filesystem::remove(half);
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open(half.c_str(), &raw);
  std::unique_ptr<sqlite3, CloseDatabase> database(raw);
  if (opened != SQLITE_OK) {
    throw std::runtime_error("Cannot write " + half.string() + ".");
  }
  // A file that is thrown away when anything fails needs no journal.
  run(raw,
      "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN;");
  for (const auto& table : dataset.tables) {
    run(raw, create_table_sql(table));
    fill(raw, table);
    run(raw, create_indexes_sql(table));
  }
  run(raw, "COMMIT; ANALYZE;");
  database.reset();
  std::filesystem::rename(half, target);
}

}  // namespace askdb::demo
