#include <algorithm>
#include <cmath>
#include <string>

#include "base/text.hpp"
#include "sql/duckdb/constants.hpp"
#include "sql/duckdb/joins.hpp"
#include "sql/duckdb/names.hpp"
#include "sql/duckdb/rules.hpp"
#include "sql/duckdb/tree.hpp"

namespace askdb::duckdb {
namespace {

/// The first is about a second's work.
constexpr JoinBounds kBounds{.unconnected = 5e7, .compared = 1e10};

/// Comparisons of a column are what ends a recursion.
bool has_bound(const Node& query) {
  bool is_bound = false;
  walk(query, "query", [&is_bound](const Node& part, std::string_view) {
    const auto own_class = text_of(part, "class");
    const auto type = text_of(part, "type");
    const bool is_comparison = own_class == "COMPARISON" || own_class == "BETWEEN" ||
                               type == "COMPARE_IN" || type == "COMPARE_NOT_IN" ||
                               type == "OPERATOR_IS_NOT_NULL" || type == "OPERATOR_IS_NULL";
    if (type == "JOIN") {
      const auto* names = array_of(part, "using_columns");
      is_bound = is_bound || (names != nullptr && !names->empty());
    }
    if (!is_comparison || is_bound) return !is_bound;
    walk(part, "expression", [&is_bound](const Node& below, std::string_view) {
      is_bound = is_bound || text_of(below, "class") == "COLUMN_REF";
      return !is_bound;
    });
    return false;
  });
  return is_bound;
}

class Cost {
 public:
  explicit Cost(const Subject& subject) : subject_(subject) {}

  Objection run() {
    rows(subject_.query);
    return std::move(objection_);
  }

 private:
  /// About how many rows `query` returns; objects on the way to joins that explode.
  double rows(const Node& query) {
    if (objection_) return 1;
    if (const Node* map = object_of(query, "cte_map")) name_queries(*map);
    const auto type = text_of(query, "type");
    double count = 1;
    if (type == "SELECT_NODE") {
      count = select_rows(query);
    } else {
      if (type == "RECURSIVE_CTE_NODE") check_recursion(query);
      for (const auto& child : children(query, "query")) {
        if (child.family != "query") continue;
        const double own = rows(*child.node);
        // The WITH query of the node itself does not add to what it returns.
        count = child.member == "query" || child.member == "child" ? own : count + own;
      }
      if (type == "RECURSIVE_CTE_NODE") count = std::max(count, kUnknownTable);
    }
    if (const auto* modifiers = array_of(query, "modifiers")) {
      for (const auto& value : *modifiers) {
        const Node* modifier = value.if_object();
        if (modifier == nullptr || text_of(*modifier, "type") != "LIMIT_MODIFIER") continue;
        if (const auto limit = fold_number(object_of(*modifier, "limit"))) {
          count = std::min(count, std::max(0.0, *limit));
        }
      }
    }
    return count;
  }

  void name_queries(const Node& map) {
    for (const auto& entry : children(map, "ctes")) {
      const Node* cte = object_of(*entry.node, "value");
      const Node* statement = cte == nullptr ? nullptr : object_of(*cte, "query");
      const Node* query = statement == nullptr ? nullptr : object_of(*statement, "node");
      if (query == nullptr) continue;
      const auto name = to_lower(text_of(*entry.node, "key"));
      const double own = rows(*query);
      named_[name] = own;
    }
  }

  double select_rows(const Node& query) {
    FromItems from;
    if (const Node* item = object_of(query, "from_table")) flatten(*item, from);
    if (const Node* where = object_of(query, "where_clause")) from.conditions.push_back(where);
    double count = 1;
    if (!from.leaves.empty()) {
      const JoinSize size = size_of(from);
      count = size.unconnected();
      if (size.exceeds(kBounds) && !objection_) {
        objection_ = join_refusal(location(*from.leaves.back().node));
      }
    }
    for (const auto& child : children(query, "query")) {
      if (child.family == "expression" || child.family == "modifier") {
        visit_queries(*child.node, child.family);
      }
    }
    const auto* groups = array_of(query, "group_expressions");
    const auto handling = text_of(query, "aggregate_handling");
    if ((groups != nullptr && !groups->empty()) || handling != "STANDARD_HANDLING") {
      return std::min(count, kUnknownTable);
    }
    return has_aggregate(query) ? 1 : count;
  }

