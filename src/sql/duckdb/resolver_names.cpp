#include <algorithm>

#include "base/text.hpp"
#include "sql/duckdb/names.hpp"
#include "sql/duckdb/resolver.hpp"
#include "sql/duckdb/tree.hpp"

namespace askdb::duckdb {
namespace {

std::vector<std::string> parts_of(const Node& reference) {
  std::vector<std::string> parts;
  if (const auto* names = array_of(reference, "column_names")) {
    for (const auto& name : *names) {
      if (name.is_string()) parts.emplace_back(name.get_string().c_str());
    }
  }
  return parts;
}

}  // namespace

void Resolver::below(const Node& node, std::string_view family, const Scope& scope,
                     const NamedQueries& named) {
  for (const auto& child : children(node, family)) {
    if (objection_) return;
    if (child.family == "expression") {
      expression(*child.node, scope, named);
    } else if (child.family == "statement") {
      statement(child.node, &scope, named);
    } else if (child.family != "type") {
      below(*child.node, child.family, scope, named);
    }
  }
}

void Resolver::expression(const Node& node, const Scope& scope, const NamedQueries& named) {
  if (objection_) return;
  const auto own_class = text_of(node, "class");
  if (own_class == "COLUMN_REF") return column(node, scope);
  if (own_class == "LAMBDA") return lambda(node, scope, named);
  below(node, "expression", scope, named);
}

/// `x -> x + 1`; `j -> 'key'` of JSON is the same node. So its left side may be columns too, and
/// what it names is taken for known on the right.
void Resolver::lambda(const Node& node, const Scope& scope, const NamedQueries& named) {
  Scope inside = scope;
  const auto take = [&](const Node& part) {
    const auto parts = parts_of(part);
    if (parts.size() != 1) return expression(part, scope, named);
    if (is_forbidden_value(parts[0])) return column(part, scope);
    inside.lambda.insert(to_lower(parts[0]));
  };
  const Node* left = object_of(node, "lhs");
  if (left != nullptr && text_of(*left, "class") == "COLUMN_REF") {
    take(*left);
  } else if (left != nullptr && text_of(*left, "function_name") == "row") {
    for (const auto& child : children(*left, "expression")) {
      if (text_of(*child.node, "class") == "COLUMN_REF") {
        take(*child.node);
      } else if (child.family == "expression") {
        expression(*child.node, scope, named);
      }
    }
  } else if (left != nullptr) {
    expression(*left, scope, named);
  }
  if (const Node* right = object_of(node, "expr")) expression(*right, inside, named);
}

void Resolver::column(const Node& node, const Scope& scope) {
  const auto parts = parts_of(node);
  if (parts.empty()) return;
  const auto offset = location(node);
  const std::string shown = shortened(join(parts, "."), 120);
  std::vector<std::string> lower;
  for (const auto& part : parts) lower.push_back(to_lower(part));
  std::vector<std::string> known;
  bool is_known = is_allowed_value(lower[0]) && parts.size() == 1;
  for (const Scope* level = &scope; level != nullptr && !is_known; level = level->outer) {
    is_known = level->lambda.contains(lower[0]) || level->aliases.contains(lower[0]);
    for (const auto& source : level->sources) {
      // alias.column, schema.table.column; what follows a column are fields of it.
      const std::size_t at = parts.size() >= 2 && source.name == lower[0]   ? 1
                             : parts.size() >= 3 && source.name == lower[1] ? 2
                                                                            : 0;
      if (at > 0) {
        if (source.columns.is_open || source.columns.has(lower[at]) ||
            is_allowed_value(lower[at])) {
          return;
        }
        const std::string near = nearest(parts[at], source.columns.names);
        return refuse("unknown_column",
                      "Column `" + shortened(parts[at], 60) + "` is not in `" +
                          shortened(parts[at - 1], 60) + "`.",
                      near.empty() ? "Use a column that the schema lists for this table."
                                   : "Did you mean `" + near + "`?",
                      offset);
      }
      const bool may_be_other = source.columns.is_open && !is_forbidden_value(lower[0]);
      is_known =
          is_known || may_be_other || source.name == lower[0] || source.columns.has(lower[0]);
      known.insert(known.end(), source.columns.names.begin(), source.columns.names.end());
    }
  }
  if (is_known) return;
  if (parts.size() == 1 && is_forbidden_value(lower[0])) {
    return refuse("function", "Names of the user, schema or database may not be read.",
                  "Leave them out.", offset);
  }
  const std::string near = nearest(parts[0], known);
  refuse("unknown_column", "There is no column `" + shown + "` here.",
         near.empty() ? "Use a column that the schema lists for the tables in FROM."
                      : "Did you mean `" + near + "`?",
         offset);
}

}  // namespace askdb::duckdb
