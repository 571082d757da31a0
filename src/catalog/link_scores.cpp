#include "catalog/link_scores.hpp"

#include <algorithm>
#include <cmath>

namespace askdb::catalog {

namespace {

/// What a word in a table's name that the question does not say takes away.
constexpr float kUnsaidWord = 0.03F;

}  // namespace

Scores::Scores(const LinkIndex::Parts& parts, const Evidence& evidence)
    : parts_(parts),
      evidence_(evidence),
      by_element_(parts.table_of.size(), 0),
      by_table_(parts.tables, 0),
      by_word_(parts.tables * evidence.words.size(), 0),
      worth_(evidence.words.size(), 0) {
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

void Scores::add_word(std::size_t index, const std::vector<float>& covered) {
  const auto& word = evidence_.words[index];
  std::size_t tables_hit = 0;
  std::vector<std::uint32_t> touched;
  for (const auto& hit : word.hits) {
    const bool is_name = hit.share > 0;
    const float fullness = is_name ? 0.45F + 0.55F * std::min(1.0F, covered[hit.element]) : 1;
    const float strength = hit.evidence * fullness;
    by_element_[hit.element] += strength * word.weight;
    const std::uint32_t table = parts_.table_of[hit.element];
    float& best = by_word_[table * evidence_.words.size() + index];
    if (best == 0) {
      touched.push_back(table);
      tables_hit += is_name ? 1 : 0;
    }
    best = std::max(best, strength);
  }
  const auto count = static_cast<float>(parts_.tables);
  // 1.35 for a word of one table only, falling to 0.35 for a word of all.
  const float rarity =
      count < 2 || tables_hit == 0
          ? 1
          : 0.35F + std::log2(1 + count / static_cast<float>(tables_hit)) / std::log2(1 + count);
  worth_[index] = word.weight * std::min(rarity, 1.35F);
  for (const auto table : touched) {
    by_table_[table] += word_in_table(index, table) * worth_[index];
  }
}

std::vector<std::uint32_t> best_tables(const std::vector<float>& scores, std::size_t count) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t table = 0; table < scores.size(); ++table) {
    if (scores[table] > 0) order.push_back(table);
  }
  const auto is_better = [&](std::uint32_t a, std::uint32_t b) {
    return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
  };
  const auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(count, order.size()));
  std::partial_sort(order.begin(), end, order.end(), is_better);
  order.erase(end, order.end());
  return order;
}

std::vector<std::uint8_t> named_words(const LinkIndex::Parts& parts, const Evidence& evidence) {
  std::vector<std::uint8_t> named(parts.tables, 0);
  for (const auto& word : evidence.words) {
    for (const auto& hit : word.hits) {
      if (hit.element < parts.tables && hit.share > 0) ++named[hit.element];
    }
  }
  return named;
}

void prefer_plain_names(const LinkIndex::Parts& parts, const Evidence& evidence,
                        std::vector<float>& totals) {
  const auto named = named_words(parts, evidence);
  for (std::size_t table = 0; table < parts.tables; ++table) {
    const int unsaid = parts.name_words[table] - std::min(parts.name_words[table], named[table]);
    totals[table] *= 1 - kUnsaidWord * static_cast<float>(std::min(unsaid, 4));
  }
}

}  // namespace askdb::catalog
