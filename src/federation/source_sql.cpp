#include "federation/source_sql.hpp"

namespace askdb::federation {
namespace {

// Below what a guard scans: 32 KiB and 8,000 tokens, of which a key takes two.
constexpr std::size_t kMaxListBytes = 24'576;
constexpr std::size_t kMaxListKeys = 3'000;

}  // namespace

std::string source_select(const Need& need, const Table& table, Dialect dialect,
                          const std::string& keys) {
  std::string text = "SELECT ";
  for (std::size_t i = 0; i < need.columns.size(); ++i) {
    if (i > 0) text += ", ";
    text += quoted_name(table.columns[need.columns[i]].name, dialect);
  }
  text += " FROM ";
  // A file of SQLite has but one schema.
  if (dialect != Dialect::kSqlite && !table.schema.empty()) {
    text += quoted_name(table.schema, dialect) + ".";
  }
  text += quoted_name(table.name, dialect);
  const auto filter = need.filter ? predicate_text(*need.filter, table, dialect) : std::nullopt;
  if (filter) text += " WHERE " + *filter;
  if (!keys.empty()) text += (filter ? " AND " : " WHERE ") + keys;
  return text;
}

std::optional<std::vector<std::string>> key_lists(const std::vector<Constant>& values,
                                                  std::size_t column, const Table& table,
                                                  Dialect dialect) {
  std::vector<std::string> lists;
  Predicate list{.kind = Predicate::Kind::kIn, .column = column};
  std::size_t bytes = 0;
  const auto close = [&] {
    const auto text = predicate_text(list, table, dialect);
    if (text) lists.push_back(*text);
    list.constants.clear();
    bytes = 0;
    return text.has_value();
  };
  for (const auto& value : values) {
    const bool is_full = bytes > kMaxListBytes || list.constants.size() == kMaxListKeys;
    if (is_full && !close()) return std::nullopt;
    bytes += value.text.size() + 4;
    list.constants.push_back(value);
  }
  if (!list.constants.empty() && !close()) return std::nullopt;
  return lists;
}

}  // namespace askdb::federation
