#pragma once

/// What the words of one question say for every table, and what tables explain together.

#include <cstdint>
#include <vector>

#include "catalog/link_parts.hpp"

namespace askdb::catalog {

/// What every word says for every table and column, once names that are covered more fully count
/// for more.
class Scores {
 public:
  /// Both are outlived by this object.
  Scores(const LinkIndex::Parts& parts, const Evidence& evidence);

  std::size_t words() const { return worth_.size(); }
  float element(std::size_t element) const { return by_element_[element]; }
  /// By table: the sum of what the words say for it.
  const std::vector<float>& tables() const { return by_table_; }
  /// What the word says for the table, 0..1.
  float word_in_table(std::size_t word, std::size_t table) const {
    return by_word_[table * worth_.size() + word];
  }
  /// The word's weight: less for words that many tables have.
  float worth(std::size_t word) const { return worth_[word]; }

 private:
  void add_word(std::size_t index, const std::vector<float>& covered);

  const LinkIndex::Parts& parts_;
  const Evidence& evidence_;
  std::vector<float> by_element_;
  std::vector<float> by_table_;
  std::vector<float> by_word_;  // Table by table, one per question word.
  std::vector<float> worth_;    // By word.
};

/// Numbers of the tables with a positive score, best first, at most `count`.
std::vector<std::uint32_t> best_tables(const std::vector<float>& scores, std::size_t count);

/// The tables' scores once each also counts what the tables around it explain: a `student` beside
/// a `dorm` answers a question about both, where another `student` does not.
std::vector<float> with_groups(const LinkIndex::Parts& parts, const Scores& scores);

/// Raises tables on short ways between the best ones, without which these cannot be joined.
void add_ways(const LinkIndex::Parts& parts, std::vector<float>& totals);

/// By table: how many words of its name the question says.
std::vector<std::uint8_t> named_words(const LinkIndex::Parts& parts, const Evidence& evidence);

/// Of tables that explain the same, the one with the plainer name is meant: `orders` and not
/// `hist_orders`, unless the question says so.
void prefer_plain_names(const LinkIndex::Parts& parts, const Evidence& evidence,
                        std::vector<float>& totals);

}  // namespace askdb::catalog
