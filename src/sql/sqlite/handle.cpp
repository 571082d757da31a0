#include "sql/sqlite/handle.hpp"

#include <filesystem>
#include <system_error>

#include "base/text.hpp"

namespace askdb::sqlite {
namespace {

/// A value read from a file may be this long; longer ones are an error that says so.
constexpr int kMaxValueBytes = 32 << 20;

/// `path` as a URI that opens it as an unchanging file.
std::string immutable_uri(const std::string& path) {
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(path).string()) {
    if (c == '?' || c == '#' || c == '%') {
      constexpr std::string_view kHex = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      uri += '%';
      uri += kHex[byte >> 4U];
      uri += kHex[byte & 15U];
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

/// The first read is what finds a file that is no database, or a log that cannot be opened.
int first_read(sqlite3* handle) {
  return sqlite3_exec(handle, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
}

Result<Handle> open(const std::string& name, int flags, const std::string& path) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Handle handle(raw);
  if (code != SQLITE_OK) {
    return to_error(code, raw == nullptr ? "out of memory" : sqlite3_errmsg(raw), path);
  }
  sqlite3_extended_result_codes(raw, 1);
  return handle;
}

Error unreadable(const std::string& path) {
  std::error_code failed;
  const auto status = std::filesystem::status(path, failed);
  if (!failed && std::filesystem::is_directory(status)) {
    return {.fault = Fault::kConnection,
            .message = "`" + path + "` is a folder, not a SQLite file.",
            .next_step = "Name the database file in it.",
            .detail = {}};
  }
  return {.fault = Fault::kConnection,
          .message = "There is no file `" + path + "`.",
          .next_step =
              "Check the path of the datasource; a relative path starts at the folder in "
              "which askdb was started.",
          .detail = failed.message()};
}

}  // namespace

void harden(sqlite3* handle, int max_value_bytes) {
  int ignored = 0;
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, &ignored);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &ignored);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, &ignored);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0, &ignored);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, &ignored);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, max_value_bytes);
  sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 128 << 10);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(handle, SQLITE_LIMIT_EXPR_DEPTH, 120);
  sqlite3_limit(handle, SQLITE_LIMIT_COMPOUND_SELECT, 60);
  sqlite3_limit(handle, SQLITE_LIMIT_FUNCTION_ARG, 100);
  sqlite3_limit(handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1'000);
  sqlite3_limit(handle, SQLITE_LIMIT_VARIABLE_NUMBER, 64);
  sqlite3_limit(handle, SQLITE_LIMIT_VDBE_OP, 250'000);
  sqlite3_limit(handle, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
  sqlite3_limit(handle, SQLITE_LIMIT_WORKER_THREADS, 0);
}

Result<Handle> open_read_only(const std::string& path) {
  std::error_code failed;
  const auto status = std::filesystem::status(path, failed);
  if (failed || !std::filesystem::exists(status) || std::filesystem::is_directory(status)) {
    return unreadable(path);
  }
  // An absolute path is never taken for a URI, whatever the file is called.
  const std::string name = std::filesystem::absolute(path).string();
  auto handle = open(name, SQLITE_OPEN_READONLY, path);
  if (!handle) return handle.error();
  sqlite3_busy_timeout(handle->get(), 2'000);
  int code = first_read(handle->get());
  if (code == SQLITE_READONLY_CANTINIT || code == SQLITE_READONLY_RECOVERY ||
      (code & 0xFF) == SQLITE_CANTOPEN || code == SQLITE_READONLY_DIRECTORY) {
    handle = open(immutable_uri(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, path);
    if (!handle) return handle.error();
    code = first_read(handle->get());
  }
  if (code != SQLITE_OK) return to_error(code, sqlite3_errmsg(handle->get()), path);
  execute(handle->get(), "PRAGMA query_only=1");
  harden(handle->get(), kMaxValueBytes);
  return handle;
}

Result<Handle> open_memory() {
  auto handle = open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, "memory");
  if (handle) harden(handle->get(), 1 << 20);
  return handle;
}

Statement prepare(sqlite3* handle, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(handle, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  return Statement(statement);
}

bool execute(sqlite3* handle, const std::string& sql) {
  return sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

std::string_view text_of(sqlite3_stmt* statement, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

}  // namespace askdb::sqlite
