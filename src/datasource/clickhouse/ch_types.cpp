#include "datasource/clickhouse/ch_types.hpp"

#include <charconv>
#include <limits>
#include <utility>

#include "base/text.hpp"

namespace askdb::clickhouse {
namespace {

struct TypeKind {
  std::string_view name;
  ValueKind kind;
};

/// By the name before the parenthesis.
constexpr TypeKind kTypeKinds[] = {
    {"Bool", ValueKind::kBoolean},       {"Int8", ValueKind::kInteger},
    {"Int16", ValueKind::kInteger},      {"Int32", ValueKind::kInteger},
    {"Int64", ValueKind::kInteger},      {"UInt8", ValueKind::kInteger},
    {"UInt16", ValueKind::kInteger},     {"UInt32", ValueKind::kInteger},
    {"UInt64", ValueKind::kInteger},     {"Int128", ValueKind::kDecimal},
    {"Int256", ValueKind::kDecimal},     {"UInt128", ValueKind::kDecimal},
    {"UInt256", ValueKind::kDecimal},    {"Float32", ValueKind::kDecimal},
    {"Float64", ValueKind::kDecimal},    {"BFloat16", ValueKind::kDecimal},
    {"Decimal", ValueKind::kDecimal},    {"Decimal32", ValueKind::kDecimal},
    {"Decimal64", ValueKind::kDecimal},  {"Decimal128", ValueKind::kDecimal},
    {"Decimal256", ValueKind::kDecimal}, {"String", ValueKind::kText},
    {"FixedString", ValueKind::kText},   {"Enum8", ValueKind::kText},
    {"Enum16", ValueKind::kText},        {"Enum", ValueKind::kText},
    {"IPv4", ValueKind::kText},          {"IPv6", ValueKind::kText},
    {"Date", ValueKind::kDate},          {"Date32", ValueKind::kDate},
    {"DateTime", ValueKind::kTimestamp}, {"DateTime64", ValueKind::kTimestamp},
    {"Time", ValueKind::kTime},          {"Time64", ValueKind::kTime},
    {"UUID", ValueKind::kUuid},          {"Array", ValueKind::kArray},
    {"Nested", ValueKind::kArray},       {"JSON", ValueKind::kJson},
    {"Object", ValueKind::kJson},
};

/// What stands between the outer parentheses: "x" of "Nullable(x)".
std::string_view inside(std::string_view name) {
  const auto open = name.find('(');
  if (open == std::string_view::npos || name.back() != ')') return {};
  return trim(name.substr(open + 1, name.size() - open - 2));
}

/// The labels of "'a' = 1, 'b\'c' = 2".
std::vector<std::string> enum_labels(std::string_view list) {
  std::vector<std::string> labels;
  for (std::size_t at = list.find('\''); at != std::string_view::npos; at = list.find('\'', at)) {
    std::string label;
    for (++at; at < list.size() && list[at] != '\''; ++at) {
      if (list[at] == '\\' && at + 1 < list.size()) ++at;
      label += list[at];
    }
    labels.push_back(std::move(label));
    if (at == list.size()) break;
    ++at;
  }
  return labels;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "\\x";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

template <class Number>
std::optional<Number> parse(std::string_view text) {
  Number number{};
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

ChType read_type(std::string_view name) {
  ChType type;
  name = trim(name);
  for (;;) {
    const auto word = name.substr(0, name.find('('));
    if (word == "Nullable") {
      type.is_nullable = true;
    } else if (word == "SimpleAggregateFunction") {
      // SimpleAggregateFunction(max, UInt64): the type stands after the function.
      const auto both = inside(name);
      const auto comma = both.find(',');
      if (comma == std::string_view::npos) return type;
      name = trim(both.substr(comma + 1));
      continue;
    } else if (word != "LowCardinality") {
      break;
    }
    name = inside(name);
  }
  const auto word = name.substr(0, name.find('('));
  for (const auto& known : kTypeKinds) {
    if (known.name == word) type.kind = known.kind;
  }
  if (word.starts_with("Interval")) type.kind = ValueKind::kInteger;
  type.is_float = word.starts_with("Float") || word == "BFloat16";
  type.is_fixed_string = word == "FixedString";
  if (word.starts_with("Enum")) type.labels = enum_labels(inside(name));
  return type;
}

Value read_value(std::optional<std::string> text, const ChType& type) {
  if (!text) return std::monostate{};
  if (type.kind == ValueKind::kBoolean) return *text == "true" || *text == "1";
  if (type.kind == ValueKind::kInteger) {
    if (const auto number = parse<std::int64_t>(*text)) return *number;
  }
  if (type.is_float) {
    if (*text == "nan" || *text == "-nan") return std::numeric_limits<double>::quiet_NaN();
    if (*text == "inf") return std::numeric_limits<double>::infinity();
    if (*text == "-inf") return -std::numeric_limits<double>::infinity();
    if (const auto number = parse<double>(*text)) return *number;
  }
  // Old servers write the day 0 so; it is the value of a date that nobody gave.
  if (type.kind == ValueKind::kDate && *text == "0000-00-00") return std::string("1970-01-01");
  if (type.kind == ValueKind::kTimestamp && text->starts_with("0000-00-00")) {
    return "1970-01-01" + text->substr(10);
  }
  if (type.is_fixed_string) text->resize(text->find_last_not_of('\0') + 1);
  if (find_invalid_utf8(*text) != std::string::npos) return hex(*text);
  return *std::move(text);
}

}  // namespace askdb::clickhouse
