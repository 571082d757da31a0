#include "datasource/postgres/pg_types.hpp"

#include <charconv>
#include <limits>
#include <optional>

namespace askdb::postgres {
namespace {

struct BuiltIn {
  Oid oid;
  std::string_view name;
  std::string_view display;
  ValueKind kind;
};

/// Fixed numbers of pg_type.dat, which never change.
constexpr BuiltIn kBuiltIn[] = {
    {16, "bool", "boolean", ValueKind::kBoolean},
    {17, "bytea", "bytea", ValueKind::kBytes},
    {18, "char", "\"char\"", ValueKind::kText},
    {19, "name", "name", ValueKind::kText},
    {20, "int8", "bigint", ValueKind::kInteger},
    {21, "int2", "smallint", ValueKind::kInteger},
    {23, "int4", "integer", ValueKind::kInteger},
    {25, "text", "text", ValueKind::kText},
    {26, "oid", "oid", ValueKind::kInteger},
    {114, "json", "json", ValueKind::kJson},
    {700, "float4", "real", ValueKind::kDecimal},
    {701, "float8", "double precision", ValueKind::kDecimal},
    {1042, "bpchar", "character", ValueKind::kText},
    {1043, "varchar", "character varying", ValueKind::kText},
    {1082, "date", "date", ValueKind::kDate},
    {1083, "time", "time without time zone", ValueKind::kTime},
    {1266, "timetz", "time with time zone", ValueKind::kTime},
    {1114, "timestamp", "timestamp without time zone", ValueKind::kTimestamp},
    {1184, "timestamptz", "timestamp with time zone", ValueKind::kTimestamp},
    {1186, "interval", "interval", ValueKind::kOther},
    {1700, "numeric", "numeric", ValueKind::kDecimal},
    {2950, "uuid", "uuid", ValueKind::kUuid},
    {3802, "jsonb", "jsonb", ValueKind::kJson},
    {1000, "_bool", "boolean[]", ValueKind::kArray},
    {1005, "_int2", "smallint[]", ValueKind::kArray},
    {1007, "_int4", "integer[]", ValueKind::kArray},
    {1009, "_text", "text[]", ValueKind::kArray},
    {1015, "_varchar", "character varying[]", ValueKind::kArray},
    {1016, "_int8", "bigint[]", ValueKind::kArray},
    {1021, "_float4", "real[]", ValueKind::kArray},
    {1022, "_float8", "double precision[]", ValueKind::kArray},
    {1115, "_timestamp", "timestamp without time zone[]", ValueKind::kArray},
    {1182, "_date", "date[]", ValueKind::kArray},
    {1185, "_timestamptz", "timestamp with time zone[]", ValueKind::kArray},
    {1231, "_numeric", "numeric[]", ValueKind::kArray},
    {2951, "_uuid", "uuid[]", ValueKind::kArray},
    {3807, "_jsonb", "jsonb[]", ValueKind::kArray},
    {199, "_json", "json[]", ValueKind::kArray},
};

template <class Number>
std::optional<Number> parse(std::string_view text) {
  Number number{};
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

ValueKind kind_of_type(std::string_view name, char category, char type_kind) {
  for (const auto& type : kBuiltIn) {
    if (type.name == name) return type.kind;
  }
  if (category == 'A') return ValueKind::kArray;
  if (category == 'S' || type_kind == 'e') return ValueKind::kText;
  return ValueKind::kOther;
}

std::vector<ResultColumn> result_columns(const PGresult* result, const PgTypes& types) {
  std::vector<ResultColumn> columns;
  for (int i = 0; i < PQnfields(result); ++i) {
    ResultColumn column{.name = PQfname(result, i)};
    const Oid oid = PQftype(result, i);
    for (const auto& type : kBuiltIn) {
      if (type.oid != oid) continue;
      column.kind = type.kind;
      column.type = type.display;
    }
    const auto own = types.find(oid);
    if (own != types.end()) {
      column.kind = own->second.kind;
      column.type = own->second.name;
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

Value read_value(const PGresult* result, int row, int column, const ResultColumn& as) {
  if (PQgetisnull(result, row, column) != 0) return std::monostate{};
  const std::string_view text(PQgetvalue(result, row, column),
                              static_cast<std::size_t>(PQgetlength(result, row, column)));
  if (as.kind == ValueKind::kBoolean) return text == "t";
  if (as.kind == ValueKind::kInteger) {
    if (const auto number = parse<std::int64_t>(text)) return *number;
  }
  // Floating point only: numeric is exact and stays text.
  const Oid oid = PQftype(result, column);
  if (oid == 700 || oid == 701) {
    if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity") return std::numeric_limits<double>::infinity();
    if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
    if (const auto number = parse<double>(text)) return *number;
  }
  return std::string(text);
}

std::vector<std::string> array_elements(std::string_view text) {
  std::vector<std::string> elements;
  if (text.size() < 2 || text.front() != '{' || text.back() != '}') return elements;
  text = text.substr(1, text.size() - 2);
  for (std::size_t at = 0; at < text.size();) {
    std::string element;
    const bool is_quoted = text[at] == '"';
    if (is_quoted) {
      for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\' && at + 1 < text.size()) ++at;
        element += text[at];
      }
      ++at;
    } else {
      for (; at < text.size() && text[at] != ','; ++at) element += text[at];
    }
    if (is_quoted || element != "NULL") elements.push_back(std::move(element));
    ++at;  // The comma.
  }
  return elements;
}

}  // namespace askdb::postgres
