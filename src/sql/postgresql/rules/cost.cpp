#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "sql/join_size.hpp"
#include "sql/postgresql/aggregates.hpp"
#include "sql/postgresql/fold.hpp"
#include "sql/postgresql/from_items.hpp"
#include "sql/postgresql/recursion.hpp"
#include "sql/postgresql/rules.hpp"

namespace askdb::postgresql {
namespace {

/// The first is about a second's work.
constexpr JoinBounds kBounds{.unconnected = 1e7, .compared = 2e9};

class Cost {
 public:
  explicit Cost(const Subject& subject) : subject_(subject) {}

  Objection run() {
    rows(subject_.query);
    return std::move(objection_);
  }

 private:
  /// About how many rows `query` returns; objects on the way to joins that explode.
  double rows(const PgQuery__SelectStmt& query) {
    if (query.with_clause != nullptr) {
      for (std::size_t i = 0; i < query.with_clause->n_ctes; ++i) {
        const auto* named = as<PgQuery__CommonTableExpr>(query.with_clause->ctes[i]);
        const auto* body = named == nullptr ? nullptr : as<PgQuery__SelectStmt>(named->ctequery);
        if (body == nullptr) continue;
        if (query.with_clause->recursive != 0 && !objection_) {
          objection_ = check_recursion(*named, query);
        }
        named_[named->ctename] = kUnknownTable;
        named_[named->ctename] = rows(*body);
      }
    }
    double count = 1;
    if (query.larg != nullptr && query.rarg != nullptr) {
      count = rows(*query.larg) + rows(*query.rarg);
    } else if (query.n_values_lists > 0) {
      count = static_cast<double>(query.n_values_lists);
    } else {
      count = from_rows(query) * series_in_targets(query);
      if (count > kBounds.unconnected && series_in_targets(query) > 1) object(*base(&query));
      nested(query);
      const bool is_grouped = query.n_group_clause > 0 || query.n_distinct_clause > 0;
      if (is_grouped) {
        count = std::min(count, kUnknownTable);
      } else if (has_aggregate(query)) {
        count = 1;
      }
    }
    const auto limit = fold_number(unwrap(query.limit_count));
    return limit && *limit >= 0 ? std::min(count, *limit) : count;
  }

  /// Subqueries outside FROM.
  void nested(const PgQuery__SelectStmt& query) {
    for (const Child& child : children(*base(&query))) {
      const std::string_view field = child.field->name;
      if (field == "from_clause" || field == "with_clause") continue;
      visit_queries(*child.message);
    }
  }

  void visit_queries(const Message& node) {
    walk(node, [this](const Message& part) {
      const auto* query = as<PgQuery__SelectStmt>(&part);
      if (query == nullptr) return true;
      rows(*query);
      return false;
    });
  }

  /// SELECT generate_series(1, 1000) makes so many rows of each.
  static double series_in_targets(const PgQuery__SelectStmt& query) {
    double most = 1;
    for (std::size_t i = 0; i < query.n_target_list; ++i) {
      walk(*unwrap(query.target_list[i]), [&most](const Message& node) {
        if (as<PgQuery__SelectStmt>(&node) != nullptr) return false;
        const auto* call = as<PgQuery__FuncCall>(&node);
        if (call != nullptr && last_name(call->funcname, call->n_funcname) == "generate_series") {
          most = std::max(most, function_rows(node));
        }
        return true;
      });
    }
    return most;
  }

  double leaf_rows(const Leaf& leaf) {
    if (const auto* table = as<PgQuery__RangeVar>(leaf.item)) {
      const std::string schema = table->schemaname == nullptr ? "" : table->schemaname;
      if (schema.empty()) {
        const auto named = named_.find(table->relname);
        if (named != named_.end()) return named->second;
      }
      const Table* known =
          subject_.catalog == nullptr ? nullptr : subject_.catalog->table(schema, table->relname);
      if (known == nullptr || !known->row_estimate || *known->row_estimate < 0) {
        return kUnknownTable;
      }
      return std::max(1.0, static_cast<double>(*known->row_estimate));
    }
    if (const auto* query = as<PgQuery__RangeSubselect>(leaf.item)) {
      const auto* select = as<PgQuery__SelectStmt>(query->subquery);
      return select == nullptr ? kUnknownTable : rows(*select);
    }
    visit_queries(*leaf.item);
    return function_rows(*leaf.item);
  }

