#include <algorithm>
#include <map>
#include <unordered_set>

#include "base/text.hpp"
#include "catalog/link.hpp"
#include "catalog/render_text.hpp"

namespace askdb {

namespace {

using catalog::identifier;
using catalog::table_name;

/// How much is said about each column; higher levels say less.
enum class Detail {
  kFull,    ///< All columns; comments and samples on each.
  kLinked,  ///< All columns; comments and samples on linked ones.
  kNames,   ///< All columns, bare; values that the question names.
  kKeys,    ///< Linked columns and keys only.
};

class Renderer {
 public:
  explicit Renderer(const Linking& linking) : linking_(linking), database_(*linking.database) {
    for (const auto& table : linking.tables) {
      by_index_.emplace(table.table, &table);
    }
  }

  /// One line: accounts(account_id text PK, status text {'active','closed'}, …) -- comment
  std::string table(std::size_t index, Detail detail) const {
    const Table& table = database_.tables[index];
    const auto found = by_index_.find(index);
    const LinkedTable* linked = found == by_index_.end() ? nullptr : found->second;
    std::string out = table_name(table, database_) + "(";
    bool is_first = true;
    std::size_t left_out = 0;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      const LinkedColumn* link = find(linked, column);
      const bool is_key = std::find(table.primary_key.begin(), table.primary_key.end(),
                                    table.columns[column].name) != table.primary_key.end();
      if (detail == Detail::kKeys && link == nullptr && !is_key) {
        ++left_out;
        continue;
      }
      out += (is_first ? "" : ", ") + column_text(table.columns[column], link, is_key, detail);
      is_first = false;
    }
    out += left_out > 0 ? ", … " + std::to_string(left_out) + " more)" : ")";
    if (detail == Detail::kFull || detail == Detail::kLinked) {
      const auto comment = catalog::useful_comment(table.comment, table.name, 100);
      out += comment.empty() ? "" : " -- " + comment;
    }
    return out + "\n";
  }

  /// The foreign keys among `shown` tables: one line.
  std::string joins(const std::vector<std::size_t>& shown) const {
    std::unordered_set<const Table*> known;
    for (const auto index : shown) {
      known.insert(&database_.tables[index]);
    }
    std::string out;
    for (const auto index : shown) {
      const Table& from = database_.tables[index];
      for (const auto& key : from.foreign_keys) {
        const Table* to = database_.table(key.to_schema, key.to_table);
        if (to == nullptr || known.count(to) == 0) continue;
        for (std::size_t part = 0; part < key.columns.size() && part < key.to_columns.size();
             ++part) {
          out += out.empty() ? "Joins: " : part == 0 ? "; " : " AND ";
          out += table_name(from, database_) + "." +
                 identifier(key.columns[part], database_.dialect) + " = " +
                 table_name(*to, database_) + "." +
                 identifier(key.to_columns[part], database_.dialect);
        }
      }
    }
    return out.empty() ? out : out + "\n";
  }

  /// Names of tables that did not fit, as many as `max_bytes` hold.
  std::string others(const std::vector<std::size_t>& shown, std::size_t max_bytes) const {
    const std::unordered_set<std::size_t> known(shown.begin(), shown.end());
    const std::string head = "Other tables: ";
    std::string out;
    std::size_t left_out = 0;
    for (std::size_t index = 0; index < database_.tables.size(); ++index) {
      if (known.count(index) > 0) continue;
      const std::string name = table_name(database_.tables[index], database_);
      // 24 bytes are kept for the count of the rest.
      if (head.size() + out.size() + name.size() + 24 > max_bytes) {
        ++left_out;
        continue;
      }
      out += (out.empty() ? "" : ", ") + name;
    }
    if (out.empty()) return "";
    return head + out + (left_out > 0 ? " and " + std::to_string(left_out) + " more" : "") + "\n";
  }

 private:
  static const LinkedColumn* find(const LinkedTable* linked, std::size_t column) {
    if (linked == nullptr) return nullptr;
    for (const auto& one : linked->columns) {
      if (one.column == column) return &one;
    }
    return nullptr;
  }

