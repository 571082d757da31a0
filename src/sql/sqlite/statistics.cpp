#include "sql/sqlite/statistics.hpp"

#include <cstdlib>

#include "base/text.hpp"
#include "sql/sqlite/handle.hpp"

namespace askdb::sqlite {

std::optional<double> estimate_rows(sqlite3* handle, const std::string& table) {
  auto first_number = [&](const std::string& sql) -> std::optional<double> {
    const auto statement = prepare(handle, sql);
    if (!statement || sqlite3_step(statement.get()) != SQLITE_ROW) return std::nullopt;
    if (sqlite3_column_type(statement.get(), 0) == SQLITE_NULL) return 0;
    // A line of sqlite_stat1 starts with the number of rows.
    return std::strtod(std::string(text_of(statement.get(), 0)).c_str(), nullptr);
  };
  const auto measured = first_number(
      "SELECT stat FROM sqlite_stat1 WHERE tbl = " + quoted_literal(table) + " LIMIT 1");
  if (measured) return measured;
  const std::string name = quoted_identifier(table);
  // Only the real rowid: a column of that name may hold anything.
  const bool hides_rowid = first_number("SELECT 1 FROM pragma_table_xinfo(" +
                                        quoted_literal(table) + ") WHERE lower(name) = '_rowid_'")
                               .has_value();
  const auto largest =
      hides_rowid ? std::nullopt : first_number("SELECT max(_rowid_) FROM " + name);
  if (largest) return largest;
  return first_number("SELECT count(*) FROM (SELECT 1 FROM " + name + " LIMIT 100000)");
}

}  // namespace askdb::sqlite
