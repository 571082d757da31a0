#include "catalog/link.hpp"

#include <algorithm>
#include <cmath>
#include <deque>

#include "catalog/link_parts.hpp"

namespace askdb {

namespace {

using catalog::Evidence;

/// Tables in a result, at most; more never fit a prompt.
constexpr std::size_t kMaxTables = 80;
/// The best tables among which ways over foreign keys are looked for, and their longest way.
constexpr std::size_t kMaxEnds = 5;
constexpr std::size_t kMaxWay = 4;
constexpr std::size_t kMaxMatchedValues = 5;

/// What every word says for every table and column, once names that are covered more fully count
/// for more.
class Scores {
 public:
  Scores(const LinkIndex::Parts& parts, const Evidence& evidence)
      : parts_(parts),
        evidence_(evidence),
        by_element_(parts.table_of.size(), 0),
        by_table_(parts.tables, 0),
        by_word_(parts.tables * evidence.words.size(), 0) {
    std::vector<float> covered(parts.table_of.size(), 0);
    for (const auto& word : evidence.words) {
      for (const auto& hit : word.hits) {
        covered[hit.element] += hit.share;
      }
    }
    for (std::size_t index = 0; index < evidence.words.size(); ++index) {
      add_word(index, covered);
    }
  }

  float element(std::size_t element) const { return by_element_[element]; }
  std::vector<float>& tables() { return by_table_; }

  /// What the word says for the table, 0..1.
  float word_in_table(std::size_t word, std::size_t table) const {
    return by_word_[table * evidence_.words.size() + word];
  }

 private:
  void add_word(std::size_t index, const std::vector<float>& covered) {
    const auto& word = evidence_.words[index];
    std::size_t tables_hit = 0;
    std::size_t last = parts_.tables;
    for (const auto& hit : word.hits) {
      const bool is_name = hit.share > 0;
      const float fullness = is_name ? 0.45F + 0.55F * std::min(1.0F, covered[hit.element]) : 1;
      const float strength = hit.evidence * fullness;
      by_element_[hit.element] += strength * word.weight;
      const std::size_t table = parts_.table_of[hit.element];
      float& best = by_word_[table * evidence_.words.size() + index];
      if (is_name && table != last && best == 0) ++tables_hit;
      last = table;
      best = std::max(best, strength);
    }
    const auto count = static_cast<float>(parts_.tables);
    // 1.35 for a word of one table only, falling to 0.35 for a word of all.
    const float rarity =
        count < 2 || tables_hit == 0
            ? 1
            : 0.35F + std::log2(1 + count / static_cast<float>(tables_hit)) / std::log2(1 + count);
    for (std::size_t table = 0; table < parts_.tables; ++table) {
      by_table_[table] += word_in_table(index, table) * word.weight * std::min(rarity, 1.35F);
    }
  }

  const LinkIndex::Parts& parts_;
  const Evidence& evidence_;
  std::vector<float> by_element_;
  std::vector<float> by_table_;
  std::vector<float> by_word_;  // Table by table, one per question word.
};

std::vector<std::size_t> best_first(const std::vector<float>& scores) {
  std::vector<std::size_t> order(scores.size());
  for (std::size_t index = 0; index < order.size(); ++index) {
    order[index] = index;
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  return order;
}

/// The tables between `from` and `to` on a shortest way over foreign keys.
std::vector<std::size_t> way_between(const LinkIndex::Parts& parts, std::size_t from,
                                     std::size_t to) {
  std::vector<std::int32_t> back(parts.tables, -1);
  std::deque<std::pair<std::size_t, std::size_t>> queue{{from, 0}};
  back[from] = static_cast<std::int32_t>(from);
  while (!queue.empty()) {
    const auto [table, length] = queue.front();
    queue.pop_front();
    if (table == to || length >= kMaxWay) break;
    for (const auto next : parts.neighbours[table]) {
      if (back[next] >= 0) continue;
      back[next] = static_cast<std::int32_t>(table);
      queue.emplace_back(next, length + 1);
    }
  }
  std::vector<std::size_t> way;
  if (back[to] < 0) return way;
  for (auto at = static_cast<std::size_t>(back[to]); at != from;
       at = static_cast<std::size_t>(back[at])) {
    way.push_back(at);
  }
  return way;
}

/// Tables that join good tables, and neighbours of good tables, are worth showing as well.
void add_neighbours(const LinkIndex::Parts& parts, std::vector<float>& scores) {
  const auto order = best_first(scores);
  if (order.empty() || scores[order.front()] == 0) return;
  const std::vector<float> own = scores;
  const float least = own[order.front()] * 0.4F;
  std::vector<std::size_t> ends;
  for (const auto table : order) {
    if (ends.size() >= kMaxEnds || own[table] < least) break;
    ends.push_back(table);
  }
  for (std::size_t a = 0; a < ends.size(); ++a) {
    for (std::size_t b = a + 1; b < ends.size(); ++b) {
      for (const auto between : way_between(parts, ends[a], ends[b])) {
        scores[between] = std::max(scores[between], 0.7F * std::min(own[ends[a]], own[ends[b]]));
      }
    }
  }
  for (const auto table : ends) {
    for (const auto next : parts.neighbours[table]) {
      scores[next] = std::max(scores[next], own[next] + 0.2F * own[table]);
    }
  }
}

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
  for (std::size_t place = 0; place < linking.tables.size() && place < kMaxEnds; ++place) {
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
  Scores scores(parts, evidence);
  std::vector<float> totals = scores.tables();
  add_neighbours(parts, totals);
  for (const auto table : best_first(totals)) {
    if (totals[table] <= 0 || linking.tables.size() >= kMaxTables) break;
    linking.tables.push_back(linked_table(parts, evidence, scores, table, totals[table]));
  }
  set_total(evidence, scores, linking);
  return linking;
}

}  // namespace askdb
