#include "federation/walker.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "federation/tree.hpp"

namespace askdb::federation {
namespace {

/// How often each unqualified table name stands in FROM, for common tables used just once.
void count_tables(const json::value& node, std::map<std::string, int>& counts) {
  if (node.is_array()) {
    for (const auto& item : node.get_array()) count_tables(item, counts);
  } else if (node.is_object()) {
    const auto& object = node.get_object();
    if (text_of(object, "type") == "BASE_TABLE" && text_of(object, "schema_name").empty()) {
      ++counts[to_lower(text_of(object, "table_name"))];
    }
    for (const auto& member : object) count_tables(member.value(), counts);
  }
}

/// Whether rows of the query may be left out one by one without a change of the others.
bool is_transparent(const json::object& node) {
  for (const auto& modifier : array_of(node, "modifiers")) {
    const auto& object = as_object(modifier);
    const auto type = text_of(object, "type");
    if (type == "LIMIT_MODIFIER" || type == "LIMIT_PERCENT_MODIFIER") return false;
    if (!array_of(object, "distinct_on_targets").empty()) return false;
  }
  const bool has_sample = !object_of(node, "sample").empty();
  return !has_sample && array_of(node, "group_sets").size() < 2 && !has_class(node, "WINDOW");
}

bool is_same(const std::optional<Hit>& a, const std::optional<Hit>& b) {
  return a && b && a->origin && b->origin && a->origin->use == b->origin->use &&
         a->origin->column == b->origin->column;
}

std::string name_of_item(const json::object& item) {
  const auto alias = text_of(item, "alias");
  if (!alias.empty()) return to_lower(alias);
  const auto parts = column_parts(item);
  return parts.empty() ? std::string() : parts.back();
}

}  // namespace

void Walker::walk(const json::object& statement) {
  count_tables(json::value(statement), cte_references_);
  query(statement, {}, {});
  for (const auto& parts : mentions_) mention(parts);
}

void Walker::add_ctes(const json::object& node, Ctes& ctes) {
  for (const auto& entry : array_of(object_of(node, "cte_map"), "map")) {
    const auto& object = as_object(entry);
    const auto name = to_lower(text_of(object, "key"));
    const auto& value = object_of(object, "value");
    auto columns = query(object_of(object_of(value, "query"), "node"), ctes, {});
    if (!array_of(value, "aliases").empty()) columns = {.named = {}, .is_complete = false};
    // Read twice, what one reader does not want may be what the other one does.
    if (cte_references_[name] != 1) {
      for (auto& [column, origin] : columns.named) {
        if (origin) origin->may_reduce = false;
      }
    }
    ctes[name] = std::move(columns);
  }
}

Columns Walker::query(const json::object& node, Ctes ctes, Place place) {
  add_ctes(node, ctes);
  const auto type = text_of(node, "type");
  if (type == "SELECT_NODE") return select(node, ctes, place);
  const Scope around{.sources = {}, .joins = {}, .aliases = {}, .outer = place.outer};
  Columns unknown{.named = {}, .is_complete = false};
  if (type == "SET_OPERATION_NODE" || type == "RECURSIVE_CTE_NODE") {
    if (type == "RECURSIVE_CTE_NODE") ctes[to_lower(text_of(node, "cte_name"))] = unknown;
    const Place inside{.outer = place.outer};
    query(object_of(node, "left"), ctes, inside);
    query(object_of(node, "right"), ctes, inside);
    for (const auto& child : array_of(node, "children")) query(as_object(child), ctes, inside);
    if (const auto* modifiers = node.if_contains("modifiers")) expression(*modifiers, around, ctes);
    return unknown;
  }
  if (type == "CTE_NODE") {
    const auto name = to_lower(text_of(node, "cte_name"));
    auto columns = query(object_of(node, "query"), ctes, {});
    for (auto& [column, origin] : columns.named) {
      if (origin) origin->may_reduce = false;
    }
    ctes[name] = std::move(columns);
    return query(object_of(node, "child"), std::move(ctes), place);
  }
  if (!node.empty()) problem_ = "a part of kind " + to_lower(type);
  return unknown;
}

Columns Walker::select(const json::object& node, const Ctes& ctes, Place place) {
  Scope scope{.sources = {}, .joins = {}, .aliases = {}, .outer = place.outer};
  const auto& list = array_of(node, "select_list");
  for (const auto& item : list) {
    const auto alias = text_of(as_object(item), "alias");
    if (!alias.empty()) scope.aliases.push_back(to_lower(alias));
  }
  const auto first_use = uses_.size();
  from(object_of(node, "from_table"), ctes, scope);
  for (std::size_t i = 0; i < scope.joins.size(); ++i) {
    using_columns(scope, i);
    for (const auto* one : conjuncts(object_of(*scope.joins[i].node, "condition"))) {
      condition(*one, scope, i, ctes, {});
    }
  }
  for (const auto* one : conjuncts(object_of(node, "where_clause"))) {
    condition(*one, scope, kWhere, ctes, place);
  }
  for (const auto& item : list) {
    // Which columns a row has does not matter to EXISTS.
    if (place.is_exists && text_of(as_object(item), "class") == "STAR") continue;
    expression(item, scope, ctes);
  }
  for (const char* key : {"group_expressions", "having", "qualify", "modifiers"}) {
    if (const auto* part = node.if_contains(key)) expression(*part, scope, ctes);
  }
  if (!object_of(node, "sample").empty()) {
    for (auto i = first_use; i < uses_.size(); ++i) uses_[i].is_fixed = true;
  }
  return columns_of(node, scope);
}

Columns Walker::columns_of(const json::object& node, const Scope& scope) {
  const bool may_reduce = is_transparent(node);
  const auto& groups = array_of(node, "group_expressions");
  const auto& list = array_of(node, "select_list");
  const auto is_key = [&](const Hit& hit, std::size_t place) {
    if (groups.empty()) return true;
    return std::any_of(groups.begin(), groups.end(), [&](const json::value& group) {
      const auto& object = as_object(group);
      const auto* number = object_of(object, "value").if_contains("value");
      if (number != nullptr && number->is_int64()) {
        return number->get_int64() == static_cast<std::int64_t>(place) + 1;
      }
      return is_same(hit, resolve(column_parts(object), scope));
    });
  };
  Columns columns;
  const auto add = [&](const std::string& name, std::optional<Origin> origin) {
    if (name.empty()) return;
    // Of two columns with one name none is certain.
    if (!columns.named.emplace(name, origin).second) columns.named[name].reset();
  };
  const auto seen = [&](const Source& source, std::optional<Origin> origin, bool is_kept) {
    if (!origin) return origin;
    origin->may_reduce = origin->may_reduce && may_reduce && is_kept;
    origin->is_nullable = origin->is_nullable || !source.nullable_by.empty();
    return origin;
  };
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto& item = as_object(list[i]);
    const auto kind = text_of(item, "class");
    if (kind == "STAR") {
      const auto wanted = to_lower(text_of(item, "relation_name"));
      const bool is_plain = !has_member(item, "exclude_list") &&
                            !has_member(item, "qualified_exclude_list") &&
                            !has_member(item, "replace_list") && !has_member(item, "rename_list") &&
                            !flag_of(item, "columns");
      if (!is_plain) columns.is_complete = false;
      for (const auto& source : scope.sources) {
        if (!is_plain || (!wanted.empty() && source.alias != wanted)) continue;
        if (!source.columns.is_complete) columns.is_complete = false;
        for (const auto& [name, origin] : source.columns.named) {
          add(name, seen(source, origin, groups.empty()));
        }
      }
      continue;
    }
    const auto hit = kind == "COLUMN_REF" ? resolve(column_parts(item), scope) : std::nullopt;
    const bool is_own = hit && hit->scope == &scope;
    const auto origin =
        is_own ? seen(scope.sources[hit->source], hit->origin, is_key(*hit, i)) : std::nullopt;
    add(name_of_item(item), origin);
  }
  return columns;
}

