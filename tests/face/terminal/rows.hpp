#pragma once

/// Results for tests, written as text: a line of "name kind" columns, then one line per row, cells
/// separated by "|". Kinds are those of ValueKind; "real" is a decimal held as a double. "NULL" is
/// NULL; \n \t \e \r stand for themselves.

#include <cstdlib>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "datasource/value.hpp"

namespace askdb::testing {

inline std::string unescaped(std::string text) {
  text = replace_all(std::move(text), "\\n", "\n");
  text = replace_all(std::move(text), "\\t", "\t");
  text = replace_all(std::move(text), "\\r", "\r");
  return replace_all(std::move(text), "\\e", "\x1b");
}

inline Value value_of(const std::string& text, const std::string& kind) {
  if (text == "NULL") return {};
  if (kind == "integer") return static_cast<std::int64_t>(std::strtoll(text.c_str(), nullptr, 10));
  if (kind == "real") return std::strtod(text.c_str(), nullptr);
  if (kind == "boolean") return text == "true";
  return unescaped(text);
}

inline Rows rows_of(const std::string& text) {
  Rows rows;
  std::vector<std::string> kinds;
  for (const auto line : split(text, '\n')) {
    if (trim(line).empty()) continue;
    const auto cells = split(line, '|');
    if (rows.columns.empty()) {
      for (const auto cell : cells) {
        const auto trimmed = trim(cell);
        const auto blank = trimmed.rfind(' ');
        const std::string kind(trimmed.substr(blank + 1));
        ResultColumn column{.name = unescaped(std::string(trimmed.substr(0, blank)))};
        column.kind = kind == "integer"                     ? ValueKind::kInteger
                      : kind == "decimal" || kind == "real" ? ValueKind::kDecimal
                      : kind == "boolean"                   ? ValueKind::kBoolean
                      : kind == "timestamp"                 ? ValueKind::kTimestamp
                                                            : ValueKind::kText;
        rows.columns.push_back(column);
        kinds.push_back(kind);
      }
      continue;
    }
    Row row;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      row.push_back(value_of(std::string(trim(cells[i])), kinds[i]));
    }
    rows.rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace askdb::testing
