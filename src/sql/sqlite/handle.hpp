#pragma once

/// SQLite handles that cannot write, and statements on them. The only place that opens a file.

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace askdb::sqlite {

struct CloseHandle {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite3, CloseHandle>;

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// Opens an existing file read-only and hardened. Write-ahead-log databases are read through their
/// log; on a read-only medium, where the log's index cannot be made, the file is read as it stands.
/// Fails with kConnection (missing, a directory, not a database, encrypted) or kPermission.
Result<Handle> open_read_only(const std::string& path);

/// An empty database in memory, hardened like the others but writable.
Result<Handle> open_memory();

/// Extension loading, attaching, double-quoted strings and trusted schemas off; defensive on;
/// lengths, depths and counts limited so that one statement can neither exhaust memory nor, on a
/// stack of 256 KiB, the stack. Values up to `max_value_bytes`.
void harden(sqlite3* handle, int max_value_bytes);

/// Compiles `sql`, which must be one statement. Null and `sqlite3_errmsg` on failure.
Statement prepare(sqlite3* handle, std::string_view sql);

/// Runs statements that return nothing; false on failure.
bool execute(sqlite3* handle, const std::string& sql);

std::string_view text_of(sqlite3_stmt* statement, int column);

/// An error of SQLite as ours: the kind by result code, the message for people. `path` names the
/// file in messages.
Error to_error(int code, const std::string& driver_text, const std::string& path);

}  // namespace askdb::sqlite
