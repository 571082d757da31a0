#include <array>
#include <utility>

#include "base/text.hpp"
#include "sql/characters.hpp"
#include "sql/duckdb/resolver.hpp"
#include "sql/duckdb/tree.hpp"

namespace askdb::duckdb {
namespace {

/// DuckDB opens a file when a name in FROM is no table: 'sales.csv', "s3://…".
bool looks_like_file(std::string_view name) {
  if (name.find_first_of("/\\*?:[") != std::string_view::npos) return true;
  static constexpr std::array<std::string_view, 15> kEndings{
      ".csv", ".tsv",  ".txt",   ".parquet", ".json", ".jsonl",  ".ndjson", ".gz",
      ".zst", ".xlsx", ".arrow", ".avro",    ".db",   ".duckdb", ".sqlite"};
  for (const auto ending : kEndings) {
    if (name.ends_with(ending)) return true;
  }
  return false;
}

bool is_system(std::string_view schema, std::string_view name) {
  for (const auto* own : {"information_schema", "pg_catalog", "system", "temp"}) {
    if (schema == own) return true;
  }
  for (const auto* start : {"duckdb_", "pragma_", "pg_", "sqlite_"}) {
    if (name.starts_with(start)) return true;
  }
  return false;
}

}  // namespace

void Resolver::source(const Node& item, Scope& scope, const NamedQueries& named) {
  if (objection_) return;
  const auto type = text_of(item, "type");
  if (type == "BASE_TABLE") return relation(item, scope, named);
  if (type == "JOIN") {
    source(*object_of(item, "left"), scope, named);
    source(*object_of(item, "right"), scope, named);
    if (const Node* condition = object_of(item, "condition")) expression(*condition, scope, named);
    return;
  }
  Source found;
  if (type == "SUBQUERY") {
    // What stands before it can be seen: DuckDB needs no LATERAL.
    const Scope here = scope;
    found.columns = statement(object_of(item, "subquery"), &here, named);
  } else if (type == "TABLE_FUNCTION") {
    const Node* function = object_of(item, "function");
    expression(*function, scope, named);
    found.name = to_lower(text_of(*function, "function_name"));
    found.columns.is_open = true;
  } else if (type == "EXPRESSION_LIST") {
    below(item, "table", scope, named);
    const auto* rows = array_of(item, "values");
    const auto* first = rows == nullptr || rows->empty() ? nullptr : (*rows)[0].if_array();
    for (std::size_t i = 0; first != nullptr && i < first->size(); ++i) {
      found.columns.names.push_back("col" + std::to_string(i));
    }
  } else if (type == "PIVOT") {
    Scope inside{.outer = scope.outer, .sources = {}, .aliases = {}, .lambda = {}};
    source(*object_of(item, "source"), inside, named);
    for (const auto& child : children(item, "table")) {
      if (child.family == "expression") expression(*child.node, inside, named);
      if (child.family == "pivot") below(*child.node, "pivot", inside, named);
    }
    found.columns.is_open = true;
  } else {
    return;  // EMPTY: no FROM.
  }
  add(item, std::move(found), scope);
}

/// Adds it under its alias.
void Resolver::add(const Node& item, Source found, Scope& scope) {
  const auto alias = to_lower(text_of(item, "alias"));
  if (!alias.empty()) found.name = alias;
  if (const auto* names = array_of(item, "column_name_alias")) {
    for (std::size_t i = 0; i < names->size(); ++i) {
      if (!(*names)[i].is_string()) continue;
      auto name = to_lower((*names)[i].get_string().c_str());
      if (i < found.columns.names.size()) {
        found.columns.names[i] = std::move(name);
      } else {
        found.columns.names.push_back(std::move(name));
      }
    }
  }
  scope.sources.push_back(std::move(found));
}

void Resolver::relation(const Node& item, Scope& scope, const NamedQueries& named) {
  const std::string name(text_of(item, "table_name"));
  const std::string schema(text_of(item, "schema_name"));
  const auto lower = to_lower(name);
  const auto offset = location(item);
  const std::string shown = schema.empty() ? name : schema + "." + name;
  Source found{.name = lower, .columns = {}};
  if (!text_of(item, "catalog_name").empty()) {
    return refuse("relation",
                  "A table of another database may not be named: `" + shortened(shown, 120) + "`.",
                  "Leave out the database's name.", offset);
  }
  if (const auto query = named.find(lower); schema.empty() && query != named.end()) {
    found.columns = query->second;
    return add(item, std::move(found), scope);
  }
  if (is_system(to_lower(schema), lower)) {
    return refuse("relation", "System catalog `" + shortened(shown, 120) + "` may not be read.",
                  "Use the tables and columns that the schema lists.", offset);
  }
  const Table* table = subject_.schema == nullptr ? nullptr : subject_.schema->table(schema, name);
  if (table == nullptr && looks_like_file(to_lower(shown))) {
    return refuse("relation", "Files may not be read by name: `" + shortened(shown, 120) + "`.",
                  "Use the tables that the schema lists.", offset);
  }
  const std::string home = table != nullptr ? table->schema : schema.empty() ? "main" : schema;
  const std::string spelled = table != nullptr ? table->name : name;
  if (table == nullptr && subject_.schema != nullptr) {
    if (!schema.empty() && !subject_.policy.allows(schema, name)) {
      if (!objection_) objection_ = relation_refusal(shown, offset);
      return;
    }
    std::vector<std::string> known;
    for (const auto& one : subject_.schema->tables) {
      if (subject_.policy.allows(one.schema, one.name)) known.push_back(one.name);
    }
    const std::string near = nearest(name, known);
    return refuse("unknown_relation", "There is no table or view `" + shortened(shown, 120) + "`.",
                  near.empty() ? "Use the tables and views that the schema lists."
                               : "Did you mean `" + near + "`?",
                  offset);
  }
  if (table == nullptr && (looks_latin_but_is_not(name) || looks_latin_but_is_not(schema))) {
    return refuse("homoglyph",
                  "The name `" + shortened(shown, 60) + "` only looks like Latin letters.",
                  "Type the name again with plain letters.", offset);
  }
  if (!subject_.policy.allows(home, spelled)) {
    if (!objection_) objection_ = relation_refusal(shown, offset);
    return;
  }
  relations_.insert(home + "." + spelled);
  found.columns.is_open = table == nullptr;
  if (table != nullptr) {
    for (const auto& column : table->columns) found.columns.names.push_back(to_lower(column.name));
  }
  add(item, std::move(found), scope);
}

}  // namespace askdb::duckdb