  static bool has_aggregate(const Node& query) {
    bool is_found = false;
    for (const auto& child : children(query, "query")) {
      if (child.member != "select_list" && child.member != "having") continue;
      walk(*child.node, child.family, [&is_found](const Node& node, std::string_view family) {
        is_found = is_found || (text_of(node, "class") == "FUNCTION" &&
                                is_aggregate(text_of(node, "function_name")));
        return !is_found && family != "query";
      });
    }
    return is_found;
  }

  void visit_queries(const Node& node, std::string_view family) {
    walk(node, family, [this](const Node& part, std::string_view kind) {
      if (kind != "query") return true;
      rows(part);
      return false;
    });
  }

  void flatten(const Node& item, FromItems& from) {
    const auto type = text_of(item, "type");
    if (type == "EMPTY") return;
    if (type == "JOIN") {
      const std::size_t first = from.leaves.size();
      if (const Node* left = object_of(item, "left")) flatten(*left, from);
      const std::size_t middle = from.leaves.size();
      if (const Node* right = object_of(item, "right")) flatten(*right, from);
      if (const Node* condition = object_of(item, "condition")) {
        from.conditions.push_back(condition);
      }
      const auto* names = array_of(item, "using_columns");
      const auto reference = text_of(item, "ref_type");
      const bool is_joined = (names != nullptr && !names->empty()) || reference == "NATURAL" ||
                             reference == "POSITIONAL";
      if (is_joined && middle > first && from.leaves.size() > middle) {
        from.joined.emplace_back(middle - 1, middle);
      }
      return;
    }
    Leaf leaf{.node = &item, .name = to_lower(text_of(item, "alias"))};
    if (type == "BASE_TABLE") {
      const std::string name(text_of(item, "table_name"));
      if (leaf.name.empty()) leaf.name = to_lower(name);
      leaf.rows = table_rows(item, name, leaf);
    } else if (type == "SUBQUERY") {
      const Node* statement = object_of(item, "subquery");
      const Node* query = statement == nullptr ? nullptr : object_of(*statement, "node");
      leaf.rows = query == nullptr ? kUnknownTable : rows(*query);
    } else if (type == "EXPRESSION_LIST") {
      const auto* values = array_of(item, "values");
      leaf.rows = values == nullptr ? 1 : static_cast<double>(values->size());
    } else if (type == "TABLE_FUNCTION") {
      const Node* function = object_of(item, "function");
      leaf.rows = kUnknownFunction;
      if (function != nullptr) {
        const auto name = text_of(*function, "function_name");
        if (leaf.name.empty()) leaf.name = to_lower(name);
        const double most = largest_number(*function, "expression");
        leaf.rows = std::max(leaf.rows, most);
        visit_queries(*function, "expression");
      }
    } else {
      leaf.rows = kUnknownTable;
      if (const Node* source = object_of(item, "source")) flatten(*source, from);
    }
    from.leaves.push_back(std::move(leaf));
  }

  double table_rows(const Node& item, const std::string& name, Leaf& leaf) {
    const std::string schema(text_of(item, "schema_name"));
    if (schema.empty()) {
      const auto found = named_.find(to_lower(name));
      if (found != named_.end()) return std::max(1.0, found->second);
    }
    leaf.table = subject_.schema == nullptr ? nullptr : subject_.schema->table(schema, name);
    if (leaf.table == nullptr || !leaf.table->row_estimate || *leaf.table->row_estimate < 0) {
      return kUnknownTable;
    }
    return std::max(1.0, static_cast<double>(*leaf.table->row_estimate));
  }

  void check_recursion(const Node& node) {
    const Node* right = object_of(node, "right");
    if (right == nullptr || objection_) return;
    const auto name = to_lower(text_of(node, "cte_name"));
    int uses = 0;
    walk(*right, "query", [&](const Node& part, std::string_view family) {
      if (family == "table" && iequals(text_of(part, "table_name"), name)) ++uses;
      return true;
    });
    if (uses > 1 || !has_bound(*right)) {
      objection_ = Refusal{
          "recursion", "The recursive query `" + shortened(name, 60) + "` may not come to an end.",
          "Give its second part a condition that ends it, such as WHERE n < 100.",
          location(*right)};
    }
  }

  const Subject& subject_;
  std::map<std::string, double> named_;
  Objection objection_;
};

}  // namespace

Objection check_cost(const Subject& subject) { return Cost(subject).run(); }

}  // namespace askdb::duckdb
