#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

#include "sql/postgresql/aggregates.hpp"
#include "sql/postgresql/fold.hpp"
#include "sql/postgresql/from_items.hpp"
#include "sql/postgresql/recursion.hpp"
#include "sql/postgresql/rules.hpp"

namespace askdb::postgresql {
namespace {

/// A table nobody counted.
constexpr double kUnknownTable = 1'000;
/// Rows of a function whose size does not show.
constexpr double kUnknownFunction = 50;
/// Pairs that parts of FROM without any connection may make: about a second's work.
constexpr double kMostUnconnected = 1e7;
/// Pairs where only comparisons other than "=" connect them.
constexpr double kMostCompared = 2e9;

class Groups {
 public:
  explicit Groups(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void unite(std::size_t a, std::size_t b) { parent_[find(a)] = find(b); }

 private:
  std::vector<std::size_t> parent_;
};

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
      if (count > kMostUnconnected && series_in_targets(query) > 1) object(*base(&query));
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
    std::vector<double> sizes;
    for (const auto& leaf : from.leaves) sizes.push_back(leaf_rows(leaf));
    Groups equal(sizes.size());
    Groups any(sizes.size());
    for (const auto& [left, right] : from.joined) {
      equal.unite(left, right);
      any.unite(left, right);
    }
    for (const Message* condition : from.conditions) {
      connect(from, *condition, comparison(condition) == "=" ? equal : any);
      connect(from, *condition, any);
    }
    // A lateral item is part of the row it looks at.
    for (std::size_t i = 0; i < from.leaves.size(); ++i) {
      if (as<PgQuery__RangeVar>(from.leaves[i].item) != nullptr) continue;
      const auto* nested = as<PgQuery__RangeSubselect>(from.leaves[i].item);
      if (nested != nullptr && nested->lateral == 0) continue;
      for (const std::size_t other : mentioned(from, *from.leaves[i].item)) {
        if (other == i) continue;
        equal.unite(i, other);
        any.unite(i, other);
      }
    }
    const double unconnected = product(any, sizes);
    if (unconnected > kMostUnconnected || product(equal, sizes) > kMostCompared) {
      object(*from.leaves.back().item);
    }
    return unconnected;
  }

  void object(const Message& place) {
    if (objection_) return;
    objection_ = Refusal{"cost", "Tables are joined without a condition that connects them.",
                         "Join them with ON and an equality of keys, or aggregate one first.",
                         location(place)};
  }

  static double product(Groups& groups, const std::vector<double>& sizes) {
    std::map<std::size_t, double> largest;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      double& size = largest[groups.find(i)];
      size = std::max(size, sizes[i]);
    }
    double total = 1;
    for (const auto& [group, size] : largest) total *= size;
    return total;
  }

  void connect(const FromItems& from, const Message& condition, Groups& groups) {
    const auto leaves = mentioned(from, condition);
    for (std::size_t i = 1; i < leaves.size(); ++i) groups.unite(leaves[0], leaves[i]);
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
