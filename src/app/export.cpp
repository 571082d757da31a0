#include "app/export.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/text.hpp"

namespace askdb {
namespace {

std::string csv_cell(const Value& value, ValueKind kind) {
  std::string text = to_text(value);
  const bool is_number = !std::holds_alternative<std::string>(value) ||
                         (kind == ValueKind::kDecimal && to_number(value).has_value());
  if (!is_number && !text.empty() && std::strchr("=+-@\t\r", text[0]) != nullptr) {
    text.insert(0, 1, '\'');
  }
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  return "\"" + replace_all(std::move(text), "\"", "\"\"") + "\"";
}

std::string markdown_cell(const std::string& text) {
  std::string line = replace_all(without_controls(text), "|", "\\|");
  line = replace_all(std::move(line), "<", "&lt;");
  return replace_all(std::move(line), "\n", " ");
}

std::vector<std::string> unique_names(const std::vector<ResultColumn>& columns) {
  std::set<std::string> used;
  std::vector<std::string> names;
  for (const auto& column : columns) {
    std::string name = column.name;
    for (int i = 2; !used.insert(name).second; ++i) name = column.name + "_" + std::to_string(i);
    names.push_back(std::move(name));
  }
  return names;
}

Error cannot_write(const std::string& path, std::string why) {
  return {.fault = Fault::kInput,
          .message = "Could not write \"" + path + "\": " + std::move(why) + ".",
          .next_step = "Choose another place.",
          .detail = {}};
}

}  // namespace

std::string csv_text(const Rows& rows) {
  std::string out;
  auto add_line = [&](std::size_t count, auto cell) {
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) out += ',';
      out += cell(i);
    }
    out += '\n';
  };
  add_line(rows.columns.size(),
           [&](std::size_t i) { return csv_cell(rows.columns[i].name, ValueKind::kText); });
  for (const auto& row : rows.rows) {
    add_line(row.size(), [&](std::size_t i) { return csv_cell(row[i], rows.columns[i].kind); });
  }
  return out;
}

json::array json_objects(const Rows& rows) {
  const auto names = unique_names(rows.columns);
  json::array objects;
  objects.reserve(rows.rows.size());
  for (const auto& row : rows.rows) {
    json::object object;
    for (std::size_t i = 0; i < names.size(); ++i) {
      object[names[i]] = to_json_value(row[i], rows.columns[i].kind);
    }
    objects.push_back(std::move(object));
  }
  return objects;
}

std::string json_text(const Rows& rows) {
  std::string out = "[";
  for (const auto& object : json_objects(rows)) {
    out += (out.size() == 1 ? "\n  " : ",\n  ") + json::serialize(object);
  }
  return out + (rows.rows.empty() ? "]\n" : "\n]\n");
}

std::string markdown_text(const Rows& rows) {
  std::string head = "|";
  std::string rule = "|";
  for (const auto& column : rows.columns) {
    const bool is_number = column.kind == ValueKind::kInteger || column.kind == ValueKind::kDecimal;
    head += " " + markdown_cell(column.name) + " |";
    rule += is_number ? " ---: |" : " --- |";
  }
  std::string out = head + "\n" + rule + "\n";
  for (const auto& row : rows.rows) {
    out += "|";
    for (const auto& value : row) out += " " + markdown_cell(to_text(value)) + " |";
    out += "\n";
  }
  return out;
}

Result<OutputFormat> format_of_file(const std::string& path) {
  const auto ending = to_lower(std::filesystem::path(path).extension().string());
  if (ending == ".csv") return OutputFormat::kCsv;
  if (ending == ".json") return OutputFormat::kJson;
  if (ending == ".md") return OutputFormat::kMarkdown;
  return Error{.fault = Fault::kInput,
               .message = ending.empty() ? "The file name has no ending."
                                         : "askdb cannot write \"" + ending + "\" files.",
               .next_step = "End the name with .csv, .json or .md.",
               .detail = {}};
}

Result<Done> export_rows(const Rows& rows, const std::string& path) {
  const auto format = format_of_file(path);
  if (!format) return format.error();
  const std::string text = *format == OutputFormat::kCsv    ? csv_text(rows)
                           : *format == OutputFormat::kJson ? json_text(rows)
                                                            : markdown_text(rows);
  const std::string part = path + ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  if (!out) return cannot_write(path, std::strerror(errno));
  out << text;
  out.close();
  std::error_code failed;
  if (!out) {
    std::filesystem::remove(part, failed);
    return cannot_write(path, "the disk may be full");
  }
  std::filesystem::rename(part, path, failed);
  if (failed) return cannot_write(path, failed.message());
  return Done{};
}

}  // namespace askdb
