#include "store/sqlite/connection.hpp"

#include "store/kept_text.hpp"

namespace askdb::store::sqlite {
namespace {

/// Another process may be in the middle of a large commit.
constexpr int kBusyMilliseconds = 10'000;

/// A transaction is acknowledged when its log is on the disk (`synchronous`). The log file is cut
/// back to the limit (bytes) after a burst.
constexpr const char* kSettings =
    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; "
    "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA cache_size = -8000; "
    "PRAGMA journal_size_limit = 67108864;";

}  // namespace

Query::~Query() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void Query::bind(int place, const std::string& text) {
  if (!is_kept_as_it_is(text)) return bind(place, kept_text(text));
  sqlite3_bind_text64(statement_, place, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Query::bind(int place, const std::optional<std::string>& text) {
  if (text) bind(place, *text);
}

void Query::bind(int place, std::int64_t number) { sqlite3_bind_int64(statement_, place, number); }

void Query::bind(int place, const std::optional<int>& number) {
  if (number) bind(place, std::int64_t{*number});
}

void Query::bind(int place, double number) { sqlite3_bind_double(statement_, place, number); }

bool Query::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  auto* handle = sqlite3_db_handle(statement_);
  throw Failure(to_error(sqlite3_extended_errcode(handle), sqlite3_errmsg(handle), path_));
}

std::string_view Query::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Connection::Connection(std::string path, Mode mode) : path_(std::move(path)) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (mode == Mode::kWrite ? SQLITE_OPEN_CREATE : 0);
  const int code = sqlite3_open_v2(path_.c_str(), &handle_, flags, nullptr);
  try {
    if (code != SQLITE_OK) fail(code);
    sqlite3_busy_timeout(handle_, kBusyMilliseconds);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    script(kSettings);
    if (mode == Mode::kRead) script("PRAGMA query_only = ON");
  } catch (const Failure&) {
    sqlite3_close_v2(handle_);
    throw;
  }
}

Connection::~Connection() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

sqlite3_stmt* Connection::prepared(const std::string& sql) {
  const auto found = statements_.find(sql);
  if (found != statements_.end()) return found->second;
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) fail(code);
  statements_.emplace(sql, statement);
  return statement;
}

void Connection::script(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

std::int64_t Connection::number(const std::string& sql) {
  const auto asked = query(sql);
  return asked->next() ? asked->integer(0) : 0;
}

void Connection::fail(int code) const {
  throw Failure(
      to_error(code, handle_ == nullptr ? "out of memory" : sqlite3_errmsg(handle_), path_));
}

}  // namespace askdb::store::sqlite
