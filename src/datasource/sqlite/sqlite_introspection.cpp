#include "datasource/sqlite/sqlite_introspection.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/text.hpp"
#include "datasource/sqlite/sqlite_samples.hpp"
#include "datasource/sqlite/sqlite_values.hpp"
#include "sql/sqlite/statistics.hpp"

namespace askdb {
namespace {

using sqlite::text_of;

void each_row(sqlite3* handle, const std::string& sql,
              const std::function<void(sqlite3_stmt*)>& take) {
  const auto statement = sqlite::prepare(handle, sql);
  while (statement && sqlite3_step(statement.get()) == SQLITE_ROW) take(statement.get());
}

/// The user's tables and views: not SQLite's own, not those in which full-text and R-tree tables
/// keep their data.
constexpr const char* kTables =
    "SELECT l.name, l.type FROM pragma_table_list l WHERE l.schema = 'main' "
    "AND l.type IN ('table', 'view', 'virtual') AND lower(substr(l.name, 1, 7)) <> 'sqlite_' "
    "ORDER BY l.name";

class Reader {
 public:
  Reader(sqlite3* handle, Database& database) : handle_(handle), database_(database) {}

  void read() {
    each_row(handle_, kTables, [&](sqlite3_stmt* row) {
      Table table;
      table.schema = "main";
      table.name = text_of(row, 0);
      table.is_view = text_of(row, 1) == "view";
      database_.tables.push_back(std::move(table));
    });
    for (auto& table : database_.tables) by_name_[to_lower(table.name)] = &table;
    read_columns();
    read_foreign_keys();
    read_indexes();
  }

 private:
  Table* find(std::string_view name) {
    const auto found = by_name_.find(to_lower(name));
    return found == by_name_.end() ? nullptr : found->second;
  }

  void read_columns() {
    std::map<Table*, std::map<int, std::string>> keys;
    const std::string sql =
        "SELECT l.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden "
        "FROM (" +
        std::string(kTables) +
        ") l, pragma_table_xinfo(l.name) c "
        "WHERE c.hidden <> 1 ORDER BY l.name, c.cid";
    each_row(handle_, sql, [&](sqlite3_stmt* row) {
      Table* table = find(text_of(row, 0));
      if (table == nullptr) return;
      Column column;
      column.name = text_of(row, 1);
      column.type = text_of(row, 2);
      column.kind = kind_of_declared(column.type);
      const int place_in_key = sqlite3_column_int(row, 5);
      column.is_nullable = sqlite3_column_int(row, 3) == 0 && place_in_key == 0;
      column.default_value = text_of(row, 4);
      if (place_in_key > 0) keys[table][place_in_key] = column.name;
      table->columns.push_back(std::move(column));
    });
    for (const auto& [table, columns] : keys) {
      for (const auto& [place, column] : columns) table->primary_key.push_back(column);
    }
  }

  void read_foreign_keys() {
    std::map<std::pair<Table*, int>, ForeignKey> keys;
    const std::string sql = "SELECT l.name, k.id, k.\"table\", k.\"from\", k.\"to\" FROM (" +
                            std::string(kTables) +
                            ") l, pragma_foreign_key_list(l.name) k ORDER BY l.name, k.id, k.seq";
    each_row(handle_, sql, [&](sqlite3_stmt* row) {
      Table* table = find(text_of(row, 0));
      const Table* target = find(text_of(row, 2));
      if (table == nullptr || target == nullptr) return;
      auto& key = keys[{table, sqlite3_column_int(row, 1)}];
      key.to_schema = "main";
      key.to_table = target->name;
      // As the schemas write them: SQLite ignores case in names.
      const Column* from = table->column(text_of(row, 3));
      key.columns.push_back(from == nullptr ? std::string(text_of(row, 3)) : from->name);
      const std::size_t place = key.to_columns.size();
      if (sqlite3_column_type(row, 4) == SQLITE_NULL) {
        // `REFERENCES other` means the other table's primary key.
        if (place < target->primary_key.size()) {
          key.to_columns.push_back(target->primary_key[place]);
        }
        return;
      }
      const Column* to = target->column(text_of(row, 4));
      if (to != nullptr) key.to_columns.push_back(to->name);
    });
    for (auto& [place, key] : keys) {
      if (key.columns.size() == key.to_columns.size()) {
        place.first->foreign_keys.push_back(std::move(key));
      }
    }
  }

  void read_indexes() {
    std::map<std::pair<Table*, std::string>, Index> indexes;
    const std::string sql = "SELECT l.name, i.name, i.\"unique\", c.name FROM (" +
                            std::string(kTables) +
                            ") l, pragma_index_list(l.name) i, pragma_index_info(i.name) c "
                            "WHERE i.partial = 0 ORDER BY l.name, i.name, c.seqno";
    each_row(handle_, sql, [&](sqlite3_stmt* row) {
      Table* table = find(text_of(row, 0));
      if (table == nullptr) return;
      auto& index = indexes[{table, std::string(text_of(row, 1))}];
      index.name = text_of(row, 1);
      index.is_unique = sqlite3_column_int(row, 2) != 0;
      index.columns.emplace_back(text_of(row, 3));
    });
    for (auto& [place, index] : indexes) {
      // An expression has no column name.
      const bool is_plain = std::none_of(index.columns.begin(), index.columns.end(),
                                         [](const std::string& name) { return name.empty(); });
      if (is_plain) place.first->indexes.push_back(std::move(index));
    }
  }

  sqlite3* handle_;
  Database& database_;
  std::map<std::string, Table*> by_name_;
};

}  // namespace

std::string sqlite_fingerprint(sqlite3* handle) {
  std::string text = "1\n";  // Grows when introspection learns to see more.
  each_row(handle, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name",
           [&](sqlite3_stmt* row) {
             for (int i = 0; i < 4; ++i) text.append(text_of(row, i)).push_back('\0');
           });
  return fingerprint(text);
}

Result<Database> introspect_sqlite(sqlite3* handle, const std::string& name,
                                   const std::string& path, RunControl& control) {
  Database database;
  database.name = name;
  database.dialect = Dialect::kSqlite;
  database.default_schema = "main";
  Reader(handle, database).read();
  const int code = sqlite3_errcode(handle) & 0xFF;
  if (code == SQLITE_INTERRUPT) return control.reason();
  if (code == SQLITE_CORRUPT || code == SQLITE_BUSY || code == SQLITE_IOERR) {
    return sqlite::to_error(code, sqlite3_errmsg(handle), path);
  }
  for (auto& table : database.tables) {
    if (!table.is_view) {
      const auto rows = sqlite::estimate_rows(handle, table.name);
      if (rows) table.row_estimate = static_cast<std::int64_t>(*rows);
    }
    if (!control.is_over()) sample_table(handle, table, control);
  }
  database.fingerprint = sqlite_fingerprint(handle);
  return database;
}

}  // namespace askdb
