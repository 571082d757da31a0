#include "sql/duckdb/resolver.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "sql/duckdb/tree.hpp"

namespace askdb::duckdb {
namespace {

/// New names for the first columns.
void rename(const boost::json::array* names, Columns& columns) {
  if (names == nullptr) return;
  for (std::size_t i = 0; i < names->size(); ++i) {
    if (!(*names)[i].is_string()) continue;
    auto name = to_lower((*names)[i].get_string().c_str());
    if (i < columns.names.size() && !columns.is_open) {
      columns.names[i] = std::move(name);
    } else {
      columns.names.push_back(std::move(name));
    }
  }
}

}  // namespace

bool Columns::has(const std::string& lower) const {
  return std::find(names.begin(), names.end(), lower) != names.end();
}

std::variant<Relations, Refusal> check_relations(const Subject& subject) {
  return Resolver(subject).run();
}

std::variant<Relations, Refusal> Resolver::run() {
  query(subject_.query, nullptr, {});
  if (objection_) return *std::move(objection_);
  return Relations(relations_.begin(), relations_.end());
}

void Resolver::refuse(std::string rule, std::string message, std::string instead,
                      std::optional<std::size_t> offset) {
  if (objection_) return;
  objection_ = Refusal{std::move(rule), std::move(message), std::move(instead), offset};
}

Columns Resolver::statement(const Node* node, const Scope* outer, const NamedQueries& named) {
  const Node* inner = node == nullptr ? nullptr : object_of(*node, "node");
  return inner == nullptr ? Columns{.names = {}, .is_open = true} : query(*inner, outer, named);
}

/// Each WITH query sees those before it, and itself only when it is recursive: a body that names
/// itself otherwise means a table.
void Resolver::with(const Node& node, const Scope* outer, NamedQueries& named) {
  const Node* map = object_of(node, "cte_map");
  const auto* entries = map == nullptr ? nullptr : array_of(*map, "map");
  if (entries == nullptr) return;
  for (const auto& value : *entries) {
    const Node* entry = value.if_object();
    const Node* cte = entry == nullptr ? nullptr : object_of(*entry, "value");
    if (cte == nullptr || objection_) continue;
    const auto name = to_lower(text_of(*entry, "key"));
    Columns columns = statement(object_of(*cte, "query"), outer, named);
    rename(array_of(*cte, "aliases"), columns);
    named[name] = std::move(columns);
  }
}

Columns Resolver::query(const Node& node, const Scope* outer, const NamedQueries& outside) {
  if (objection_) return {};
  NamedQueries named = outside;
  with(node, outer, named);
  const auto type = text_of(node, "type");
  if (type == "SELECT_NODE") return select(node, outer, named);
  Scope scope{.outer = outer, .sources = {}, .aliases = {}, .lambda = {}};
  Columns columns;
  if (type == "SET_OPERATION_NODE") {
    columns = query(*object_of(node, "left"), outer, named);
    const Columns right = query(*object_of(node, "right"), outer, named);
    for (const auto& child : children(node, "query")) {
      if (child.member == "children") query(*child.node, outer, named);
    }
    if (text_of(node, "setop_type") == "UNION_BY_NAME") {
      columns.names.insert(columns.names.end(), right.names.begin(), right.names.end());
      columns.is_open = columns.is_open || right.is_open;
    }
  } else if (type == "RECURSIVE_CTE_NODE") {
    columns = query(*object_of(node, "left"), outer, named);
    Columns own = columns;
    rename(array_of(node, "aliases"), own);
    NamedQueries inside = named;
    inside[to_lower(text_of(node, "cte_name"))] = own;
    query(*object_of(node, "right"), outer, inside);
  } else {
    // A WITH query that is materialized: the same as in the list, then the query that reads it.
    Columns own = query(*object_of(node, "query"), outer, named);
    rename(array_of(node, "aliases"), own);
    named[to_lower(text_of(node, "cte_name"))] = std::move(own);
    columns = query(*object_of(node, "child"), outer, named);
  }
  scope.sources.push_back({"", columns});
  modifiers(node, scope, named);
  return columns;
}

Columns Resolver::select(const Node& node, const Scope* outer, const NamedQueries& named) {
  Scope scope{.outer = outer, .sources = {}, .aliases = {}, .lambda = {}};
  if (const Node* from = object_of(node, "from_table")) source(*from, scope, named);
  Columns columns;
  const auto* list = array_of(node, "select_list");
  if (list != nullptr) {
    for (const auto& value : *list) {
      const Node* shown = value.if_object();
      if (shown == nullptr) continue;
      const auto alias = to_lower(text_of(*shown, "alias"));
      if (!alias.empty()) scope.aliases.insert(alias);
    }
    for (const auto& value : *list) {
      if (const Node* shown = value.if_object()) {
        expression(*shown, scope, named);
        output(*shown, scope, columns);
      }
    }
  }
  for (const auto& child : children(node, "query")) {
    if (child.member == "select_list" || child.family != "expression") continue;
    expression(*child.node, scope, named);
  }
  // ORDER BY sees what is shown as well.
  scope.sources.push_back({"", columns});
  modifiers(node, scope, named);
  return columns;
}

void Resolver::modifiers(const Node& node, const Scope& scope, const NamedQueries& named) {
  for (const auto& child : children(node, "query")) {
    if (child.family == "modifier") below(*child.node, "modifier", scope, named);
  }
}

void Resolver::output(const Node& shown, const Scope& scope, Columns& columns) {
  const auto alias = to_lower(text_of(shown, "alias"));
  const auto own_class = text_of(shown, "class");
  if (!alias.empty()) {
    columns.names.push_back(alias);
  } else if (own_class == "COLUMN_REF") {
    const auto* parts = array_of(shown, "column_names");
    if (parts != nullptr && !parts->empty() && parts->back().is_string()) {
      columns.names.push_back(to_lower(parts->back().get_string().c_str()));
    }
  } else if (own_class == "STAR") {
    const auto wanted = to_lower(text_of(shown, "relation_name"));
    for (const auto& source : scope.sources) {
      if (!wanted.empty() && source.name != wanted) continue;
      columns.names.insert(columns.names.end(), source.columns.names.begin(),
                           source.columns.names.end());
      columns.is_open = columns.is_open || source.columns.is_open;
    }
    columns.is_open = columns.is_open || shown.at("rename_list").get_array().size() > 0;
  } else {
    // DuckDB names it after its text.
    columns.is_open = true;
  }
}

}  // namespace askdb::duckdb
