#include "datasource/duckdb/parquet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/temporary_file.hpp"
#include "base/text.hpp"
#include "duckdb/appender.hpp"
#include "duckdb/session.hpp"

namespace askdb::duckdb {
namespace {

constexpr std::size_t kMostDigits = 38;

/// The smallest decimal type that holds every value exactly; text when there is none.
std::string decimal_type(const Rows& rows, std::size_t column) {
  std::size_t whole = 1;
  std::size_t fraction = 0;
  for (const auto& row : rows.rows) {
    if (is_null(row[column])) continue;
    if (std::holds_alternative<double>(row[column])) return "DOUBLE";
    const auto text = to_text(row[column]);
    const auto point = std::min(text.find('.'), text.size());
    whole = std::max(whole, point - (text.starts_with('-') ? 1 : 0));
    fraction = std::max(fraction, point < text.size() ? text.size() - point - 1 : 0);
  }
  if (whole + fraction > kMostDigits) return "VARCHAR";
  return fmt::format("DECIMAL({}, {})", whole + fraction, fraction);
}

/// Of an expression whose database does not say a type: what its values are.
std::string type_of_values(const Rows& rows, std::size_t column) {
  bool is_whole = true;
  bool is_number = true;
  bool is_any = false;
  for (const auto& row : rows.rows) {
    const Value& value = row[column];
    if (is_null(value)) continue;
    is_any = true;
    is_whole = is_whole && std::holds_alternative<std::int64_t>(value);
    is_number = is_number && (std::holds_alternative<std::int64_t>(value) ||
                              std::holds_alternative<double>(value));
  }
  if (!is_any) return "VARCHAR";
  return is_whole ? "BIGINT" : is_number ? "DOUBLE" : "VARCHAR";
}

std::string wanted_type(const Rows& rows, std::size_t column) {
  const auto& info = rows.columns[column];
  const auto type = to_lower(info.type);
  switch (info.kind) {
    case ValueKind::kBoolean:
      return "BOOLEAN";
    case ValueKind::kInteger:
      return "BIGINT";
    case ValueKind::kDecimal:
      return decimal_type(rows, column);
    case ValueKind::kDate:
      return "DATE";
    case ValueKind::kTime:
      return "TIME";
    case ValueKind::kTimestamp:
      return type.find("with time zone") != std::string::npos || type == "timestamptz"
                 ? "TIMESTAMPTZ"
                 : "TIMESTAMP";
    case ValueKind::kUuid:
      return "UUID";
    case ValueKind::kBytes:
      return "BLOB";
    case ValueKind::kOther:
      return type_of_values(rows, column);
    default:
      return "VARCHAR";
  }
}

std::string converted(const std::string& name, const std::string& type) {
  // Bytes come as \x and hexadecimal digits.
  if (type == "BLOB") return fmt::format("try(from_hex(substr({}, 3)))", name);
  return fmt::format("TRY_CAST({} AS {})", name, type);
}

/// The select list that gives every column its type, where all its values have it.
Result<std::string> typed_list(Session& session, const Rows& rows) {
  std::vector<std::string> types;
  std::string checks;
  for (std::size_t i = 0; i < rows.columns.size(); ++i) {
    types.push_back(wanted_type(rows, i));
    const auto name = fmt::format("c{}", i);
    checks += fmt::format("{}count(*) FILTER (WHERE {} IS NOT NULL AND {} IS NULL)",
                          i == 0 ? "" : ", ", name, converted(name, types[i]));
  }
  const auto unfit = session.rows("SELECT " + checks + " FROM cells");
  if (!unfit) return unfit.error();
  std::string list;
  std::set<std::string> taken;
  for (std::size_t i = 0; i < types.size(); ++i) {
    const auto name = fmt::format("c{}", i);
    std::string title = rows.columns[i].name.empty() ? name : rows.columns[i].name;
    for (int copy = 2; !taken.insert(to_lower(title)).second; ++copy) {
      title = fmt::format("{}_{}", rows.columns[i].name, copy);
    }
    const bool is_fit = (*unfit)[0][i] == Value(std::int64_t{0});
    list += fmt::format("{}{} AS {}", i == 0 ? "" : ", ", is_fit ? converted(name, types[i]) : name,
                        quoted_name(title));
  }
  return list;
}

/// Every cell as text, in columns c0, c1, ... of the table `cells`.
Result<Done> fill(Session& session, const Rows& rows) {
  const auto appender = Appender::open(session, {}, "cells");
  if (!appender) return appender.error();
  for (const auto& row : rows.rows) {
    Row texts;
    for (const auto& value : row) {
      texts.push_back(is_null(value) ? Value() : Value(to_text(value)));
    }
    auto added = (*appender)->add(texts);
    if (!added) return added;
  }
  return (*appender)->finish();
}

}  // namespace

Result<std::string> parquet_text(const Rows& rows) {
  auto opened = Session::open({{"threads", "1"}, {"memory_limit", "512MB"}});
  if (!opened) return opened.error();
  Session& session = **opened;
  std::string columns;
  for (std::size_t i = 0; i < rows.columns.size(); ++i) {
    columns += fmt::format("{}c{} VARCHAR", i == 0 ? "" : ", ", i);
  }
  const auto made = session.execute("CREATE TABLE cells (" + columns + ")");
  if (!made) return made.error();
  const auto filled = fill(session, rows);
  if (!filled) return filled.error();
  const auto list = typed_list(session, rows);
  if (!list) return list.error();
  const TemporaryFile file;
  if (!file.is_made()) {
    return Error{.fault = Fault::kOther,
                 .message = "No temporary file can be written.",
                 .next_step = "Free some space in the folder for temporary files.",
                 .detail = {}};
  }
  const auto written = session.execute("COPY (SELECT " + *list + " FROM cells) TO " +
                                       quoted_text(file.path()) + " (FORMAT parquet)");
  if (!written) return written.error();
  return file.content();
}

}  // namespace askdb::duckdb
