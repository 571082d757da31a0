#include "catalog/render_text.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/text.hpp"
#include "catalog/words.hpp"
#include "sql/quoting.hpp"

namespace askdb::catalog {

namespace {

bool is_reserved(const std::string& lower) {
  static const std::unordered_set<std::string> kWords = {
      "all",          "and",          "any",        "array",   "as",         "asc",
      "between",      "both",         "by",         "case",    "cast",       "check",
      "collate",      "column",       "constraint", "create",  "cross",      "current_date",
      "current_time", "current_user", "default",    "delete",  "desc",       "distinct",
      "do",           "drop",         "else",       "end",     "except",     "exists",
      "false",        "fetch",        "for",        "foreign", "from",       "full",
      "grant",        "group",        "having",     "in",      "index",      "inner",
      "insert",       "intersect",    "into",       "is",      "isnull",     "join",
      "lateral",      "leading",      "left",       "like",    "limit",      "natural",
      "not",          "notnull",      "null",       "offset",  "on",         "only",
      "or",           "order",        "outer",      "primary", "references", "right",
      "select",       "set",          "some",       "table",   "then",       "to",
      "transaction",  "true",         "union",      "unique",  "update",     "user",
      "using",        "values",       "when",       "where",   "window",     "with"};
  return kWords.count(lower) > 0;
}

}  // namespace

std::string one_line_text(std::string_view text, std::size_t max_bytes) {
  // Cut first: a comment of megabytes must not cost its length.
  std::string clean = without_controls(text.substr(0, max_bytes * 4 + 64));
  std::string out;
  for (const char byte : clean) {
    const bool is_blank = byte == ' ' || byte == '\n' || byte == '\t';
    if (!is_blank) {
      out += byte;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return shortened(out, max_bytes);
}

std::string identifier(std::string_view name, Dialect dialect) {
  bool is_plain = !name.empty() && !(name.front() >= '0' && name.front() <= '9');
  for (const char byte : name) {
    const bool is_small =
        (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
    const bool is_capital = byte >= 'A' && byte <= 'Z' && dialect != Dialect::kPostgresql;
    is_plain = is_plain && (is_small || is_capital);
  }
  const auto lower = to_lower(name);
  const bool is_taken =
      is_reserved(lower) || (dialect == Dialect::kMysql && is_reserved_in_mysql(lower));
  if (is_plain && !is_taken) return std::string(name);
  return quoted_name(one_line_text(name, 128), dialect);
}

std::string table_name(const Table& table, const Database& database) {
  std::string name = identifier(table.name, database.dialect);
  if (table.schema.empty() || iequals(table.schema, database.default_schema)) return name;
  return identifier(table.schema, database.dialect) + "." + name;
}

std::string short_type(const Column& column) {
  switch (column.kind) {
    case ValueKind::kBoolean:
      return "bool";
    case ValueKind::kInteger:
      return "int";
    case ValueKind::kDecimal:
      return "decimal";
    case ValueKind::kText:
      return "text";
    case ValueKind::kDate:
      return "date";
    case ValueKind::kTime:
      return "time";
    case ValueKind::kTimestamp:
      return "timestamp";
    case ValueKind::kJson:
      return "json";
    case ValueKind::kUuid:
      return "uuid";
    case ValueKind::kBytes:
      return "bytes";
    case ValueKind::kArray:
    case ValueKind::kOther:
      break;
  }
  return one_line_text(column.type, 32);
}

std::string useful_comment(std::string_view comment, std::string_view name, std::size_t max_bytes) {
  std::string text = one_line_text(comment, max_bytes);
  const auto own = identifier_words(name);
  bool says_more = false;
  for (const auto& word : text_words_without_stems(text)) {
    const bool is_own = std::any_of(own.begin(), own.end(),
                                    [&](const Word& one) { return one.singular == word.singular; });
    says_more = says_more || (!is_own && !is_function_word(word.text) && word.text != "unique" &&
                              word.text != "identifier");
  }
  return says_more ? text : "";
}

std::string value_list(const std::vector<std::string>& values, std::size_t max_count,
                       std::size_t max_bytes) {
  std::string list;
  std::size_t count = 0;
  for (const auto& value : values) {
    if (count == max_count) {
      list += ",…";
      break;
    }
    const std::string text = quoted_literal(one_line_text(value, 40));
    if (!list.empty() && list.size() + text.size() > max_bytes) {
      list += ",…";
      break;
    }
    list += (list.empty() ? "" : ",") + text;
    ++count;
  }
  return list.empty() ? "" : "{" + list + "}";
}

}  // namespace askdb::catalog