  static double function_rows(const Message& item) {
    double count = kUnknownFunction;
    walk(item, [&count](const Message& node) {
      const auto* call = as<PgQuery__FuncCall>(&node);
      if (call == nullptr) return true;
      const auto name = last_name(call->funcname, call->n_funcname);
      if (name == "generate_series" && call->n_args >= 2) {
        const auto first = fold_number(unwrap(call->args[0]));
        const auto last = fold_number(unwrap(call->args[1]));
        if (first && last) count = std::max(1.0, std::abs(*last - *first) + 1);
      } else if (name == "repeat" || name == "array_fill") {
        count = std::max(count, largest_number(node));
      }
      return true;
    });
    return count;
  }

  double from_rows(const PgQuery__SelectStmt& query) {
    const FromItems from = flatten(query);
    if (from.leaves.empty()) return 1;
    std::vector<double> rows;
    for (const auto& leaf : from.leaves) rows.push_back(leaf_rows(leaf));
    JoinSize size(std::move(rows));
    for (const auto& [left, right] : from.joined) size.connect(left, right, Connection::kEquality);
    for (const Message* condition : from.conditions) {
      const bool is_equality = comparison(condition) == "=";
      const auto leaves = mentioned(from, *condition);
      for (const auto leaf : leaves) {
        size.connect(leaves[0], leaf, is_equality ? Connection::kEquality : Connection::kOther);
      }
    }
    // A lateral item is part of the row it looks at.
    for (std::size_t i = 0; i < from.leaves.size(); ++i) {
      const Message& item = *from.leaves[i].item;
      if (as<PgQuery__RangeVar>(&item) != nullptr) continue;
      const auto* nested = as<PgQuery__RangeSubselect>(&item);
      if (nested != nullptr && nested->lateral == 0) continue;
      for (const auto other : mentioned(from, item)) size.connect(i, other, Connection::kEquality);
    }
    if (size.exceeds(kBounds)) object(*from.leaves.back().item);
    return size.unconnected();
  }

  void object(const Message& place) {
    if (!objection_) objection_ = join_refusal(location(place));
  }

  /// Leaves whose columns stand below `node`. An unqualified name that fits no known table counts
  /// for all: it is better to let a join pass than to refuse an honest one.
  std::vector<std::size_t> mentioned(const FromItems& from, const Message& node) {
    std::vector<std::size_t> found;
    const auto add = [&found](std::size_t leaf) {
      if (std::find(found.begin(), found.end(), leaf) == found.end()) found.push_back(leaf);
    };
    // Inside a subquery an unqualified name belongs to the subquery's own tables first.
    const bool is_inside = as<PgQuery__RangeSubselect>(&node) != nullptr;
    walk(node, [&](const Message& part) {
      const auto* reference = as<PgQuery__ColumnRef>(&part);
      if (reference == nullptr) return true;
      const auto parts = name_parts(reference->fields, reference->n_fields);
      if (parts.size() >= 2) {
        const auto leaf = leaf_named(from, parts[parts.size() - 2]);
        if (leaf < from.leaves.size()) add(leaf);
        return false;
      }
      const auto owner = owner_of(from, parts[0]);
      if (owner < from.leaves.size()) {
        add(owner);
      } else if (as<PgQuery__AStar>(reference->fields[0]) == nullptr && !is_inside) {
        for (std::size_t i = 0; i < from.leaves.size(); ++i) add(i);
      }
      return false;
    });
    return found;
  }

  std::size_t owner_of(const FromItems& from, const std::string& column) {
    std::size_t owner = from.leaves.size();
    for (std::size_t i = 0; i < from.leaves.size(); ++i) {
      if (from.leaves[i].alias == column) return i;
      const auto* table = as<PgQuery__RangeVar>(from.leaves[i].item);
      if (table == nullptr || subject_.catalog == nullptr) continue;
      const Table* known = subject_.catalog->table(
          table->schemaname == nullptr ? "" : table->schemaname, table->relname);
      if (known != nullptr && known->column(column) != nullptr) owner = i;
    }
    return owner;
  }

  const Subject& subject_;
  std::map<std::string, double, std::less<>> named_;
  Objection objection_;
};

}  // namespace

Objection check_cost(const Subject& subject) { return Cost(subject).run(); }

}  // namespace askdb::postgresql
