// What stands in FROM.

#include "base/text.hpp"
#include "federation/tree.hpp"
#include "federation/walker.hpp"

namespace askdb::federation {

void Walker::from(const json::object& item, const Ctes& ctes, Scope& scope) {
  const auto type = text_of(item, "type");
  if (type == "BASE_TABLE") return table(item, ctes, scope);
  if (type == "JOIN") return join(item, ctes, scope);
  if (type.empty() || type == "EMPTY") return;
  Source source;
  source.alias = to_lower(text_of(item, "alias"));
  source.columns.is_complete = false;
  if (type == "SUBQUERY") {
    const auto first_use = uses_.size();
    source.columns = query(object_of(object_of(item, "subquery"), "node"), ctes, {.outer = &scope});
    if (!array_of(item, "column_name_alias").empty()) source.columns = {{}, false};
    if (!object_of(item, "sample").empty()) {
      for (auto i = first_use; i < uses_.size(); ++i) uses_[i].is_fixed = true;
    }
  } else if (type == "TABLE_FUNCTION" || type == "EXPRESSION_LIST") {
    for (const auto& member : item) expression(member.value(), scope, ctes);
  } else {
    problem_ = "a source of rows of kind " + to_lower(type);
  }
  scope.sources.push_back(std::move(source));
}

void Walker::table(const json::object& item, const Ctes& ctes, Scope& scope) {
  const auto schema = text_of(item, "schema_name");
  const auto name = text_of(item, "table_name");
  const auto alias = text_of(item, "alias");
  Source source;
  source.alias = to_lower(alias.empty() ? name : alias);
  source.table = to_lower(name);
  const auto cte = schema.empty() ? ctes.find(source.table) : ctes.end();
  const bool is_renamed = !array_of(item, "column_name_alias").empty();
  const bool is_sample = !object_of(item, "sample").empty();
  if (cte != ctes.end()) {
    source.columns = cte->second;
    if (is_renamed) source.columns = {{}, false};
    for (auto& [column, origin] : source.columns.named) {
      if (origin && is_sample) origin->may_reduce = false;
    }
    scope.sources.push_back(std::move(source));
    return;
  }
  const auto* found = database_.table(schema, name);
  if (found == nullptr) {
    problem_ = "the unknown table " + std::string(schema) + (schema.empty() ? "" : ".") +
               std::string(name);
    return;
  }
  source.database = to_lower(found->schema);
  source.table = to_lower(found->name);
  source.use = uses_.size();
  Use use;
  use.table = static_cast<std::size_t>(found - database_.tables.data());
  use.columns.assign(found->columns.size(), is_renamed);
  use.is_fixed = is_sample;
  use.alias = source.alias;
  for (std::size_t i = 0; i < found->columns.size(); ++i) {
    source.columns.named[to_lower(found->columns[i].name)] =
        Origin{.use = uses_.size(), .column = i};
  }
  if (is_renamed) source.columns = {{}, false};
  uses_.push_back(std::move(use));
  scope.sources.push_back(std::move(source));
}

void Walker::join(const json::object& item, const Ctes& ctes, Scope& scope) {
  Join made;
  made.node = &item;
  made.type = std::string(text_of(item, "join_type"));
  const auto first_use = uses_.size();
  made.first = scope.sources.size();
  from(object_of(item, "left"), ctes, scope);
  made.middle = scope.sources.size();
  from(object_of(item, "right"), ctes, scope);
  made.last = scope.sources.size();
  const auto how = text_of(item, "ref_type");
  // Which rows meet depends on their places, or on the nearest one: then all are needed.
  const bool is_plain = how.empty() || how == "REGULAR" || how == "CROSS" || how == "NATURAL";
  for (auto i = first_use; i < uses_.size() && !is_plain; ++i) uses_[i].is_fixed = true;
  const auto place = scope.joins.size();
  for (auto i = made.first; i < made.last; ++i) {
    const bool is_left = i < made.middle;
    const bool is_padded = made.type == "OUTER" || made.type == "FULL" ||
                           (made.type == "LEFT" && !is_left) || (made.type == "RIGHT" && is_left);
    if (is_padded) scope.sources[i].nullable_by.push_back(place);
    // It joins by all names that both sides have.
    if (how == "NATURAL") take_all(scope.sources[i]);
  }
  scope.joins.push_back(made);
}

void Walker::using_columns(const Scope& scope, std::size_t join) {
  const auto& one = scope.joins[join];
  const auto find = [&](const std::string& name, std::size_t from, std::size_t to) {
    std::optional<std::size_t> found;
    for (auto i = from; i < to; ++i) {
      const auto& columns = scope.sources[i].columns;
      if (!columns.named.contains(name) && columns.is_complete) continue;
      if (found || !columns.named.contains(name)) return std::optional<std::size_t>();
      found = i;
    }
    return found;
  };
  for (const auto& column : array_of(*one.node, "using_columns")) {
    if (!column.is_string()) continue;
    const auto name = to_lower(std::string_view(column.get_string()));
    mentions_.insert({name});
    const auto left = find(name, one.first, one.middle);
    const auto right = find(name, one.middle, one.last);
    if (!left || !right) continue;
    const auto& a = scope.sources[*left].columns.named.at(name);
    const auto& b = scope.sources[*right].columns.named.at(name);
    if (!a || !b) continue;
    connect(*a, *b, drops_rows_of(scope, join, *left), drops_rows_of(scope, join, *right));
  }
}

}  // namespace askdb::federation
