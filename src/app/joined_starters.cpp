#include "app/joined_starters.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "app/starter_words.hpp"
#include "federation/merged.hpp"
#include "linguist/linguist.hpp"

namespace askdb {
namespace {

constexpr std::size_t kMostTables = 300;
constexpr std::size_t kMostCategories = 12;
// Surer than this, the engine need not be asked twice about its own question.
constexpr double kSureEnough = 0.3;

/// Things of one database that tables of others refer to: customers.
struct Hub {
  const Table* table = nullptr;
  std::vector<std::string> categories;  ///< Columns with few values, as words.
  std::vector<const Table*> children;   ///< In other databases, and none in the same one.
};

const Table* table_of(const Database& merged, const std::string& schema, const std::string& name) {
  return merged.table(schema, name);
}

/// Text columns of few values: what one counts by.
std::vector<std::string> categories_of(const CatalogEntry& entry, const Table& table) {
  std::vector<std::string> categories;
  for (const auto& known : entry.values) {
    if (known.table != table.name || known.values.size() < 2) continue;
    const auto* column = table.column(known.column);
    const auto& keys = table.primary_key;
    const bool is_key = known.column.ends_with("_id") ||
                        std::find(keys.begin(), keys.end(), known.column) != keys.end();
    const bool is_category = known.values.size() <= kMostCategories && column != nullptr &&
                             column->kind == ValueKind::kText && !is_key &&
                             known.column.find("name") == std::string::npos;
    if (is_category) categories.push_back(words_of(known.column));
  }
  return categories;
}

/// A figure of the table that adds up, as words that say whose it is: "loan amount".
std::string measure_of(const Table& table) {
  for (const auto& column : table.columns) {
    const bool is_key = column.name.ends_with("_id") || column.name.ends_with("rate") ||
                        column.name.ends_with("score");
    if (column.kind != ValueKind::kDecimal || is_key) continue;
    const auto words = words_of(column.name);
    const auto owner = singular(words_of(table.name));
    return words.find(' ') == std::string::npos ? owner + " " + words : words;
  }
  return {};
}

std::vector<Hub> hubs_of(const federation::Merged& merged,
                         const std::vector<std::shared_ptr<const CatalogEntry>>& entries) {
  std::vector<Hub> hubs;
  for (const auto& reference : merged.references) {
    const auto* parent = table_of(*merged.database, reference.to_database, reference.to_table);
    const auto* child = table_of(*merged.database, reference.database, reference.table);
    if (parent == nullptr || child == nullptr || child->is_view) continue;
    auto hub =
        std::find_if(hubs.begin(), hubs.end(), [&](const Hub& one) { return one.table == parent; });
    if (hub == hubs.end()) {
      hubs.push_back({parent, {}, {}});
      hub = hubs.end() - 1;
      for (const auto& entry : entries) {
        if (entry->database->name == parent->schema) {
          hub->categories = categories_of(*entry, *parent);
        }
      }
    }
    auto& children = hub->children;
    if (std::find(children.begin(), children.end(), child) == children.end()) {
      children.push_back(child);
    }
  }
  // What most others refer to is what the databases have in common.
  std::stable_sort(hubs.begin(), hubs.end(), [](const Hub& a, const Hub& b) {
    return a.children.size() > b.children.size();
  });
  return hubs;
}

std::vector<std::string> questions_about(const Hub& hub) {
  const auto rows = plural(words_of(hub.table->name));
  const auto row = singular(words_of(hub.table->name));
  std::vector<std::string> questions;
  for (std::size_t i = 0; i < hub.children.size(); ++i) {
    const auto& child = *hub.children[i];
    const auto things = plural(words_of(child.name));
    const auto measure = measure_of(child);
    for (const auto& category : hub.categories) {
      if (!measure.empty()) {
        // "customer type" says already whose type it is.
        const bool says_whose = category.starts_with(row + " ");
        questions.push_back("Total " + measure + " per " + (says_whose ? "" : row + " ") +
                            category);
        break;
      }
    }
    for (std::size_t j = i + 1; j < hub.children.size(); ++j) {
      if (hub.children[j]->schema == child.schema) continue;
      questions.push_back("Which " + rows + " have both " + things + " and " +
                          plural(words_of(hub.children[j]->name)) + "?");
      break;
    }
    questions.push_back("Which " + rows + " have no " + things + "?");
  }
  return questions;
}

}  // namespace

std::vector<JoinedQuestion> joined_starters(
    const std::vector<std::shared_ptr<const CatalogEntry>>& entries, std::size_t count) {
  std::size_t tables = 0;
  for (const auto& entry : entries) tables += entry->database->tables.size();
  if (entries.size() < 2 || tables > kMostTables || count == 0) return {};
  const auto merged = federation::merge(entries);
  if (merged.references.empty()) return {};
  // Without values: the questions are made of names and keys.
  const Linguist linguist(merged.database, {});
  TranslationContext context;
  context.wants_measure = true;
  std::vector<JoinedQuestion> chosen;
  for (const auto& hub : hubs_of(merged, entries)) {
    for (auto& question : questions_about(hub)) {
      if (chosen.size() == count) return chosen;
      const auto answer = linguist.translate(question, context);
      const bool is_sure =
          answer.is_answerable && answer.not_understood.empty() && answer.confidence >= kSureEnough;
      if (!is_sure) continue;
      JoinedQuestion made{std::move(question), {}};
      for (const auto& entry : entries) {
        const auto& name = entry->database->name;
        if (answer.sql.find(name + ".") != std::string::npos) made.databases.push_back(name);
      }
      if (made.databases.size() > 1) chosen.push_back(std::move(made));
    }
  }
  return chosen;
}

}  // namespace askdb
