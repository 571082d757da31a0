#include "sql/duckdb/joins.hpp"

#include <set>
#include <utility>

#include "base/text.hpp"
#include "sql/duckdb/tree.hpp"

namespace askdb::duckdb {
namespace {

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

JoinSize size_of(const FromItems& from) {
  std::vector<double> rows;
  for (const Leaf& leaf : from.leaves) rows.push_back(leaf.rows);
  JoinSize size(std::move(rows));
  for (const auto& [left, right] : from.joined) size.connect(left, right, Connection::kEquality);
  for (const Node* condition : from.conditions) {
    std::vector<const Node*> parts;
    split_and(*condition, parts);
    for (const Node* part : parts) {
      const auto type = text_of(*part, "type");
      const bool is_equality = type == "COMPARE_EQUAL" || type == "COMPARE_NOT_DISTINCT_FROM";
      const auto leaves = mentioned(from, *part, "expression");
      for (const auto leaf : leaves) {
        size.connect(*leaves.begin(), leaf,
                     is_equality ? Connection::kEquality : Connection::kOther);
      }
    }
  }
  // A function that looks at what stands before it is part of its rows.
  for (std::size_t i = 0; i < from.leaves.size(); ++i) {
    const Node& item = *from.leaves[i].node;
    if (text_of(item, "type") != "TABLE_FUNCTION") continue;
    for (const auto other : mentioned(from, item, "table")) {
      if (other < i) size.connect(i, other, Connection::kEquality);
    }
  }
  return size;
}

}  // namespace askdb::duckdb
