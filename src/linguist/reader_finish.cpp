#include <algorithm>

#include "linguist/reader.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

bool is_aggregated(const Term& term) { return term.aggregate != Aggregate::kNone || term.is_share; }

bool contains(const std::vector<Term>& terms, const Term& term) {
  return std::find(terms.begin(), terms.end(), term) != terms.end();
}

}  // namespace

Reader::Reader(const Question& question, const SchemaIndex& schema, const JoinGraph& joins,
               Choices& choices)
    : question_(question),
      items_(question.items),
      schema_(schema),
      joins_(joins),
      choices_(choices),
      used_(question.items.size(), 0) {}

Query Reader::read() {
  find_mentions();
  find_head();
  read_relations();
  read_presences();
  read_groups();
  read_order();
  read_superlatives();
  read_comparisons();
  read_negations();
  read_values();
  read_select();
  finish();
  return out_;
}

void Reader::finish() {
  if (out_.anchor < 0) out_.anchor = anchor_;
  if (out_.select.empty() && !out_.selects_all) return;
  finish_groups();
  const bool is_plain = out_.group.empty() && !out_.selects_all &&
                        out_.set_operation == SetOperation::kNone &&
                        std::none_of(out_.select.begin(), out_.select.end(), is_aggregated);
  if (is_plain && out_.limit == 0 && !out_.is_distinct) {
    out_.is_distinct = choices_.choose("distinct", {0, out_.filters.empty() ? 1.2 : 0.9}) == 1;
  }
  finish_set();
  finish_tables();
}

/// What rows of a table are grouped by: its key, where it has one.
Term Reader::group_key_of(int table) {
  const auto& info = schema_.table(table);
  if (info.key >= 0) return {.column = {table, info.key}};
  if (!info.name_columns.empty()) return {.column = {table, info.name_columns[0]}};
  return {.column = {table, 0}};
}

void Reader::finish_groups() {
  auto& select = out_.select;
  // Orders by what is listed first; orders by a count of whatever is grouped.
  for (auto& order : out_.order) {
    if (order.term.column.table < 0 && order.term.aggregate == Aggregate::kNone &&
        !select.empty()) {
      order.term = select[0];
      const auto counted = std::find_if(select.begin(), select.end(), is_aggregated);
      if (counted != select.end() && (order.is_descending || order.prefers_aggregate)) {
        order.term = *counted;
        continue;
      }
      for (const auto& term : select) {
        if (!is_aggregated(term) && term.column.column >= 0 &&
            schema_.column(term.column).is_text) {
          order.term = term;
          break;
        }
      }
    }
  }
  sum_many_side();
  sum_per_group();
  const bool has_aggregate = std::any_of(select.begin(), select.end(), is_aggregated);
  const bool ranks_aggregate =
      std::any_of(out_.order.begin(), out_.order.end(),
                  [](const Order& order) { return is_aggregated(order.term); });
  const bool needs_groups = has_aggregate || ranks_aggregate || !out_.having.empty();
  std::vector<Term> groups = std::move(out_.group);
  out_.group.clear();
  if (!needs_groups) {
    // "the name of each city": no group at all, unless a key was not shown yet.
    for (auto& key : groups) {
      if (key.bucket != Bucket::kNone || key.column.column < 0) continue;
      if (!contains(select, key) && choices_.choose("each-shows-key", {0, 0.6}) == 0) {
        select.insert(select.begin(), key);
      }
    }
    return;
  }
  if (out_.selects_all) {
    out_.selects_all = false;
    select_rows_of(out_.anchor, head_end_);
    if (out_.selects_all) return;
  }
  // Buckets need a date column.
  for (auto& key : groups) {
    if (key.bucket == Bucket::kNone) continue;
    std::vector<ColumnRef> dates;
    std::vector<int> tables;
    for (const auto& term : select) {
      if (term.column.table >= 0) tables.push_back(term.column.table);
    }
    if (anchor_ >= 0) tables.push_back(anchor_);
    for (int t = 0; t < schema_.table_count(); ++t) {
      if (mentioned_[static_cast<std::size_t>(t)] >= 0.8 ||
          (anchor_ >= 0 && joins_.distance(anchor_, t) <= 1)) {
        tables.push_back(t);
      }
    }
    for (const int t : tables) {
      const auto& columns = schema_.table(t).columns;
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const bool is_year = columns[c].words.back() == "year" && key.bucket == Bucket::kYear;
        const bool is_birth = std::find(columns[c].words.begin(), columns[c].words.end(),
                                        "birth") != columns[c].words.end();
        if ((columns[c].is_date || is_year) && !is_birth) dates.push_back({t, static_cast<int>(c)});
      }
    }
    if (!dates.empty()) key.column = dates[0];
  }
  std::erase_if(
      groups, [](const Term& key) { return key.bucket != Bucket::kNone && key.column.column < 0; });
  // A named table stands for its rows: shown by the columns asked for, or by its name.
  std::vector<Term> shown;
  std::vector<Term> keys;
  for (const auto& key : groups) {
    if (key.column.column >= 0) {
      keys.push_back(key);
      if (!contains(select, key)) shown.push_back(key);
      continue;
    }
    const int table = key.column.table;
    const bool is_shown = std::any_of(select.begin(), select.end(), [&](const Term& term) {
      return !is_aggregated(term) && term.column.table == table;
    });
    keys.push_back(group_key_of(table));
    if (is_shown) continue;
    const auto& info = schema_.table(table);
    const double as_name = info.name_columns.empty() ? 4 : 0;
    const double as_key = info.key < 0 ? 5 : 0.7;
    if (choices_.choose("group-shows", {as_name, as_key}) == 0 && !info.name_columns.empty()) {
      for (const int column : info.name_columns) shown.push_back({.column = {table, column}});
    } else {
      shown.push_back(group_key_of(table));
    }
  }
  if (has_aggregate && !shown.empty()) {
    const bool is_first =
        choices_.choose("group-place", {0, 0.25},
                        !groups.empty() && head_begin_ > 0 ? "front" : "back") == 0;
    select.insert(is_first ? select.begin() : select.end(), shown.begin(), shown.end());
  }
  // Plain columns beside an aggregate group it.
  if (keys.empty()) {
    std::vector<Term> plain;
    for (const auto& term : select) {
      if (!is_aggregated(term)) plain.push_back(term);
    }
    const bool is_entity =
        !plain.empty() && plain[0].column.column >= 0 &&
        schema_.table(plain[0].column.table).key >= 0 &&
        (schema_.column(plain[0].column).is_name || schema_.column(plain[0].column).is_primary_key);
    if (is_entity) {
      const Term key = group_key_of(plain[0].column.table);
      if (choices_.choose("group-by-key", {0, 0.3}) == 0) {
        keys.push_back(key);
      } else {
        keys = plain;
      }
    } else {
      keys = plain;
    }
  }
  // A ranking by count within one table, where the rows themselves are listed, groups nothing.
  out_.group = keys;
  const auto settle = [&](Term& term) {
    if (term.aggregate == Aggregate::kCount && term.column.table < 0 && !keys.empty()) {
      term.column = {keys[0].column.table, -1};
      // Counting the many side: "more than one" of what else is named.
      for (const std::size_t t : table_items_) {
        const int table = items_[t].best_table();
        if (table != keys[0].column.table &&
            joins_.edge_to_parent(table, keys[0].column.table) != nullptr) {
          term.column.table = table;
          break;
        }
      }
    }
  };
  for (auto& condition : out_.having) settle(condition.left);
  for (auto& order : out_.order) settle(order.term);
}

