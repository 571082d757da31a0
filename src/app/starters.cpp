#include "app/starters.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "linguist/linguist.hpp"

namespace askdb {
namespace {

/// "order_items" -> "order items".
std::string words_of(const std::string& name) {
  std::string words;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool is_upper = name[i] >= 'A' && name[i] <= 'Z';
    const bool is_start = is_upper && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if (is_start || name[i] == '_') words += ' ';
    if (name[i] != '_') words += name[i];
  }
  return to_lower(replace_all(without_controls(words), "\n", " "));
}

/// Plain questions about the largest tables, which every engine understands.
std::vector<std::string> plain_questions(const Database& database, std::size_t count) {
  std::vector<const Table*> tables;
  for (const auto& table : database.tables) {
    if (!table.is_view) tables.push_back(&table);
  }
  std::stable_sort(tables.begin(), tables.end(), [](const Table* a, const Table* b) {
    return a->row_estimate.value_or(0) > b->row_estimate.value_or(0);
  });
  std::vector<std::string> questions;
  for (const auto* table : tables) {
    if (questions.size() == count) break;
    auto name = words_of(table->name);
    if (!name.ends_with('s')) name += name.ends_with('y') ? "" : "s";
    if (name.ends_with('y')) name.replace(name.size() - 1, 1, "ies");
    questions.push_back("How many " + name + " are there?");
  }
  return questions;
}

}  // namespace

std::vector<Starter> starter_questions(
    const std::map<std::string, std::shared_ptr<const CatalogEntry>>& entries, std::size_t count) {
  std::vector<std::vector<Starter>> lists;
  for (const auto& [name, entry] : entries) {
    if (lists.size() == count) break;
    // Without values: starters are made from names and keys, and the index is small so.
    auto list = Linguist(entry->database, {}).starter_questions(count);
    if (list.empty()) list = plain_questions(*entry->database, count);
    auto& starters = lists.emplace_back();
    for (auto& question : list) starters.push_back({std::move(question), name});
  }
  std::vector<Starter> chosen;
  for (std::size_t turn = 0; turn < count; ++turn) {
    for (std::size_t i = 0; i < lists.size(); ++i) {
      const auto& list = lists[i];
      if (chosen.size() == count || turn >= list.size()) continue;
      // Each database begins with another kind of question, so that a first row shows several.
      const auto& next = list[(turn + i) % list.size()];
      const bool is_new = std::none_of(chosen.begin(), chosen.end(), [&](const Starter& one) {
        return one.question == next.question;
      });
      if (is_new) chosen.push_back(next);
    }
  }
  return chosen;
}

}  // namespace askdb