  std::string column_text(const Column& column, const LinkedColumn* link, bool is_key,
                          Detail detail) const {
    std::string out = identifier(column.name, database_.dialect);
    const std::string type = catalog::short_type(column);
    out += type.empty() ? "" : " " + type;
    out += is_key ? " PK" : "";
    const bool is_linked = link != nullptr && link->score > 0;
    const bool speaks = detail == Detail::kFull || (detail != Detail::kNames && is_linked);
    std::vector<std::string> values;
    if (link != nullptr) {
      values = link->matched_values;
    }
    if (speaks) {
      for (const auto& sample : column.samples) {
        if (std::find(values.begin(), values.end(), sample) == values.end()) {
          values.push_back(sample);
        }
      }
    }
    const std::string list = catalog::value_list(values, speaks ? 8 : 3, speaks ? 110 : 60);
    out += list.empty() ? "" : " " + list;
    if (speaks && !is_key) {
      const auto comment = catalog::useful_comment(column.comment, column.name, 70);
      out += comment.empty() ? "" : " (" + comment + ")";
    }
    return out;
  }

  const Linking& linking_;
  const Database& database_;
  std::map<std::size_t, const LinkedTable*> by_index_;
};

/// The whole schema in database order, or "" when it is larger than `max_bytes`.
std::string whole(const Renderer& renderer, std::size_t tables, std::size_t max_bytes,
                  Detail detail) {
  std::string out;
  std::vector<std::size_t> shown;
  for (std::size_t index = 0; index < tables; ++index) {
    out += renderer.table(index, detail);
    if (out.size() > max_bytes) return "";
    shown.push_back(index);
  }
  out += renderer.joins(shown);
  return out.size() > max_bytes ? "" : out;
}

std::string linked_part(const Renderer& renderer, const Linking& linking, std::size_t max_bytes) {
  std::string out;
  std::vector<std::size_t> shown;
  const double best = linking.tables.empty() ? 0 : linking.tables.front().score;
  for (const auto& table : linking.tables) {
    // Weak links only help if there is much room: they cost tokens and distract.
    if (shown.size() >= 3 && table.score < 0.15 * best) break;
    auto with = shown;
    with.push_back(table.table);
    const std::string joins = renderer.joins(with);
    for (const auto detail : {Detail::kLinked, Detail::kNames, Detail::kKeys}) {
      const std::string line = renderer.table(table.table, detail);
      if (out.size() + line.size() + joins.size() > max_bytes) continue;
      out += line;
      shown = std::move(with);
      break;
    }
    if (with.size() == shown.size() + 1 && !shown.empty()) break;  // It did not fit at any detail.
  }
  out += renderer.joins(shown);
  const std::size_t room = std::min(max_bytes - out.size(), max_bytes / 8 + 64);
  return out + renderer.others(shown, room);
}

}  // namespace

std::string render_schema(const Linking& linking, std::size_t max_tokens) {
  const std::size_t max_bytes = max_tokens * 4;
  if (linking.database == nullptr) return "";
  const Renderer renderer(linking);
  const std::size_t tables = linking.database->tables.size();
  for (const auto detail : {Detail::kFull, Detail::kLinked, Detail::kNames}) {
    std::string out = whole(renderer, tables, max_bytes, detail);
    if (!out.empty()) return out;
  }
  return linked_part(renderer, linking, max_bytes);
}

std::string render_databases(const std::vector<std::shared_ptr<const CatalogEntry>>& entries,
                             std::size_t max_tokens) {
  if (entries.empty()) return "";
  const std::size_t share = std::max<std::size_t>(max_tokens * 4 / entries.size(), 48);
  std::string out;
  for (const auto& entry : entries) {
    const Database& database = *entry->database;
    std::string line = catalog::one_line_text(database.name, 64);
    const auto comment = catalog::one_line_text(database.comment, share / 2);
    line += comment.empty() ? "" : ": " + comment;
    line += " Tables: ";
    bool is_first = true;
    for (const auto& table : database.tables) {
      const auto name = table_name(table, database);
      if (line.size() + name.size() + 8 > share) {
        line += ", …";
        break;
      }
      line += (is_first ? "" : ", ") + name;
      is_first = false;
    }
    if (out.size() + line.size() + 1 > max_tokens * 4) break;
    out += line + "\n";
  }
  return out;
}

}  // namespace askdb
