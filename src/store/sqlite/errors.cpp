#include <iterator>

#include "store/sqlite/connection.hpp"

namespace askdb::store::sqlite {
namespace {

struct Rule {
  int code;  ///< Primary result code.
  Fault fault;
  const char* message;  ///< After "askdb's store {path} ".
  const char* next_step;
};

constexpr const char* kOtherPlace =
    "Check that the folder is there and that you may write in it, or name another place with "
    "CONTROL_DB_URL.";
constexpr const char* kBackup =
    "Restore it from a backup, or move it away: askdb then begins a new one.";

constexpr Rule kRules[] = {
    {SQLITE_FULL, Fault::kOther, "has no room left on its disk.",
     "Free some space there; what was kept so far is safe."},
    {SQLITE_CANTOPEN, Fault::kConnection, "cannot be opened.", kOtherPlace},
    {SQLITE_PERM, Fault::kConnection, "may not be opened.", kOtherPlace},
    {SQLITE_READONLY, Fault::kConnection, "cannot be written.", kOtherPlace},
    {SQLITE_BUSY, Fault::kConnection, "is held by another program for too long.",
     "Close other programs that write to it, then try again."},
    {SQLITE_LOCKED, Fault::kConnection, "is held by another program for too long.",
     "Close other programs that write to it, then try again."},
    {SQLITE_NOTADB, Fault::kOther, "is no SQLite file, or it is damaged.", kBackup},
    {SQLITE_CORRUPT, Fault::kOther, "is damaged.", kBackup},
    {SQLITE_IOERR, Fault::kOther, "could not be read or written: the disk failed.",
     "Check the disk and the log, then start askdb again."},
    {SQLITE_TOOBIG, Fault::kInput, "cannot keep a text of that size.", "Write it shorter."},
    {SQLITE_NOMEM, Fault::kOther, "got no memory.", "Free some memory, then try again."},
};

}  // namespace

Error to_error(int code, const std::string& driver_text, const std::string& path) {
  if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY) {
    auto error = taken_error("thread or message with this id or share token");
    error.detail = driver_text;
    return error;
  }
  Error error{.fault = Fault::kOther,
              .message = "askdb's store " + path + " failed.",
              .next_step = "Try again; if it lasts, look into the log.",
              .detail = "SQLite " + std::to_string(code) + ": " + driver_text};
  for (const auto& rule : kRules) {
    if (rule.code != (code & 0xFF)) continue;
    error.fault = rule.fault;
    error.message = "askdb's store " + path + " " + rule.message;
    error.next_step = rule.next_step;
    break;
  }
  return error;
}

}  // namespace askdb::store::sqlite
