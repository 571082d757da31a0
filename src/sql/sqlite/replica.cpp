#include "sql/sqlite/replica.hpp"

#include <cstring>
#include <utility>

#include "base/text.hpp"
#include "sql/sqlite/statistics.hpp"

namespace askdb::sqlite {
namespace {

constexpr std::size_t kMaxIdle = 8;

struct Definition {
  std::string type;
  std::string name;
  std::string sql;
};

bool is_internal(const std::string& name) { return to_lower(name).rfind("sqlite_", 0) == 0; }

/// Tables that full-text and R-tree tables keep their data in.
std::map<std::string, std::string> table_types(sqlite3* handle) {
  std::map<std::string, std::string> types;
  const auto statement = prepare(handle,
                                 "SELECT name, type FROM pragma_table_list "
                                 "WHERE schema = 'main'");
  while (statement && sqlite3_step(statement.get()) == SQLITE_ROW) {
    types.emplace(text_of(statement.get(), 0), text_of(statement.get(), 1));
  }
  return types;
}

/// Columns in order, and one made-up row as two lists for INSERT.
void add_columns(sqlite3* handle, ReplicaRelation& relation, bool is_strict) {
  std::string names;
  std::string values;
  const auto statement =
      prepare(handle, "SELECT name, \"notnull\", pk, hidden, type FROM pragma_table_xinfo(" +
                          quoted_literal(relation.name) + ")");
  while (statement && sqlite3_step(statement.get()) == SQLITE_ROW) {
    const std::string name(text_of(statement.get(), 0));
    const int hidden = sqlite3_column_int(statement.get(), 3);
    if (hidden == 1) continue;
    relation.columns.push_back(name);
    if (hidden != 0) continue;
    const bool is_key = sqlite3_column_int(statement.get(), 2) > 0;
    const bool must_have = sqlite3_column_int(statement.get(), 1) != 0;
    const bool is_blob = is_strict && iequals(text_of(statement.get(), 4), "blob");
    if (!names.empty()) {
      names += ", ";
      values += ", ";
    }
    names += quoted_identifier(name);
    values += is_blob ? "x'31'" : is_key ? "1" : must_have ? "2" : "NULL";
  }
  if (!relation.is_view && !names.empty()) {
    execute(handle, "INSERT OR IGNORE INTO " + quoted_identifier(relation.name) + " (" + names +
                        ") VALUES (" + values + ")");
  }
}

void copy_statistics(sqlite3* source, sqlite3* target) {
  const auto read = prepare(source, "SELECT tbl, idx, stat FROM sqlite_stat1");
  if (!read) return;
  execute(target, "ANALYZE");
  execute(target, "DELETE FROM sqlite_stat1");
  const auto write = prepare(target, "INSERT INTO sqlite_stat1 VALUES (?, ?, ?)");
  while (write && sqlite3_step(read.get()) == SQLITE_ROW) {
    for (int i = 0; i < 3; ++i) {
      sqlite3_bind_value(write.get(), i + 1, sqlite3_column_value(read.get(), i));
    }
    sqlite3_step(write.get());
    sqlite3_reset(write.get());
  }
}

}  // namespace

Result<std::unique_ptr<Replica>> Replica::create(const std::string& path) {
  auto source = open_read_only(path);
  if (!source) return source.error();
  auto target = open_memory();
  if (!target) return target.error();
  auto replica = std::unique_ptr<Replica>(new Replica);
  auto copied = replica->copy(source->get(), target->get(), path);
  if (!copied) return copied.error();
  sqlite3_int64 size = 0;
  std::unique_ptr<unsigned char, decltype(&sqlite3_free)> image(
      sqlite3_serialize(target->get(), "main", &size, 0), &sqlite3_free);
  if (!image) return to_error(SQLITE_NOMEM, "cannot serialize the copy of the schema", path);
  replica->image_.assign(reinterpret_cast<const char*>(image.get()),
                         static_cast<std::size_t>(size));
  return replica;
}

Result<Done> Replica::copy(sqlite3* source, sqlite3* target, const std::string& path) {
  const auto types = table_types(source);
  // The owner's definitions are taken as they are, double-quoted strings and all.
  sqlite3_db_config(target, SQLITE_DBCONFIG_DQS_DDL, 1, nullptr);
  sqlite3_db_config(target, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, nullptr);
  sqlite3_limit(target, SQLITE_LIMIT_SQL_LENGTH, 1 << 20);
  execute(target, "PRAGMA ignore_check_constraints=1");
  execute(target, "BEGIN");
  const auto read = prepare(source,
                            "SELECT type, name, sql FROM sqlite_schema "
                            "WHERE sql IS NOT NULL AND type IN ('table', 'index', 'view') "
                            "ORDER BY type = 'view', type = 'index', rowid");
  int code = SQLITE_ERROR;
  while (read && (code = sqlite3_step(read.get())) == SQLITE_ROW) {
    const std::string type(text_of(read.get(), 0));
    const std::string name(text_of(read.get(), 1));
    if (is_internal(name)) continue;
    const auto listed = types.find(name);
    if (listed != types.end() && listed->second == "shadow") continue;
    // A virtual table whose module is not here cannot be read either: it stays unknown.
    if (!execute(target, std::string(text_of(read.get(), 2)))) continue;
    if (type == "index") continue;
    relations_.emplace(to_lower(name),
                       ReplicaRelation{.name = name, .is_view = type == "view", .columns = {}});
  }
  if (code != SQLITE_DONE) return to_error(code, sqlite3_errmsg(source), path);
  const auto strict = prepare(target, "SELECT strict FROM pragma_table_list WHERE name = ?");
  for (auto& [key, relation] : relations_) {
    sqlite3_bind_text(strict.get(), 1, relation.name.data(), static_cast<int>(relation.name.size()),
                      SQLITE_STATIC);
    const bool is_strict =
        sqlite3_step(strict.get()) == SQLITE_ROW && sqlite3_column_int(strict.get(), 0) != 0;
    sqlite3_reset(strict.get());
    add_columns(target, relation, is_strict);
    if (!relation.is_view) relation.rows = estimate_rows(source, relation.name).value_or(1e6);
  }
  execute(target, "COMMIT");
  copy_statistics(source, target);
  return Done{};
}

Handle Replica::make_handle() const {
  auto opened = open_memory();
  if (!opened) return nullptr;
  Handle handle = *std::move(opened);
  auto* bytes = static_cast<unsigned char*>(sqlite3_malloc64(image_.size()));
  if (bytes == nullptr) return nullptr;
  std::memcpy(bytes, image_.data(), image_.size());
  const auto size = static_cast<sqlite3_int64>(image_.size());
  if (sqlite3_deserialize(handle.get(), "main", bytes, size, size,
                          SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY) !=
      SQLITE_OK) {
    return nullptr;
  }
  prepare_table_functions(handle.get());
  return handle;
}

Replica::Lease::Lease(const Replica& from, Handle taken)
    : replica(from), handle(std::move(taken)), accesses(std::make_unique<Accesses>()) {
  if (handle) set_authorizer(handle.get(), accesses.get());
}

Replica::Lease::~Lease() {
  if (!handle) return;
  sqlite3_progress_handler(handle.get(), 0, nullptr, nullptr);
  const std::scoped_lock lock(replica.mutex_);
  if (replica.idle_.size() < kMaxIdle) replica.idle_.push_back(std::move(handle));
}

Replica::Lease Replica::lease() const {
  {
    const std::scoped_lock lock(mutex_);
    if (!idle_.empty()) {
      Handle handle = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(handle));
    }
  }
  return Lease(*this, make_handle());
}

}  // namespace askdb::sqlite
