#include "catalog/render_table.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/text.hpp"
#include "catalog/render_text.hpp"

namespace askdb::catalog {

namespace {

/// A larger table is shown in part where room is short.
constexpr std::size_t kSmallTable = 14;
constexpr std::size_t kTwinsBytes = 70;

std::string folded_key(const std::string& schema, const std::string& table) {
  return to_lower(schema) + '\n' + to_lower(table);
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TableRenderer::TableRenderer(const Linking& linking)
    : linking_(linking), database_(*linking.database) {
  for (const auto& table : linking.tables) by_index_.emplace(table.table, &table);
}

std::string TableRenderer::table(std::size_t index, Detail detail) const {
  const Table& table = database_.tables[index];
  const LinkedTable* link = linked(index);
  const bool is_part = detail == Detail::kShort && table.columns.size() > kSmallTable;
  std::string out = table_name(table, database_) + "(";
  bool is_first = true;
  std::size_t left_out = 0;
  for (std::size_t place = 0; place < table.columns.size(); ++place) {
    const Column& column = table.columns[place];
    const LinkedColumn* found = find(link, place);
    const bool is_key = has(table.primary_key, column.name);
    if (is_part && found == nullptr && !is_key) {
      ++left_out;
      continue;
    }
    out += (is_first ? "" : ", ") + column_text(column, found, is_key, detail);
    if (detail == Detail::kShort) out += target_text(table, column);
    is_first = false;
  }
  out += left_out > 0 ? ", … " + std::to_string(left_out) + " more)" : ")";
  if (detail == Detail::kFull || detail == Detail::kLinked) {
    const auto comment = useful_comment(table.comment, table.name, 100);
    out += comment.empty() ? "" : " -- " + comment;
    std::string twins;
    for (const auto twin : link == nullptr ? std::vector<std::size_t>() : link->twins) {
      const auto name = table_name(database_.tables[twin], database_);
      if (twins.size() + name.size() > kTwinsBytes) {
        twins += ", …";
        break;
      }
      twins += (twins.empty() ? "" : ", ") + name;
    }
    out += twins.empty() ? "" : " -- same columns: " + twins;
  }
  return out + "\n";
}

std::string TableRenderer::joins(const std::vector<std::size_t>& shown) const {
  std::unordered_map<std::string, const Table*> known;
  for (const auto index : shown) {
    const Table& table = database_.tables[index];
    known.emplace(folded_key(table.schema, table.name), &table);
  }
  std::string out;
  for (const auto index : shown) {
    const Table& from = database_.tables[index];
    for (const auto& key : from.foreign_keys) {
      const auto to = known.find(folded_key(key.to_schema, key.to_table));
      if (to == known.end()) continue;
      for (std::size_t part = 0; part < key.columns.size() && part < key.to_columns.size();
           ++part) {
        out += out.empty() ? "Joins: " : part == 0 ? "; " : " AND ";
        out += table_name(from, database_) + "." +
               identifier(key.columns[part], database_.dialect) + " = " +
               table_name(*to->second, database_) + "." +
               identifier(key.to_columns[part], database_.dialect);
      }
    }
  }
  return out.empty() ? out : out + "\n";
}

std::string TableRenderer::others(const std::vector<std::size_t>& shown,
                                  std::size_t max_bytes) const {
  const std::unordered_set<std::size_t> known(shown.begin(), shown.end());
  const std::string head = "Other tables: ";
  std::string out;
  std::unordered_set<std::size_t> told = known;
  const auto tell = [&](std::size_t index) {
    if (!told.insert(index).second) return true;
    const std::string name = table_name(database_.tables[index], database_);
    // 24 bytes are kept for the count of the rest.
    if (head.size() + out.size() + name.size() + 24 > max_bytes) {
      told.erase(index);
      return false;
    }
    out += (out.empty() ? "" : ", ") + name;
    return true;
  };
  bool has_room = true;
  for (const auto& table : linking_.tables) has_room = has_room && tell(table.table);
  for (std::size_t index = 0; has_room && index < database_.tables.size(); ++index) {
    has_room = tell(index);
  }
  if (out.empty()) return "";
  const std::size_t left_out = database_.tables.size() - told.size();
  return head + out + (left_out > 0 ? " and " + std::to_string(left_out) + " more" : "") + "\n";
}

const LinkedTable* TableRenderer::linked(std::size_t index) const {
  const auto found = by_index_.find(index);
  return found == by_index_.end() ? nullptr : found->second;
}

const LinkedColumn* TableRenderer::find(const LinkedTable* linked, std::size_t column) {
  if (linked == nullptr) return nullptr;
  for (const auto& one : linked->columns) {
    if (one.column == column) return &one;
  }
  return nullptr;
}

std::string TableRenderer::column_text(const Column& column, const LinkedColumn* link, bool is_key,
                                       Detail detail) const {
  std::string out = identifier(column.name, database_.dialect);
  const std::string type = detail == Detail::kShort ? "" : short_type(column);
  out += type.empty() ? "" : " " + type;
  out += is_key ? " PK" : "";
  const bool is_linked = link != nullptr && link->score > 0;
  const bool speaks = detail == Detail::kFull || (detail == Detail::kLinked && is_linked);
  std::vector<std::string> values;
  if (link != nullptr) values = link->matched_values;
  if (speaks) {
    for (const auto& sample : column.samples) {
      if (!has(values, sample)) values.push_back(sample);
    }
  }
  const std::string list = value_list(values, speaks ? 8 : 3, speaks ? 110 : 60);
  out += list.empty() ? "" : " " + list;
  if (speaks && !is_key) {
    const auto comment = useful_comment(column.comment, column.name, 70);
    out += comment.empty() ? "" : " (" + comment + ")";
  }
  return out;
}

std::string TableRenderer::target_text(const Table& table, const Column& column) const {
  for (const auto& key : table.foreign_keys) {
    if (key.columns.size() != 1 || key.to_columns.size() != 1) continue;
    if (key.columns[0] != column.name) continue;
    const auto dialect = database_.dialect;
    // The schema is told where it is another one, the column where its name is.
    const bool is_near = key.to_schema == table.schema;
    return " -> " + (is_near ? "" : identifier(key.to_schema, dialect) + ".") +
           identifier(key.to_table, dialect) +
           (iequals(key.to_columns[0], column.name) ? ""
                                                    : "." + identifier(key.to_columns[0], dialect));
  }
  return "";
}

}  // namespace askdb::catalog
