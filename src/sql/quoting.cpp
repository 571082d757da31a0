#include "sql/quoting.hpp"

#include <unordered_set>

#include "base/text.hpp"

namespace askdb {

std::string quoted_name(std::string_view name, Dialect dialect) {
  if (dialect == Dialect::kClickhouse) {
    return quoted_identifier(replace_all(std::string(name), "\\", "\\\\"));
  }
  if (dialect != Dialect::kMysql) return quoted_identifier(name);
  return "`" + replace_all(std::string(name), "`", "``") + "`";
}

std::string quoted_text(std::string_view text, Dialect dialect) {
  if (dialect != Dialect::kMysql && dialect != Dialect::kClickhouse) return quoted_literal(text);
  return quoted_literal(replace_all(std::string(text), "\\", "\\\\"));
}

bool is_reserved_in_mysql(std::string_view lower) {
  static const std::unordered_set<std::string_view> kWords{
#include "sql/reserved_words_mysql.inc"
  };
  return kWords.contains(lower);
}

}  // namespace askdb