void Walker::expression(const json::value& node, const Scope& scope, const Ctes& ctes) {
  if (node.is_array()) {
    for (const auto& item : node.get_array()) expression(item, scope, ctes);
    return;
  }
  if (!node.is_object()) return;
  const auto& object = node.get_object();
  const auto kind = text_of(object, "class");
  if (kind == "COLUMN_REF") {
    mentions_.insert(column_parts(object));
    return;
  }
  if (kind == "STAR") star(object, scope);
  if (kind == "SUBQUERY") {
    Place place{.outer = &scope};
    place.is_exists = text_of(object, "subquery_type") == "EXISTS" ||
                      text_of(object, "subquery_type") == "NOT_EXISTS";
    query(object_of(object_of(object, "subquery"), "node"), ctes, place);
    if (const auto* child = object.if_contains("child")) expression(*child, scope, ctes);
    return;
  }
  for (const auto& member : object) expression(member.value(), scope, ctes);
}

void Walker::take_all(const Source& source) {
  if (source.use) uses_[*source.use].columns.assign(uses_[*source.use].columns.size(), true);
}

void Walker::star(const json::object& node, const Scope& scope) {
  const auto wanted = to_lower(text_of(node, "relation_name"));
  for (const Scope* level = &scope; level != nullptr; level = level->outer) {
    for (const auto& source : level->sources) {
      if (wanted.empty() || source.alias == wanted) take_all(source);
    }
    if (wanted.empty()) return;
  }
}

/// Whatever a name may mean is taken: a column too many costs little.
void Walker::mention(const std::vector<std::string>& parts) {
  const auto is_alias = [&](const std::string& name) {
    return std::any_of(uses_.begin(), uses_.end(), [&](const Use& use) {
      return use.alias == name || iequals(database_.tables[use.table].name, name);
    });
  };
  for (auto& use : uses_) {
    const auto& table = database_.tables[use.table];
    const auto take = [&](const std::string& name) {
      bool is_found = false;
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (!iequals(table.columns[i].name, name)) continue;
        use.columns[i] = true;
        is_found = true;
      }
      return is_found;
    };
    if (parts.size() == 1) {
      // An alias alone is the whole row.
      if (!take(parts[0]) && use.alias == parts[0]) use.columns.assign(use.columns.size(), true);
      continue;
    }
    const bool is_whole = parts.size() == 3 && iequals(table.schema, parts[0]);
    const bool is_called = use.alias == parts[0] || iequals(table.name, parts[0]) ||
                           (is_whole && iequals(table.name, parts[1]));
    if (is_called) {
      for (std::size_t i = 1; i < parts.size(); ++i) take(parts[i]);
    } else if (!is_alias(parts[0])) {
      for (const auto& part : parts) take(part);
    }
  }
}

}  // namespace askdb::federation
