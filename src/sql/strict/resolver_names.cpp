#include <algorithm>

#include "base/text.hpp"
#include "sql/strict/resolver.hpp"

namespace askdb::strict {

bool Resolver::is_same(std::string_view one, std::string_view other) const {
  return language_.has_case_sensitive_columns ? one == other : iequals(one, other);
}

const Source* Resolver::find_source(const Scope& scope, std::string_view schema,
                                    std::string_view name) const {
  for (const Scope* level = &scope; level != nullptr; level = level->outer) {
    for (const auto& source : level->sources) {
      if (!iequals(source.name, name)) continue;
      if (schema.empty() || iequals(source.schema, schema)) return &source;
    }
  }
  return nullptr;
}

bool Resolver::has_column(const Columns& columns, std::string_view name) const {
  // Columns that servers add by themselves: _part, "$path".
  if (name.starts_with("_") || name.starts_with("$")) return true;
  return std::any_of(columns.listed.begin(), columns.listed.end(), [&](const std::string& listed) {
    // A nested table `lines` has columns `lines.good` and so on.
    const bool is_nested = language_.has_correlated_aliases && listed.size() > name.size() &&
                           listed[name.size()] == '.';
    return is_same(
        is_nested ? std::string_view(listed).substr(0, name.size()) : std::string_view(listed),
        name);
  });
}

bool Resolver::is_known_value(const Scope& scope, std::string_view name) const {
  for (const Scope* level = &scope; level != nullptr; level = level->outer) {
    for (const auto& value : level->values) {
      if (is_same(value, name)) return true;
    }
    for (const auto& source : level->sources) {
      if (source.columns.is_open || has_column(source.columns, name)) return true;
    }
  }
  return false;
}

std::vector<std::string> Resolver::known_columns(const Scope& scope) const {
  std::vector<std::string> names;
  for (const Scope* level = &scope; level != nullptr; level = level->outer) {
    for (const auto& source : level->sources) {
      names.insert(names.end(), source.columns.listed.begin(), source.columns.listed.end());
    }
  }
  return names;
}

void Resolver::expression(const Node& node, const Scope& scope, const Frame* frame) {
  if (objection_) return;
  switch (node.kind) {
    case Kind::kColumn:
      return column(node, scope);
    case Kind::kStar:
      star(node, scope);
      break;
    case Kind::kLambda: {
      Scope inner{.outer = &scope, .sources = {}, .values = node.parts};
      for (const Edge& edge : node.edges) expression(*edge.child, inner, frame);
      return;
    }
    case Kind::kQuery:
    case Kind::kSelect:
    case Kind::kSetOperation:
      query(node, &scope, frame);
      return;
    case Kind::kSources:
    case Kind::kJoin:
    case Kind::kTable:
    case Kind::kDerived:
    case Kind::kTableCall:
    case Kind::kUnnest:
    case Kind::kArrayJoin:
    case Kind::kSample: {
      // No parser puts these here; should one ever, what they read still counts.
      Scope inner{.outer = &scope, .sources = {}, .values = {}};
      return source(node, inner, frame);
    }
    case Kind::kNumber:
    case Kind::kString:
    case Kind::kConstant:
    case Kind::kTyped:
    case Kind::kInterval:
    case Kind::kWord:
    case Kind::kCall:
    case Kind::kOperation:
    case Kind::kPrefix:
    case Kind::kTest:
    case Kind::kBetween:
    case Kind::kIn:
    case Kind::kLike:
    case Kind::kExists:
    case Kind::kQuantified:
    case Kind::kCase:
    case Kind::kWhen:
    case Kind::kCast:
    case Kind::kType:
    case Kind::kTuple:
    case Kind::kArray:
    case Kind::kSubscript:
    case Kind::kField:
    case Kind::kPostfix:
    case Kind::kMatch:
    case Kind::kAliased:
    case Kind::kSubquery:
    case Kind::kWindow:
    case Kind::kSortKey:
    case Kind::kGrouping:
    case Kind::kNamedQuery:
    case Kind::kNamedValue:
    case Kind::kOutput:
    case Kind::kValues:
      break;
  }
  for (const Edge& edge : node.edges) expression(*edge.child, scope, frame);
}

void Resolver::star(const Node& node, const Scope& scope) {
  seen_.insert(&node);
  if (node.parts.empty()) return;
  const std::string_view schema =
      node.parts.size() > 1 ? std::string_view(node.parts[node.parts.size() - 2]) : "";
  if (find_source(scope, schema, node.parts.back()) != nullptr) return;
  if (language_.grammar.has_fields && is_known_value(scope, node.parts.front())) return;
  refuse("unknown_column",
         "`" + shortened(dotted(node.parts), 120) + ".*`: there is no such table in FROM here.",
         "Use the table's alias as it is written in FROM.", node.offset);
}

void Resolver::column(const Node& node, const Scope& scope) {
  seen_.insert(&node);
  if (node.parts.size() != 1) return qualified_column(node, scope);
  const std::string& name = node.parts[0];
  if (is_known_value(scope, name)) return;
  // A table's name alone may stand for its row.
  if (language_.grammar.has_fields && find_source(scope, "", name) != nullptr) return;
  const std::string near = nearest(name, known_columns(scope));
  refuse("unknown_column", "There is no column `" + shortened(name, 60) + "` here.",
         near.empty() ? "Use a column that the schema lists for the tables in FROM."
                      : "Did you mean `" + near + "`?",
         node.offset);
}

void Resolver::qualified_column(const Node& node, const Scope& scope) {
  const auto& parts = node.parts;
  const std::string shown = shortened(dotted(parts), 120);
  if (parts.size() < 2) {
    return refuse("syntax", "A column has no name.", "Name the column.", node.offset);
  }
  const bool has_fields = language_.grammar.has_fields;
  const Source* owner = nullptr;
  std::size_t at = 1;
  if (parts.size() >= 3) {
    owner = find_source(scope, parts[0], parts[1]);
    at = 2;
  }
  if (owner == nullptr && (parts.size() == 2 || has_fields)) {
    owner = find_source(scope, "", parts[0]);
    at = 1;
  }
  if (owner != nullptr) {
    const std::string& name = parts[at];
    if (owner->columns.is_open || has_column(owner->columns, name)) return;
    // A column of a nested table: `orders.lines.price`.
    if (at + 1 < parts.size() && has_column(owner->columns, name + "." + parts[at + 1])) return;
    const std::string near = nearest(name, owner->columns.listed);
    return refuse(
        "unknown_column",
        "Column `" + shortened(name, 60) + "` is not in `" + shortened(parts[at - 1], 60) + "`.",
        near.empty() ? "Use a column that the schema lists for this table."
                     : "Did you mean `" + near + "`?",
        node.offset);
  }
  if (has_fields &&
      (is_known_value(scope, parts[0]) || is_known_value(scope, parts[0] + "." + parts[1]))) {
    return;
  }
  refuse(
      "unknown_column",
      "`" + shown + "`: there is no `" + shortened(parts[parts.size() - 2], 60) + "` in FROM here.",
      "Use the table's alias as it is written in FROM.", node.offset);
}

}  // namespace askdb::strict
