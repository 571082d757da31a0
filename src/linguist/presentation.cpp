#include "linguist/presentation.hpp"

#include <algorithm>

namespace askdb::linguist {

namespace {

constexpr std::size_t kFewColumns = 4;

bool is_figure(const Term& term) { return term.aggregate != Aggregate::kNone || term.is_share; }

bool shows(const Query& query, const Term& term) {
  return std::find(query.select.begin(), query.select.end(), term) != query.select.end();
}

void show(Query& query, const Term& term) {
  if (!shows(query, term)) query.select.push_back(term);
}

/// "customer" as things that are counted.
std::string plural(std::string spoken) {
  if (spoken.empty() || spoken.ends_with("s") || spoken.ends_with("data")) return spoken;
  const bool has_vowel = spoken.size() > 1 && std::string_view("aeiou").find(
                                                  spoken[spoken.size() - 2]) != std::string::npos;
  if (spoken.ends_with("y") && !has_vowel) return spoken.substr(0, spoken.size() - 1) + "ies";
  if (spoken.ends_with("ch") || spoken.ends_with("sh") || spoken.ends_with("x")) spoken += "e";
  return spoken + "s";
}

/// "average loan amount", "number of orders", "month".
std::string title_of(const Query& query, const Term& term, const SchemaIndex& schema) {
  if (term.is_share) return "share in percent";
  if (term.bucket != Bucket::kNone) {
    switch (term.bucket) {
      case Bucket::kYear:
        return "year";
      case Bucket::kQuarter:
        return "quarter";
      case Bucket::kMonth:
        return "month";
      case Bucket::kWeek:
        return "week";
      default:
        return "day";
    }
  }
  if (term.aggregate == Aggregate::kNone) return {};
  std::string what = "rows";
  if (term.column.column >= 0) {
    what = schema.column(term.column).spoken;
    if (term.aggregate == Aggregate::kCount && schema.column(term.column).is_key) {
      what = schema.table(term.column.table).spoken;
    }
  } else if (term.column.table >= 0) {
    what = schema.table(term.column.table).spoken;
  } else if (query.anchor >= 0) {
    what = schema.table(query.anchor).spoken;
  }
  switch (term.aggregate) {
    case Aggregate::kCount:
      return (term.is_distinct && term.column.column >= 0 && !schema.column(term.column).is_key
                  ? "number of different "
                  : "number of ") +
             plural(what);
    case Aggregate::kSum:
      return what.starts_with("total") ? what : "total " + what;
    case Aggregate::kAverage:
      return "average " + what;
    case Aggregate::kMaximum:
      return "highest " + what;
    case Aggregate::kMinimum:
      return "lowest " + what;
    case Aggregate::kNone:
      break;
  }
  return {};
}

/// A list of bare keys, or of what was only filtered by, says little: the names come first.
void add_names(Query& query, const SchemaIndex& schema) {
  if (query.selects_all || query.select.size() > 1 || query.select.empty()) return;
  const Term only = query.select[0];
  if (is_figure(only) || only.column.column < 0) return;
  int table = only.column.table;
  const auto& column = schema.column(only.column);
  const bool is_filtered =
      std::any_of(query.filters.begin(), query.filters.end(), [&](const Condition& condition) {
        return condition.left.column == only.column && condition.op != Operator::kIsNotNull;
      });
  // Figures and dates of things that have names: whose they are.
  const bool is_figure_of_row = (column.is_number || column.is_date) && query.group.empty() &&
                                !query.is_distinct && !schema.table(table).name_columns.empty();
  if (!column.is_key && !is_filtered && !is_figure_of_row) return;
  // A foreign key of the things talked about stands for what it refers to.
  if (query.anchor >= 0 && query.anchor != table && column.is_key && !column.is_primary_key) {
    for (const auto& edge : schema.edges()) {
      if (edge.from == only.column && edge.to.table == query.anchor) table = query.anchor;
    }
  }
  const auto& info = schema.table(table);
  std::vector<Term> shown;
  for (const int name : info.name_columns) shown.push_back({.column = {table, name}});
  // A numeric key nobody asked for reads like a figure; it stays where rows are told apart by it.
  const bool replaces_key =
      column.is_key && column.is_number && !shown.empty() && !query.is_distinct;
  if (!replaces_key && std::find(shown.begin(), shown.end(), only) == shown.end()) {
    shown.push_back(only);
  }
  if (info.name_columns.empty() && column.is_primary_key) {
    // Nothing names these rows: a few columns that say what they are.
    for (std::size_t c = 0; c < info.columns.size() && shown.size() < kFewColumns; ++c) {
      const ColumnRef ref{table, static_cast<int>(c)};
      if (!info.columns[c].is_key) shown.push_back({.column = ref});
    }
  }
  query.select = shown;
}

/// Loans listed by their "customer_name" beside a customer_id: a name of something else.
bool is_borrowed_name(const TableInfo& table, const ColumnInfo& column) {
  if (column.words.size() < 2) return false;
  auto key = column.words;
  key.back() = "id";
  const bool is_own = std::all_of(key.begin(), key.end() - 1, [&](const std::string& word) {
    return std::find(table.words.begin(), table.words.end(), word) != table.words.end();
  });
  return !is_own && std::any_of(table.columns.begin(), table.columns.end(), [&](const auto& other) {
    return !other.is_primary_key && other.words == key;
  });
}

/// Rows that bear only another thing's name are told apart by their key.
void add_key_to_borrowed_names(Query& query, const SchemaIndex& schema) {
  const int table = query.rows_of;
  if (table < 0 || query.is_distinct || !query.group.empty() || query.select.empty()) return;
  const auto& info = schema.table(table);
  const auto& first = query.select[0];
  const bool is_name = first.column.table == table && first.column.column >= 0 && !is_figure(first);
  if (!is_name || info.key < 0 || first.column.column == info.key) return;
  if (!is_borrowed_name(info, schema.column(first.column))) return;
  query.select.insert(query.select.begin(), {.column = {table, info.key}});
}

void show_measures(Query& query, const SchemaIndex& schema) {
  if (query.selects_all || query.is_distinct || query.limit == 0) return;
  for (const auto& order : query.order) {
    if (order.term.column.table < 0) continue;
    show(query, order.term);
    // The oldest are those whose birth is known.
    const bool is_plain = !is_figure(order.term) && order.term.column.column >= 0;
    if (!is_plain || !schema.stored(order.term.column).is_nullable || order.is_descending) continue;
    Condition known;
    known.left.column = order.term.column;
    known.op = Operator::kIsNotNull;
    const bool has_or = std::any_of(query.filters.begin(), query.filters.end(),
                                    [](const Condition& filter) { return filter.is_or; });
    if (!has_or) query.filters.push_back(known);
  }
}

/// A join brings rows of `table` more than once.
bool is_repeated(const Query& query, int table, const JoinGraph& joins) {
  const auto repeats = [&](int other) {
    return other >= 0 && other != table && !joins.is_ancestor(table, other);
  };
  const auto repeats_in = [&](const std::vector<Term>& terms) {
    return std::any_of(terms.begin(), terms.end(),
                       [&](const Term& term) { return repeats(term.column.table); });
  };
  // Keys may lead both ways between two tables; the one that is joined by counts.
  const auto is_child = [&](ColumnRef key) {
    return key.table != table && joins.edge_to_parent(key.table, table) != nullptr;
  };
  return std::any_of(query.via.begin(), query.via.end(), is_child) ||
         std::any_of(query.tables.begin(), query.tables.end(), repeats) ||
         std::any_of(query.filters.begin(), query.filters.end(),
                     [&](const Condition& filter) { return repeats(filter.left.column.table); }) ||
         repeats_in(query.group);
}

/// Two customers of one name are two lines, unless a join repeats them anyway.
void keep_namesakes(Query& query, const SchemaIndex& schema, const JoinGraph& joins) {
  if (!query.is_distinct || !query.group.empty() || query.select.empty()) return;
  const int table = query.select[0].column.table;
  if (table < 0) return;
  const auto& names = schema.table(table).name_columns;
  const bool has_name =
      std::any_of(query.select.begin(), query.select.end(), [&](const Term& term) {
        return term.column.table == table && !is_figure(term) &&
               std::find(names.begin(), names.end(), term.column.column) != names.end();
      });
  const bool is_of_one_table =
      std::all_of(query.select.begin(), query.select.end(),
                  [&](const Term& term) { return term.column.table == table && !is_figure(term); });
  if (has_name && is_of_one_table && !is_repeated(query, table, joins)) query.is_distinct = false;
}

/// A list of customers names each once, however many of their loans a join brings.
void list_once(Query& query, const SchemaIndex& schema, const JoinGraph& joins) {
  if (query.selects_all && query.anchor >= 0 && schema.table(query.anchor).key >= 0) {
    query.is_distinct = query.is_distinct || is_repeated(query, query.anchor, joins);
  }
  const bool is_list = !query.selects_all && !query.select.empty() && query.group.empty() &&
                       query.having.empty() && query.order.empty();
  if (!is_list) return;
  const int table = query.select[0].column.table;
  if (table < 0 || schema.table(table).key < 0 || !is_repeated(query, table, joins)) return;
  const auto& names = schema.table(table).name_columns;
  const bool names_rows =
      std::all_of(query.select.begin(), query.select.end(), [&](const Term& term) {
        return term.column.table == table && !is_figure(term) && term.bucket == Bucket::kNone &&
               std::find(names.begin(), names.end(), term.column.column) != names.end();
      });
  if (!names_rows) return;
  query.is_distinct = false;
  query.group.push_back({.column = {table, schema.table(table).key}});
}

/// A count of parents joined to their children counts every parent once.
void count_once(Query& query, const SchemaIndex& schema, const JoinGraph& joins) {
  for (auto& term : query.select) {
    const int table = term.column.table;
    if (term.aggregate != Aggregate::kCount || term.column.column >= 0 || table < 0) continue;
    const int key = schema.table(table).key;
    if (key < 0 || !is_repeated(query, table, joins)) continue;
    term.column.column = key;
    term.is_distinct = true;
  }
}

/// Two people of one name are two: what other rows refer to is grouped by its key.
void group_by_keys(Query& query, const SchemaIndex& schema, const JoinGraph& joins) {
  for (auto& term : query.group) {
    const int table = term.column.table;
    if (term.bucket != Bucket::kNone || term.column.column < 0) continue;
    const auto& info = schema.table(table);
    const bool is_name = std::find(info.name_columns.begin(), info.name_columns.end(),
                                   term.column.column) != info.name_columns.end();
    if (!is_name || info.key < 0) continue;
    const auto refers = [&](const Term& other) {
      return other.column.table >= 0 && other.column.table != table &&
             joins.edge_to_parent(other.column.table, table) != nullptr;
    };
    const bool is_referred = std::any_of(query.select.begin(), query.select.end(), refers) ||
                             std::any_of(query.order.begin(), query.order.end(),
                                         [&](const Order& order) { return refers(order.term); }) ||
                             std::any_of(query.having.begin(), query.having.end(),
                                         [&](const Condition& one) { return refers(one.left); });
    if (is_referred) term.column.column = info.key;
  }
}

/// Groups of time and of numbers as they run, others from the largest on: engines bring them in any
/// order, and in another one the next time.
void order_groups(Query& query, const SchemaIndex& schema) {
  if (query.group.empty() || !query.order.empty()) return;
  const auto figure = std::find_if(query.select.begin(), query.select.end(), is_figure);
  if (figure == query.select.end()) return;
  bool is_running = false;
  std::vector<Order> names;
  for (const auto& term : query.select) {
    if (is_figure(term) || term.column.column < 0) continue;
    const auto& column = schema.column(term.column);
    is_running = is_running || term.bucket != Bucket::kNone || column.is_date ||
                 (column.is_number && !column.is_key);
    names.push_back({.term = term});
  }
  if (!is_running) query.order.push_back({.term = *figure, .is_descending = true});
  query.order.insert(query.order.end(), names.begin(), names.end());
}

}  // namespace

void present(Query& query, const SchemaIndex& schema, const JoinGraph& joins, Asked asked) {
  if (query.set_operation != SetOperation::kNone) return;
  if (!asked.for_keys) add_names(query, schema);
  if (!asked.for_different) keep_namesakes(query, schema, joins);
  add_key_to_borrowed_names(query, schema);
  if (!asked.for_different) list_once(query, schema, joins);
  show_measures(query, schema);
  count_once(query, schema, joins);
  group_by_keys(query, schema, joins);
  // What a line is about stands before its figures.
  std::stable_partition(query.select.begin(), query.select.end(),
                        [](const Term& term) { return !is_figure(term); });
  order_groups(query, schema);
  query.titles.clear();
  for (const auto& term : query.select) query.titles.push_back(title_of(query, term, schema));
}

}  // namespace askdb::linguist
