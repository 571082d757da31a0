#pragma once

/// One reading of a question: cues and names become a `Query`.
///
/// Clauses are read in passes, the most marked first (order, groups, superlatives, comparisons,
/// negations, values), each taking the items it explains; what is left before the first modifier
/// is the select list. Wherever two readings are possible, `Choices` decides.

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "linguist/choices.hpp"
#include "linguist/items.hpp"
#include "linguist/join_path.hpp"
#include "linguist/sem.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

class Reader {
 public:
  Reader(const Question& question, const SchemaIndex& schema, const JoinGraph& joins,
         Choices& choices);

  /// The meaning of the whole question. An empty select list: nothing was understood.
  Query read();
  /// Items that some clause explains, for coverage.
  const std::vector<char>& used() const { return used_; }

 private:
  using Words = std::initializer_list<std::string_view>;
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  enum class Want { kAny, kNumber, kLabel };
  struct Parsed {
    Term term;
    std::size_t end = 0;  ///< The item behind it.
  };
  /// Rows of a table that the things talked about have: "overdue loans".
  struct Presence {
    int table = -1;
    std::size_t begin = 0;  ///< Items [begin, end).
    std::size_t end = 0;
    std::vector<Condition> filters;
    bool is_or = false;
  };

  // Words (reader_words.cpp).
  bool is(std::size_t i, Words words) const;
  std::string_view lower(std::size_t i) const;
  std::string_view word_before(std::size_t i) const;
  bool is_free(std::size_t i) const { return i < items_.size() && used_[i] == 0; }
  void take(std::size_t from, std::size_t to);
  std::size_t skip_articles(std::size_t i) const;
  bool is_table(std::size_t i) const;
  bool is_column(std::size_t i) const;
  bool is_opener(std::size_t i) const;
  bool is_sentence_end(std::size_t i) const;
  bool is_verb(std::size_t i) const;
  std::size_t clause_end(std::size_t i) const;

  // What names refer to (reader_names.cpp).
  void find_mentions();
  void find_head();
  int owner_of(std::size_t i) const;
  double table_cost(int table, int owner) const;
  std::optional<ColumnRef> pick_column(std::size_t i, Want want, std::string_view point);
  std::optional<ColumnRef> pick_dimension(std::string_view dimensions, int table, bool* is_date);
  int pick_table(std::size_t i);
  std::optional<Parsed> parse_term(std::size_t i, Want want);
  Term count_of(std::size_t i, bool is_distinct);
  bool is_numeric(ColumnRef ref) const;
  bool is_when(ColumnRef ref) const;

  // Clauses.
  void read_order();  // reader_order.cpp
  bool read_order_at(std::size_t i);
  void read_groups();  // reader_group.cpp
  bool is_bare_listing(std::size_t end) const;
  void read_superlatives();  // reader_superlative.cpp
  bool read_superlative_at(std::size_t i);
  void rank_groups_by_count(std::size_t i, std::size_t target, bool is_most, int limit);
  int limit_near(std::size_t i);
  void read_comparisons();  // reader_comparison.cpp
  bool read_comparison_at(std::size_t i);
  bool compare(std::size_t from, std::size_t to, Operator op, std::optional<Degree> which);
  double unit_scale(std::size_t i, ColumnRef ref) const;
  bool compare_with_aggregate(std::size_t from, std::size_t to, Operator op,
                              std::optional<Degree> which);
  std::optional<Term> left_of(std::size_t from, Want want);
  void read_between();
  void read_negations();  // reader_negation.cpp
  bool read_absence_at(std::size_t i);
  void lack_too(std::size_t i);
  int absent_activity(std::size_t from, std::size_t to) const;
  void read_presences();  // reader_presence.cpp
  std::size_t presence_at(std::size_t i, bool is_first, std::vector<Presence>& found);
  void keep_inside(int table);
  std::optional<Condition> key_among(int table, Operator op, bool is_narrowed);
  void read_relations();  // reader_relations.cpp
  bool read_relation_at(std::size_t i);
  void prefer_roles();
  void read_nulls();
  void read_flags();
  void read_values();  // reader_values.cpp
  void read_value_at(std::size_t i);
  void read_patterns();
  void read_dates();
  void read_loose_numbers();
  bool is_negated(std::size_t i) const;
  bool names_its_column(std::size_t i, const StoredValue& value) const;
  void join_same_column_values();
  void read_select();  // reader_select.cpp
  void select_range(std::size_t from, std::size_t to);
  void select_rows_of(int table, std::size_t at);
  void select_default();
  void select_beside();  // reader_beside.cpp
  std::size_t companion_at(std::size_t i) const;
  void finish();  // reader_finish.cpp
  void finish_groups();
  void sum_many_side();  // reader_sums.cpp
  void sum_per_group();
  void finish_tables();
  bool lies_between(int table, const std::vector<int>& present) const;
  void finish_set();
  Term group_key_of(int table);

  const Question& question_;
  const std::vector<Item>& items_;
  const SchemaIndex& schema_;
  const JoinGraph& joins_;
  Choices& choices_;

  Query out_;
  std::vector<char> used_;
  std::vector<double> mentioned_;  // By table: how well the question names it.
  std::vector<std::size_t> table_items_;
  std::size_t head_begin_ = 0;
  std::size_t head_end_ = 0;
  std::size_t list_begin_ = kNone;  // A second sentence that says what to list.
  std::size_t list_end_ = 0;
  int anchor_ = -1;
  bool is_count_ = false;  // "How many ..."
  bool wants_groups_ = false;
  bool is_or_ = false;
  bool names_kind_ = false;   // "Which sales agent": a value stands for the things asked for.
  bool counts_rows_ = false;  // "orders by month": grouped rows are counted though none says so.
  std::vector<Term> ranked_;  // Terms an order added; shown only when asked for.
  std::vector<int> inner_;    // Tables read only inside a subquery.
};

}  // namespace askdb::linguist
