#include "catalog/link.hpp"

#include <algorithm>

#include "catalog/link_parts.hpp"
#include "catalog/link_scores.hpp"
#include "catalog/link_twins.hpp"

namespace askdb {

namespace {

using catalog::Evidence;
using catalog::Scores;

/// Tables in a result, at most; more never fit a prompt.
constexpr std::size_t kMaxTables = 100;
/// The tables that may explain a question together, for comparing databases.
constexpr std::size_t kMaxTogether = 5;
constexpr std::size_t kMaxMatchedValues = 5;

/// Columns by score, each with the values found; keys last, so that joins can be written.
LinkedTable linked_table(const LinkIndex::Parts& parts, const Evidence& evidence,
                         const Scores& scores, std::size_t index, float score) {
  const Table& table = parts.database->tables[index];
  LinkedTable linked;
  linked.table = index;
  linked.score = score;
  const auto first = parts.first_column[index];
  const auto is_key = [&](const std::string& name) {
    const auto& keys = table.primary_key;
    if (std::find(keys.begin(), keys.end(), name) != keys.end()) return true;
    return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const auto& key) {
      return std::find(key.columns.begin(), key.columns.end(), name) != key.columns.end();
    });
  };
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const float own = scores.element(first + column);
    if (own == 0 && !is_key(table.columns[column].name)) continue;
    linked.columns.push_back({column, own, {}});
  }
  std::stable_sort(linked.columns.begin(), linked.columns.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  for (const auto& found : evidence.values) {
    const auto& value = parts.values[found.value];
    for (auto& column : linked.columns) {
      if (first + column.column != value.element) continue;
      auto& values = column.matched_values;
      const std::string text(parts.value_text(found.value));
      if (values.size() < kMaxMatchedValues &&
          std::find(values.begin(), values.end(), text) == values.end()) {
        values.push_back(text);
      }
    }
  }
  return linked;
}

/// Takes tables as long as each explains a word better than those before it.
void set_total(const Evidence& evidence, const Scores& scores, Linking& linking) {
  std::vector<float> explained(evidence.words.size(), 0);
  float weight = 0;
  for (std::size_t place = 0; place < linking.tables.size() && place < kMaxTogether; ++place) {
    for (std::size_t word = 0; word < explained.size(); ++word) {
      // A second or third table is worth less than one that explains everything by itself.
      const float strength =
          scores.word_in_table(word, linking.tables[place].table) * (place == 0   ? 1.0F
                                                                     : place == 1 ? 0.92F
                                                                                  : 0.8F);
      explained[word] = std::max(explained[word], strength);
    }
  }
  float covered = 0;
  for (std::size_t word = 0; word < explained.size(); ++word) {
    weight += evidence.words[word].weight;
    linking.score += explained[word] * evidence.words[word].weight;
    covered += explained[word] >= 0.3F ? evidence.words[word].weight : 0;
  }
  linking.coverage = weight > 0 ? covered / weight : 0;
}

}  // namespace

Linking LinkIndex::link(std::string_view question) const {
  const Parts& parts = *parts_;
  Linking linking;
  linking.database = parts.database;
  const Evidence evidence = catalog::gather(parts, question);
  const Scores scores(parts, evidence);
  std::vector<float> totals = catalog::with_groups(parts, scores);
  catalog::add_ways(parts, totals);
  catalog::prefer_plain_names(parts, evidence, totals);
  for (auto& ranked : catalog::without_twins(parts, evidence, totals, kMaxTables)) {
    auto linked = linked_table(parts, evidence, scores, ranked.table, ranked.score);
    linked.twins = std::move(ranked.twins);
    linking.tables.push_back(std::move(linked));
  }
  set_total(evidence, scores, linking);
  return linking;
}

}  // namespace askdb
