#include <array>
#include <string>
#include <string_view>

#include "sql/sqlite/handle.hpp"

/// What SQLite's result codes mean to the person who asked.

namespace askdb::sqlite {
namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// SQLITE_ERROR covers everything from a typing error to an overflow; only its text tells.
Error statement_error(const std::string& text) {
  constexpr std::array<std::string_view, 5> kSchema = {"no such table", "no such column",
                                                       "no such function", "ambiguous column name",
                                                       "no such collation"};
  constexpr std::array<std::string_view, 4> kSyntax = {"syntax error", "incomplete input",
                                                       "unrecognized token", "misuse of"};
  for (const auto part : kSchema) {
    if (contains(text, part)) {
      return {Fault::kSchema, "SQLite says: " + text + ".",
              "Use names from the schema (`/show-schema` lists them).", text};
    }
  }
  for (const auto part : kSyntax) {
    if (contains(text, part)) {
      return {Fault::kSyntax, "SQLite cannot read the statement: " + text + ".",
              "Correct the SQL at that place.", text};
    }
  }
  return {Fault::kData, "The values do not allow it: " + text + ".",
          "Change the expression, or leave those rows out.", text};
}

}  // namespace

Error to_error(int code, const std::string& driver_text, const std::string& path) {
  const std::string file = "`" + path + "`";
  switch (code & 0xFF) {
    case SQLITE_NOTADB:
      return {Fault::kConnection, file + " is not a SQLite database (or it is encrypted).",
              "Name a SQLite 3 file.", driver_text};
    case SQLITE_CORRUPT:
      return {Fault::kConnection, file + " is damaged: SQLite cannot read it.",
              "Restore it from a backup, or rescue what is left with `sqlite3 FILE .recover`.",
              driver_text};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Fault::kConnection, file + " is locked by another program that writes to it.",
              "Ask again when that program has finished.", driver_text};
    case SQLITE_PERM:
    case SQLITE_READONLY:
      return {Fault::kPermission, "The permissions of " + file + " do not let askdb read it.",
              "Give the user who runs askdb read access to the file and its folder.", driver_text};
    case SQLITE_AUTH:
      return {Fault::kPermission, "The statement does something that askdb does not allow.",
              "Only read from the tables of the schema.", driver_text};
    case SQLITE_CANTOPEN:
      return {Fault::kConnection, file + " cannot be opened: " + driver_text + ".",
              "Check that the file exists and may be read.", driver_text};
    case SQLITE_IOERR:
    case SQLITE_FULL:
      return {Fault::kConnection, "Reading " + file + " failed: " + driver_text + ".",
              "Check the disk it lies on.", driver_text};
    case SQLITE_INTERRUPT:
      return {Fault::kCancelled, "The statement was stopped.", "", driver_text};
    case SQLITE_TOOBIG:
      return {Fault::kData, "A value of the result is too large.",
              "Shorten it, for example with substr(), or leave that column out.", driver_text};
    case SQLITE_NOMEM:
      return {Fault::kOther, "There is not enough memory for this statement.",
              "Ask for fewer rows or columns.", driver_text};
    default:
      return statement_error(driver_text);
  }
}

}  // namespace askdb::sqlite
