#include "sql/sqlite/runnable.hpp"

#include "base/text.hpp"
#include "sql/sqlite/handle.hpp"

namespace askdb::sqlite {
namespace {

int stop(void*) { return 1; }

}  // namespace

bool ends_on_trial(sqlite3* handle, sqlite3_stmt* statement, int instructions) {
  if (statement == nullptr) return true;
  sqlite3_progress_handler(handle, instructions, stop, nullptr);
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(statement);
  sqlite3_reset(statement);
  sqlite3_progress_handler(handle, 0, nullptr, nullptr);
  return (code & 0xFF) != SQLITE_INTERRUPT && (code & 0xFF) != SQLITE_TOOBIG &&
         (code & 0xFF) != SQLITE_NOMEM;
}

std::string with_limit(sqlite3* handle, sqlite3_stmt* compiled, std::string_view original,
                       std::size_t limit) {
  // The line feeds keep a comment at the end from swallowing the bracket.
  const std::string rest =
      " FROM (\n" + std::string(original) + "\n) LIMIT " + std::to_string(limit);
  const auto outer = prepare(handle, "SELECT *" + rest);
  if (!outer) return {};
  const int columns = sqlite3_column_count(compiled);
  if (columns != sqlite3_column_count(outer.get())) return {};
  std::string list;
  bool is_same = true;
  for (int i = 0; i < columns; ++i) {
    const std::string wanted = sqlite3_column_name(compiled, i);
    const std::string given = sqlite3_column_name(outer.get(), i);
    is_same = is_same && wanted == given;
    list += (i == 0 ? "" : ", ") + quoted_identifier(given) + " AS " + quoted_identifier(wanted);
  }
  if (is_same) return "SELECT *" + rest;
  // The second of two columns of one name came out as "id:1": list them under their own names.
  const std::string named = "SELECT " + list + rest;
  return prepare(handle, named) ? named : std::string();
}

}  // namespace askdb::sqlite
