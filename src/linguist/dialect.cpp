#include "linguist/dialect.hpp"

#include <unordered_set>

#include "base/text.hpp"

namespace askdb::linguist {

std::string DialectText::name(std::string_view name) const {
  bool is_plain = !name.empty();
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool is_lower = c >= 'a' && c <= 'z';
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_digit = c >= '0' && c <= '9';
    if (is_lower || c == '_' || (is_digit && i > 0) || (is_upper && keeps_case())) continue;
    is_plain = false;
  }
  if (is_plain && !is_reserved(to_lower(name))) return std::string(name);
  return quoted_name(name);
}

std::string DialectText::quoted_name(std::string_view name) const {
  return quoted_identifier(name);
}

std::string DialectText::literal(std::string_view text) const { return quoted_literal(text); }

std::string DialectText::match(const std::string& left, const std::string& pattern,
                               bool is_not) const {
  return left + (is_not ? " NOT ILIKE " : " ILIKE ") + pattern;
}

std::string DialectText::as_text(const std::string& left) const {
  return "CAST(" + left + " AS varchar)";
}

bool DialectText::is_reserved(std::string_view lower) const {
  static const std::unordered_set<std::string_view> kReserved{
#include "linguist/reserved_words.inc"
  };
  return kReserved.contains(lower);
}

const DialectText& dialect_text(Dialect dialect) {
  switch (dialect) {
    case Dialect::kSqlite:
      return sqlite_text();
    case Dialect::kDuckdb:
      return duckdb_text();
    case Dialect::kMysql:
      return mysql_text();
    case Dialect::kClickhouse:
      return clickhouse_text();
    case Dialect::kTrino:
      return trino_text();
    default:
      return postgresql_text();
  }
}

}  // namespace askdb::linguist
