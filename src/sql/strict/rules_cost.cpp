#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "base/text.hpp"
#include "sql/join_size.hpp"
#include "sql/strict/fold.hpp"
#include "sql/strict/from_items.hpp"
#include "sql/strict/rules.hpp"

namespace askdb::strict {
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
  /// About how many rows `node`, a query or a part of one, returns; objects on the way to joins
  /// that explode.
  double rows(const Node& node) {
    double count = 1;
    if (node.kind == Kind::kQuery) {
      for (const Node* named : node.all(Slot::kWith)) {
        named_[to_lower(named->text)] = kUnknownTable;
        const Node* body = named->child(Slot::kQuery);
        if (body != nullptr) named_[to_lower(named->text)] = rows(*body);
        if (body == nullptr) visit_queries(*named);
      }
      for (const Node* body : node.all(Slot::kBody)) count = rows(*body);
      for (const Edge& edge : node.edges) {
        if (edge.slot != Slot::kBody && edge.slot != Slot::kWith) visit_queries(*edge.child);
      }
      const auto limit = fold_number(node.child(Slot::kLimit));
      if (limit) count = std::min(count, *limit);
    } else if (node.kind == Kind::kSetOperation) {
      count = 0;
      for (const Edge& edge : node.edges) count += rows(*edge.child);
    } else if (node.kind == Kind::kSelect) {
      count = select_rows(node);
    } else {
      visit_queries(node);
      count = static_cast<double>(std::max<std::size_t>(node.edges.size(), 1));
    }
    return count;
  }

  double select_rows(const Node& select) {
    const double count = from_rows(select);
    bool has_aggregate = false;
    for (const Edge& edge : select.edges) {
      if (edge.slot == Slot::kFrom) continue;
      visit_queries(*edge.child);
      if (edge.slot != Slot::kOutput) continue;
      walk_tree(*edge.child, [&](const Node& node) {
        has_aggregate =
            has_aggregate || (node.kind == Kind::kCall && node.child(Slot::kWindow) == nullptr &&
                              subject_.language.is_aggregate(node.text));
        return node.kind != Kind::kQuery;
      });
    }
    const bool is_grouped = select.child(Slot::kGroup) != nullptr || select.is_distinct;
    if (is_grouped) return std::min(count, kUnknownTable);
    return has_aggregate ? 1 : count;
  }

  /// Subqueries below `node`.
  void visit_queries(const Node& node) {
    walk_tree(node, [this](const Node& part) {
      if (part.kind != Kind::kQuery) return true;
      rows(part);
      return false;
    });
  }

  double leaf_rows(const Leaf& leaf) {
    const Node& item = *leaf.item;
    if (item.kind == Kind::kTable) {
      const std::string schema = item.parts.size() > 1 ? item.parts[item.parts.size() - 2] : "";
      if (schema.empty()) {
        const auto named = named_.find(to_lower(item.parts.back()));
        if (named != named_.end()) return named->second;
      }
      const Table* known =
          subject_.schema == nullptr ? nullptr : subject_.schema->table(schema, item.parts.back());
      if (known == nullptr || !known->row_estimate || *known->row_estimate < 0) {
        return kUnknownTable;
      }
      return std::max(1.0, static_cast<double>(*known->row_estimate));
    }
    if (item.kind == Kind::kDerived) {
      const Node* query = item.child(Slot::kQuery);
      return query == nullptr ? kUnknownTable : rows(*query);
    }
    visit_queries(item);
    return function_rows(item);
  }

  /// numbers(100), UNNEST(sequence(1, 100)), arrayJoin(range(100))
  static double function_rows(const Node& item) {
    double count = kUnknownFunction;
    walk_tree(item, [&count](const Node& node) {
      const bool makes_rows = node.kind == Kind::kTableCall ||
                              (node.kind == Kind::kCall &&
                               (iequals(node.text, "sequence") || iequals(node.text, "range") ||
                                iequals(node.text, "repeat")));
      if (makes_rows) count = std::max(count, largest_number(node));
      return true;
    });
    return count;
  }

  double from_rows(const Node& select) {
    const FromItems from = flatten(select);
    if (from.leaves.empty()) return 1;
    std::vector<double> rows;
    for (const auto& leaf : from.leaves) rows.push_back(leaf_rows(leaf));
    JoinSize size(std::move(rows));
    for (const auto& [left, right] : from.joined) size.connect(left, right, Connection::kEquality);
    for (const Node* condition : from.conditions) {
      const bool is_equality = comparison(*condition) == "=";
      const auto leaves = mentioned(from, *condition);
      for (const auto leaf : leaves) {
        size.connect(leaves[0], leaf, is_equality ? Connection::kEquality : Connection::kOther);
      }
    }
    // What is made from another item's row is part of that row.
    for (std::size_t i = 0; i < from.leaves.size(); ++i) {
      const Node& item = *from.leaves[i].item;
      if (item.kind == Kind::kTable || (item.kind == Kind::kDerived && !item.is_lateral)) continue;
      for (const auto other : mentioned(from, item)) size.connect(i, other, Connection::kEquality);
    }
    if (size.exceeds(kBounds)) object(*from.leaves.back().item);
    return size.unconnected();
  }

  void object(const Node& place) {
    if (!objection_) objection_ = join_refusal(place.offset);
  }

  /// Leaves whose columns stand below `node`. A bare name of no known table counts for all: it is
  /// better to let a join pass than to refuse an honest one.
  std::vector<std::size_t> mentioned(const FromItems& from, const Node& node) {
    std::vector<std::size_t> found;
    const auto add = [&found](std::size_t leaf) {
      if (std::find(found.begin(), found.end(), leaf) == found.end()) found.push_back(leaf);
    };
    walk_tree(node, [&](const Node& part) {
      if (part.kind != Kind::kColumn) return true;
      for (std::size_t i = 0; i + 1 < part.parts.size(); ++i) {
        const auto leaf = leaf_named(from, part.parts[i]);
        if (leaf < from.leaves.size()) return add(leaf), true;
      }
      if (part.parts.size() > 1) return true;
      const auto owner = owner_of(from, part.parts[0]);
      if (owner < from.leaves.size()) {
        add(owner);
      } else if (node.kind != Kind::kDerived) {
        for (std::size_t i = 0; i < from.leaves.size(); ++i) add(i);
      }
      return true;
    });
    return found;
  }

  std::size_t owner_of(const FromItems& from, const std::string& column) {
    std::size_t owner = from.leaves.size();
    for (std::size_t i = 0; i < from.leaves.size(); ++i) {
      const Node& item = *from.leaves[i].item;
      if (item.kind != Kind::kTable || subject_.schema == nullptr) continue;
      const Table* known = subject_.schema->table(
          item.parts.size() > 1 ? item.parts[item.parts.size() - 2] : "", item.parts.back());
      if (known != nullptr && known->column(column) != nullptr) owner = i;
    }
    return owner;
  }

  const Subject& subject_;
  std::map<std::string, double, std::less<>> named_;
  Objection objection_;
};

}  // namespace

Objection check_cost(const Subject& subject) {
  if (auto endless = check_recursion(subject)) return endless;
  return Cost(subject).run();
}

}  // namespace askdb::strict