void Reader::finish_set() {
  if (out_.set_operation == SetOperation::kNone || out_.set_right == nullptr) return;
  auto right = out_.set_right;
  const auto own = right->filters;
  const auto order = std::move(out_.order);
  out_.order.clear();
  Query copy = out_;
  copy.set_operation = SetOperation::kNone;
  copy.set_right = nullptr;
  copy.filters = own;
  for (std::size_t i = 0; i + 1 < out_.filters.size(); ++i) {
    if (out_.filters[i].left != own[0].left) copy.filters.push_back(out_.filters[i]);
  }
  *right = copy;
}

/// "complaints of customers with loans": two tables that refer to this one, apart from each other.
bool Reader::lies_between(int table, const std::vector<int>& present) const {
  for (const int a : present) {
    for (const int b : present) {
      const bool is_apart = a != b && !joins_.is_ancestor(a, b) && !joins_.is_ancestor(b, a);
      if (is_apart && joins_.is_ancestor(a, table) && joins_.is_ancestor(b, table)) return true;
    }
  }
  return false;
}

/// Tables that are only named: those that narrow or multiply the rows are joined.
void Reader::finish_tables() {
  std::vector<int> present;
  const auto note = [&](int table) {
    if (table >= 0 && std::find(present.begin(), present.end(), table) == present.end()) {
      present.push_back(table);
    }
  };
  for (const auto& term : out_.select) note(term.column.table);
  for (const auto& condition : out_.filters) note(condition.left.column.table);
  for (const auto& term : out_.group) note(term.column.table);
  for (const auto& condition : out_.having) note(condition.left.column.table);
  for (const auto& order : out_.order) note(order.term.column.table);
  if (out_.selects_all) note(out_.anchor);
  for (const int table : out_.tables) note(table);
  for (const std::size_t i : table_items_) {
    const auto& item = items_[i];
    const int table = item.best_table();
    if (item.table_quality() < 0.75 || item.column_quality() > item.table_quality() ||
        (used_[i] != 0 && table != anchor_)) {
      continue;
    }
    if (std::find(present.begin(), present.end(), table) != present.end()) continue;
    if (std::find(inner_.begin(), inner_.end(), table) != inner_.end()) continue;
    bool is_parent = false;
    bool is_between = false;
    bool is_near = present.empty();
    for (const int other : present) {
      const bool is_child = joins_.is_ancestor(other, table);
      is_between = is_between || (is_child && is_parent && lies_between(table, present));
      is_parent = is_parent || is_child;
      is_near = is_near || joins_.distance(other, table) <= 3;
    }
    if (!is_near) continue;
    // A join to the one side changes nothing, unless it is what two others meet in; one to the many
    // side repeats rows.
    if (is_between || choices_.choose("join-named", {is_parent ? 1.2 : 0.0, is_parent ? 0.0 : 0.5},
                                      is_parent ? "parent" : "child") == 0) {
      out_.tables.push_back(table);
      note(table);
    }
  }
  if (out_.set_right != nullptr) out_.set_right->tables = out_.tables;
}

}  // namespace askdb::linguist
