#include "sql/duckdb/joins.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "base/text.hpp"
#include "sql/duckdb/tree.hpp"

namespace askdb::duckdb {
namespace {

class Groups {
 public:
  explicit Groups(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void unite(const std::set<std::size_t>& members) {
    for (const auto member : members) parent_[find(member)] = find(*members.begin());
  }
  double product(const std::vector<Leaf>& leaves) {
    std::map<std::size_t, double> largest;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      double& size = largest.try_emplace(find(i), 1).first->second;
      size = std::max(size, leaves[i].rows);
    }
    double total = 1;
    for (const auto& [group, size] : largest) total *= size;
    return total;
  }

 private:
  std::vector<std::size_t> parent_;
};

/// Leaves whose columns stand below `node`. A name that fits no known table counts for all: it is
/// better to let a join pass than to refuse an honest one.
std::set<std::size_t> mentioned(const FromItems& from, const Node& node, std::string_view family) {
  std::set<std::size_t> found;
  walk(node, family, [&](const Node& part, std::string_view) {
    const auto* parts = array_of(part, "column_names");
    if (text_of(part, "class") != "COLUMN_REF" || parts == nullptr || parts->empty()) return true;
    const auto first = to_lower((*parts)[0].get_string().c_str());
    bool is_found = false;
    bool is_doubtful = false;
    for (std::size_t i = 0; i < from.leaves.size(); ++i) {
      const Leaf& leaf = from.leaves[i];
      const bool is_own = leaf.name == first || (parts->size() == 1 && leaf.table != nullptr &&
                                                 leaf.table->column(first) != nullptr);
      if (is_own) found.insert(i);
      is_found = is_found || is_own;
      is_doubtful = is_doubtful || leaf.table == nullptr;
    }
    if (!is_found && is_doubtful && parts->size() == 1) {
      for (std::size_t i = 0; i < from.leaves.size(); ++i) found.insert(i);
    }
    return false;
  });
  return found;
}

/// The parts of `condition` that all must hold.
void split_and(const Node& condition, std::vector<const Node*>& parts) {
  if (text_of(condition, "type") != "CONJUNCTION_AND") {
    parts.push_back(&condition);
    return;
  }
  for (const auto& child : children(condition, "expression")) split_and(*child.node, parts);
}

}  // namespace

Products products(const FromItems& from) {
  Groups equal(from.leaves.size());
  Groups any(from.leaves.size());
  for (const auto& [left, right] : from.joined) {
    equal.unite({left, right});
    any.unite({left, right});
  }
  for (const Node* condition : from.conditions) {
    std::vector<const Node*> parts;
    split_and(*condition, parts);
    for (const Node* part : parts) {
      const auto leaves = mentioned(from, *part, "expression");
      if (leaves.size() < 2) continue;
      any.unite(leaves);
      const auto type = text_of(*part, "type");
      if (type == "COMPARE_EQUAL" || type == "COMPARE_NOT_DISTINCT_FROM") equal.unite(leaves);
    }
  }
  // A subquery or function that looks at what stands before it is part of its rows.
  for (std::size_t i = 0; i < from.leaves.size(); ++i) {
    if (text_of(*from.leaves[i].node, "type") == "BASE_TABLE") continue;
    for (const auto other : mentioned(from, *from.leaves[i].node, "table")) {
      const bool is_by_name = text_of(*from.leaves[i].node, "type") == "TABLE_FUNCTION";
      if (other >= i || !is_by_name) continue;
      equal.unite({i, other});
      any.unite({i, other});
    }
  }
  return {any.product(from.leaves), equal.product(from.leaves)};
}

}  // namespace askdb::duckdb
