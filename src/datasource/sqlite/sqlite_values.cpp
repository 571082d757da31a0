#include "datasource/sqlite/sqlite_values.hpp"

#include <optional>

#include "base/text.hpp"
#include "datasource/dates.hpp"
#include "sql/sqlite/handle.hpp"

namespace askdb {
namespace {

struct Promise {
  std::string_view part;
  ValueKind kind;
};
/// The first part found decides, so longer names stand before the parts of them.
constexpr Promise kPromises[] = {{"bool", ValueKind::kBoolean},
                                 {"timestamp", ValueKind::kTimestamp},
                                 {"datetime", ValueKind::kTimestamp},
                                 {"date", ValueKind::kDate},
                                 {"time", ValueKind::kTime},
                                 {"json", ValueKind::kJson},
                                 {"uuid", ValueKind::kUuid},
                                 {"guid", ValueKind::kUuid},
                                 {"uniqueidentifier", ValueKind::kUuid},
                                 {"int", ValueKind::kInteger},
                                 {"char", ValueKind::kText},
                                 {"clob", ValueKind::kText},
                                 {"text", ValueKind::kText},
                                 {"string", ValueKind::kText},
                                 {"blob", ValueKind::kBytes},
                                 {"binary", ValueKind::kBytes},
                                 {"real", ValueKind::kDecimal},
                                 {"floa", ValueKind::kDecimal},
                                 {"doub", ValueKind::kDecimal},
                                 {"num", ValueKind::kDecimal},
                                 {"dec", ValueKind::kDecimal},
                                 {"money", ValueKind::kDecimal}};

bool is_date_kind(ValueKind kind) {
  return kind == ValueKind::kDate || kind == ValueKind::kTimestamp || kind == ValueKind::kTime;
}

std::string hex_bytes(const void* data, std::size_t size) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text = "\\x";
  text.reserve(2 + 2 * size);
  for (std::size_t i = 0; i < size; ++i) {
    const auto byte = static_cast<const unsigned char*>(data)[i];
    text += kHex[byte >> 4U];
    text += kHex[byte & 15U];
  }
  return text;
}

/// The kind of one value by itself.
ValueKind own_kind(const Value& value) {
  if (std::holds_alternative<bool>(value)) return ValueKind::kBoolean;
  if (std::holds_alternative<std::int64_t>(value)) return ValueKind::kInteger;
  if (std::holds_alternative<double>(value)) return ValueKind::kDecimal;
  return date_kind(std::get<std::string>(value)).value_or(ValueKind::kText);
}

}  // namespace

ValueKind kind_of_declared(std::string_view type) {
  const std::string lower = to_lower(type);
  for (const auto& promise : kPromises) {
    if (lower.find(promise.part) != std::string::npos) return promise.kind;
  }
  return ValueKind::kOther;
}

Value read_value(sqlite3_stmt* statement, int column, ValueKind declared) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: {
      const std::int64_t number = sqlite3_column_int64(statement, column);
      if (declared == ValueKind::kBoolean && (number == 0 || number == 1)) return number == 1;
      return number;
    }
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_TEXT: {
      const auto text = sqlite::text_of(statement, column);
      // A file may hold anything; what leaves here is UTF-8.
      if (find_invalid_utf8(text) != std::string_view::npos) return without_controls(text);
      return std::string(text);
    }
    case SQLITE_BLOB: {
      const void* data = sqlite3_column_blob(statement, column);
      return hex_bytes(data, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    }
    default:
      return std::monostate{};
  }
}

ValueKind kind_of_values(const std::vector<const Value*>& values, ValueKind declared) {
  std::optional<ValueKind> common;
  for (const auto* value : values) {
    if (is_null(*value)) continue;
    const ValueKind kind = own_kind(*value);
    if (!common || *common == kind) {
      common = kind;
    } else if ((*common == ValueKind::kInteger && kind == ValueKind::kDecimal) ||
               (*common == ValueKind::kDecimal && kind == ValueKind::kInteger)) {
      common = ValueKind::kDecimal;
    } else if ((*common == ValueKind::kDate && kind == ValueKind::kTimestamp) ||
               (*common == ValueKind::kTimestamp && kind == ValueKind::kDate)) {
      common = ValueKind::kTimestamp;
    } else {
      common = ValueKind::kText;
    }
  }
  if (!common) return declared;
  switch (declared) {
    case ValueKind::kOther:
      return *common;
    case ValueKind::kText:
      return is_date_kind(*common) ? *common : declared;
    case ValueKind::kDate:
    case ValueKind::kTimestamp:
    case ValueKind::kTime:
      // Declared as a date, kept as seconds, or as text in some other form.
      return is_date_kind(*common) || *common == ValueKind::kText ? declared : *common;
    case ValueKind::kBoolean:
      return *common;
    case ValueKind::kInteger:
    case ValueKind::kDecimal:
      return *common == ValueKind::kInteger ? declared : *common;
    default:
      return declared;
  }
}

std::vector<ResultColumn> result_columns(sqlite3_stmt* statement, const std::vector<Row>& rows) {
  std::vector<ResultColumn> columns;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) {
    const char* type = sqlite3_column_decltype(statement, i);
    ResultColumn column{.name = sqlite3_column_name(statement, i),
                        .kind = ValueKind::kOther,
                        .type = type == nullptr ? "" : type};
    std::vector<const Value*> values;
    values.reserve(rows.size());
    for (const auto& row : rows) values.push_back(&row[static_cast<std::size_t>(i)]);
    column.kind = kind_of_values(values, kind_of_declared(column.type));
    columns.push_back(std::move(column));
  }
  return columns;
}

}  // namespace askdb
