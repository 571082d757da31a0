#include <algorithm>
#include <unordered_map>

#include "catalog/overlay.hpp"
#include "catalog/words.hpp"

namespace askdb {

namespace {

/// "Customers" and "customer" -> "customer"; "order_items" -> "orderitem".
std::string key_name(std::string_view name) {
  std::string joined;
  const auto words = catalog::identifier_words_without_stems(name);
  for (std::size_t index = 0; index < words.size(); ++index) {
    joined += index + 1 == words.size() ? words[index].singular : words[index].text;
  }
  return joined;
}

/// What `customer_id` or `CustomerCode` refers to: "customer"; "" when it has no such ending.
std::string referred(std::string_view column) {
  auto words = catalog::identifier_words_without_stems(column);
  if (words.size() < 2) {
    // "custid" in one piece.
    const std::string text = catalog::folded(column);
    return text.size() > 4 && text.substr(text.size() - 2) == "id" ? text.substr(0, text.size() - 2)
                                                                   : "";
  }
  const auto& last = words.back().text;
  if (last != "id" && last != "code" && last != "no" && last != "key" && last != "nr" &&
      last != "number") {
    return "";
  }
  std::string joined;
  for (std::size_t index = 0; index + 1 < words.size(); ++index) {
    joined += index + 2 == words.size() ? words[index].singular : words[index].text;
  }
  return joined;
}

bool is_generic(std::string_view column) {
  const std::string text = catalog::folded(column);
  return text == "id" || text == "code" || text == "name" || text == "key" || text == "number" ||
         text == "no" || text == "year" || text == "date";
}

bool fits(const Column& from, const Column& to) {
  return from.kind == to.kind || from.kind == ValueKind::kOther || to.kind == ValueKind::kOther;
}

/// The single-column keys of a database, by the ways in which other tables may name them.
class Keys {
 public:
  explicit Keys(const Database& database) {
    for (const auto& table : database.tables) {
      if (table.is_view || table.primary_key.size() != 1) continue;
      const Column* key = table.column(table.primary_key.front());
      if (key == nullptr) continue;
      by_table_.emplace(key_name(table.name), &table);
      if (!is_generic(key->name)) {
        by_key_[catalog::folded(key->name)].push_back(&table);
      }
    }
  }

  const Table* target(const Table& from, const Column& column) const {
    const auto named = by_table_.find(referred(column.name));
    if (named != by_table_.end() && is_target(from, column, *named->second)) return named->second;
    const auto same = by_key_.find(catalog::folded(column.name));
    if (same == by_key_.end()) return nullptr;
    const Table* found = nullptr;
    for (const Table* table : same->second) {
      if (!is_target(from, column, *table)) continue;
      if (found != nullptr) return nullptr;  // Two owners: a guess would be a coin toss.
      found = table;
    }
    // Two tables keyed by the same name may each be the part of the other.
    const bool is_own_key =
        from.primary_key.size() == 1 && catalog::folded(from.primary_key.front()) == same->first;
    return is_own_key ? nullptr : found;
  }

 private:
  static bool is_target(const Table& from, const Column& column, const Table& to) {
    const Column* key = to.column(to.primary_key.front());
    return key != nullptr && &from != &to && fits(column, *key);
  }

  std::unordered_map<std::string, const Table*> by_table_;
  std::unordered_map<std::string, std::vector<const Table*>> by_key_;
};

}  // namespace

void infer_foreign_keys(Database& database) {
  const Keys keys(database);
  std::vector<std::pair<std::size_t, ForeignKey>> found;
  for (std::size_t index = 0; index < database.tables.size(); ++index) {
    const Table& table = database.tables[index];
    if (table.is_view || !table.foreign_keys.empty()) continue;
    for (const auto& column : table.columns) {
      const Table* to = keys.target(table, column);
      if (to == nullptr) continue;
      found.emplace_back(index,
                         ForeignKey{{column.name}, to->schema, to->name, to->primary_key, true});
    }
  }
  for (auto& [index, key] : found) {
    database.tables[index].foreign_keys.push_back(std::move(key));
  }
}

}  // namespace askdb
