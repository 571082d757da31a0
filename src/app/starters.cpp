#include "app/starters.hpp"

#include <algorithm>
#include <fstream>

#include "app/joined_starters.hpp"
#include "app/starter_words.hpp"
#include "base/text.hpp"
#include "linguist/linguist.hpp"

namespace askdb {
namespace {

constexpr std::size_t kMostWritten = 50;
constexpr std::size_t kOverSeveral = 4;

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
    questions.push_back("How many " + plural(words_of(table->name)) + " are there?");
  }
  return questions;
}

/// Those that someone wrote down for these databases, one on a line.
std::vector<Starter> written_questions(const std::string& knowledge_folder) {
  std::vector<Starter> starters;
  if (knowledge_folder.empty()) return starters;
  std::ifstream file(knowledge_folder + "/starter_questions.txt");
  for (std::string line; starters.size() < kMostWritten && std::getline(file, line);) {
    const auto clean = without_controls(line);
    const auto question = trim(clean);
    if (!question.empty() && question[0] != '#') starters.push_back({std::string(question), {}});
  }
  return starters;
}

/// Questions over several databases, each said to be of all that it reads.
std::vector<Starter> questions_over_several(
    const std::map<std::string, std::shared_ptr<const CatalogEntry>>& entries, std::size_t count) {
  std::vector<std::shared_ptr<const CatalogEntry>> all;
  for (const auto& [name, entry] : entries) all.push_back(entry);
  std::vector<Starter> starters;
  for (auto& one : joined_starters(all, count)) {
    starters.push_back({std::move(one.question), join(one.databases, " + ")});
  }
  return starters;
}

}  // namespace

std::vector<Starter> starter_questions(
    const std::map<std::string, std::shared_ptr<const CatalogEntry>>& entries, std::size_t count,
    const std::string& knowledge_folder) {
  auto chosen = written_questions(knowledge_folder);
  if (chosen.size() >= count) {
    chosen.resize(count);
    return chosen;
  }
  std::vector<std::vector<Starter>> lists;
  if (auto several = questions_over_several(entries, kOverSeveral); !several.empty()) {
    lists.push_back(std::move(several));
  }
  for (const auto& [name, entry] : entries) {
    if (lists.size() >= count) break;
    // Without values: starters are made from names and keys, and the index is small so.
    auto list = Linguist(entry->database, {}).starter_questions(count);
    if (list.empty()) list = plain_questions(*entry->database, count);
    auto& starters = lists.emplace_back();
    for (auto& question : list) starters.push_back({std::move(question), name});
  }
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
