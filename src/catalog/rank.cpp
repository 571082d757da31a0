#include <algorithm>
#include <unordered_set>

#include "base/text.hpp"
#include "catalog/link.hpp"
#include "catalog/words.hpp"

namespace askdb {

namespace {

/// What a word in a database's own name or description is worth: less than any name in its schema.
constexpr double kDescribed = 0.25;

double description_score(const std::vector<catalog::Word>& question, const Database& database) {
  std::unordered_set<std::string> said;
  for (const auto& word : catalog::identifier_words(database.name)) {
    said.insert(word.singular);
  }
  for (const auto& word :
       catalog::text_words_without_stems(std::string_view(database.comment).substr(0, 2'000))) {
    said.insert(word.singular);
  }
  double score = 0;
  for (const auto& word : question) {
    if (catalog::is_function_word(word.text)) continue;
    bool is_said = said.count(word.singular) > 0;
    for (const auto& meaning : catalog::meanings_of(word.singular)) {
      is_said = is_said || said.count(meaning) > 0;
    }
    score += is_said ? kDescribed : 0;
  }
  return score;
}

}  // namespace

std::vector<RankedDatabase> rank_databases(
    std::string_view question, const std::vector<std::shared_ptr<const CatalogEntry>>& entries) {
  auto words = catalog::text_words_without_stems(question.substr(0, 4'000));
  if (words.size() > 100) words.resize(100);
  std::vector<RankedDatabase> ranked;
  for (const auto& entry : entries) {
    RankedDatabase one{entry, entry->links->link(question), 0};
    one.score = one.linking.score + description_score(words, *entry->database);
    ranked.push_back(std::move(one));
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  return ranked;
}

}  // namespace askdb
