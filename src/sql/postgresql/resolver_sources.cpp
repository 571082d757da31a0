#include <array>
#include <utility>

#include "base/text.hpp"
#include "sql/characters.hpp"
#include "sql/postgresql/names.hpp"
#include "sql/postgresql/resolver.hpp"

namespace askdb::postgresql {
namespace {

std::string text(const char* value) { return value == nullptr ? "" : value; }

void apply_alias(const PgQuery__Alias* alias, Source& source) {
  if (alias == nullptr) return;
  source.name = text(alias->aliasname);
  source.schema.clear();
  rename(source.columns, alias->colnames, alias->n_colnames);
}

/// Names that set-returning functions give their columns by themselves.
std::vector<std::string> own_columns(std::string_view function) {
  if (function.ends_with("_each") || function.ends_with("_each_text")) return {"key", "value"};
  if (function.ends_with("array_elements") || function.ends_with("array_elements_text")) {
    return {"value"};
  }
  if (function == "unnest") return {"unnest", "lexeme", "positions", "weights"};
  if (function == "ts_parse") return {"tokid", "token"};
  if (function == "ts_token_type") return {"tokid", "alias", "description"};
  return {std::string(function)};
}

Category category_of(const PgQuery__TypeName* type) {
  if (type == nullptr) return Category::kUnknown;
  if (type->n_array_bounds > 0) return Category::kArray;
  return category_of_type(last_name(type->names, type->n_names));
}

Category category_of_result(const PgQuery__FuncCall& call, std::string_view function,
                            std::string_view column, const Scope& scope) {
  if (function.ends_with("_each") || function.ends_with("_each_text")) {
    return column == "key" || function.ends_with("_text") ? Category::kText : Category::kJson;
  }
  if (column == "unnest" && call.n_args == 1) return infer_element(unwrap(call.args[0]), scope);
  if (function == "generate_series" && call.n_args > 0) {
    return infer(unwrap(call.args[0]), scope);
  }
  return column == function || column == "value" ? result_of_function(function)
                                                 : Category::kUnknown;
}

/// What a slip of a model or of code writes where a name should stand.
bool is_slip(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kSlips{"undefined", "null", "nan", "none",
                                                          "[object object]"};
  for (const auto slip : kSlips) {
    if (iequals(name, slip)) return true;
  }
  return false;
}

}  // namespace

void Resolver::source(const Message* item, Scope& scope, const Frame* frame) {
  if (objection_ || item == nullptr) return;
  if (const auto* named = as<PgQuery__RangeVar>(item)) return relation(*named, scope, frame);
  if (const auto* nested = as<PgQuery__RangeSubselect>(item))
    return subquery(*nested, scope, frame);
  if (const auto* call = as<PgQuery__RangeFunction>(item)) return function(*call, scope, frame);
  if (const auto* xml = as<PgQuery__RangeTableFunc>(item)) return xml_table(*xml, scope, frame);
  if (const auto* both = as<PgQuery__JoinExpr>(item)) return join(*both, scope, frame);
  if (const auto* sample = as<PgQuery__RangeTableSample>(item)) {
    source(unwrap(sample->relation), scope, frame);
    expressions(sample->args, sample->n_args, scope, frame);
    expression(unwrap(sample->repeatable), scope, frame);
    return;
  }
  refuse("node", "FROM contains something that is no table, query or function.",
         "Read from tables, subqueries and functions only.", location(*item));
}

void Resolver::relation(const PgQuery__RangeVar& relation, Scope& scope, const Frame* frame) {
  seen_.insert(&relation);
  Source found{.name = text(relation.relname), .schema = {}, .columns = {}};
  const bool is_qualified =
      !text(relation.schemaname).empty() || !text(relation.catalogname).empty();
  const NamedQuery* named =
      is_qualified || frame == nullptr ? nullptr : frame->find(relation.relname);
  if (named != nullptr) {
    found.columns = named->columns;
  } else {
    found.columns = table_columns(relation, found.schema);
  }
  apply_alias(relation.alias, found);
  scope.sources.push_back(std::move(found));
}

Columns Resolver::table_columns(const PgQuery__RangeVar& relation, std::string& schema) {
  schema = text(relation.schemaname);
  const std::string name = text(relation.relname);
  const std::string shown = schema.empty() ? name : schema + "." + name;
  const auto offset = location(*base(&relation));
  Columns columns{.listed = {}, .is_open = true};
  if (!text(relation.catalogname).empty()) {
    refuse("relation",
           "A table of another database may not be named: `" + shortened(shown, 120) + "`.",
           "Leave out the database's name.", offset);
    return columns;
  }
  if (schema.starts_with("pg_") || schema == "information_schema" ||
      (schema.empty() && name.starts_with("pg_"))) {
    refuse("relation", "System catalog `" + shortened(shown, 120) + "` may not be read.",
           "Use the tables and columns that the schema lists.", offset);
    return columns;
  }
  const auto* catalog = subject_.catalog;
  const Table* table = catalog == nullptr ? nullptr : catalog->table(schema, name);
  if (table == nullptr && is_slip(name)) {
    refuse("unknown_relation", "`" + name + "` is not the name of a table.",
           "Put in the name of the table that is meant.", offset);
  } else if (catalog != nullptr && table == nullptr) {
    if (!schema.empty() && !subject_.policy.allows(schema, name)) {
      objection_ = relation_refusal(shown, offset);
      return columns;
    }
    const std::string near = catalog->nearest_table(name);
    refuse("unknown_relation", "There is no table or view `" + shortened(shown, 120) + "`.",
           near.empty() ? "Use the tables and views that the schema lists."
                        : "Did you mean `" + near + "`?",
           offset);
  } else if (catalog == nullptr &&
             (looks_latin_but_is_not(name) || looks_latin_but_is_not(schema))) {
    refuse("homoglyph", "The name `" + shortened(shown, 60) + "` only looks like Latin letters.",
           "Type the name again with plain letters.", offset);
  } else if (catalog == nullptr && name.ends_with("_seq")) {
    refuse("relation", "`" + shortened(shown, 120) + "` is named like a sequence.",
           "Read tables and views only.", offset);
  }
  if (objection_) return columns;

  const std::string home =
      table != nullptr ? table->schema : (schema.empty() ? std::string("public") : schema);
  if (!subject_.policy.allows(home, name)) {
    objection_ = relation_refusal(shown, offset);
    return columns;
  }
  relations_.insert(home + "." + name);
  if (schema.empty()) schema = home;
  if (table == nullptr) return columns;
  columns.is_open = false;
  for (const auto& column : table->columns) {
    const std::string_view type = column.type;
    const auto element = type.ends_with("[]") ? category_of_type(type.substr(0, type.size() - 2))
                                              : Category::kUnknown;
    columns.listed.push_back({column.name, category_of_type(type), element});
  }
  return columns;
}

void Resolver::subquery(const PgQuery__RangeSubselect& item, Scope& scope, const Frame* frame) {
  const auto* select = as<PgQuery__SelectStmt>(item.subquery);
  if (select == nullptr) return;
  Source found;
  // Only a LATERAL subquery sees the items before it.
  found.columns = query(*select, item.lateral != 0 ? &scope : scope.outer, frame);
  apply_alias(item.alias, found);
  scope.sources.push_back(std::move(found));
}

void Resolver::function(const PgQuery__RangeFunction& item, Scope& scope, const Frame* frame) {
  Source found;
  Columns& columns = found.columns;
  // What a function returns is not always known by its name; what is known comes first, so that
  // an alias's column names land on it.
  columns.is_open = item.n_coldeflist == 0;
  for (std::size_t i = 0; i < item.n_functions; ++i) {
    const Message* member = unwrap(item.functions[i]);
    expression(member, scope, frame);
    const auto* pair = as<PgQuery__List>(member);
    if (pair == nullptr || pair->n_items == 0) continue;
    if (const auto* call = as<PgQuery__FuncCall>(pair->items[0])) {
      const auto name = last_name(call->funcname, call->n_funcname);
      const auto own = own_columns(name);
      if (found.name.empty()) found.name = name;
      for (const auto& column : own) {
        columns.listed.push_back({column, category_of_result(*call, name, column, scope)});
      }
    }
  }
  for (std::size_t i = 0; i < item.n_coldeflist; ++i) {
    const Message* definition = unwrap(item.coldeflist[i]);
    expression(definition, scope, frame);
    if (const auto* column = as<PgQuery__ColumnDef>(definition)) {
      columns.listed.push_back({text(column->colname), category_of(column->type_name)});
    }
  }
  const Category scalar = columns.listed.empty() ? Category::kUnknown : columns.listed[0].category;
  apply_alias(item.alias, found);
  // The only column of a scalar function is also called like the alias.
  columns.listed.push_back({found.name, scalar});
  if (item.ordinality != 0) columns.listed.push_back({"ordinality", Category::kNumber});
  scope.sources.push_back(std::move(found));
}

void Resolver::xml_table(const PgQuery__RangeTableFunc& item, Scope& scope, const Frame* frame) {
  Source found{.name = "xmltable", .schema = {}, .columns = {}};
  for (const Child& child : children(*base(&item))) expression(child.message, scope, frame);
  for (std::size_t i = 0; i < item.n_columns; ++i) {
    if (const auto* column = as<PgQuery__RangeTableFuncCol>(item.columns[i])) {
      found.columns.listed.push_back({text(column->colname), category_of(column->type_name)});
    }
  }
  apply_alias(item.alias, found);
  scope.sources.push_back(std::move(found));
}

void Resolver::join(const PgQuery__JoinExpr& item, Scope& scope, const Frame* frame) {
  const std::size_t first = scope.sources.size();
  source(unwrap(item.larg), scope, frame);
  source(unwrap(item.rarg), scope, frame);
  expression(unwrap(item.quals), scope, frame);
  const auto joined = [&] {
    Source all;
    for (std::size_t i = first; i < scope.sources.size(); ++i) {
      const auto& columns = scope.sources[i].columns;
      if (all.columns.listed.size() + columns.listed.size() > kMostColumns) {
        refuse("size", "A join may have at most 1664 columns.", "Join fewer tables.", {});
        return all;
      }
      all.columns.listed.insert(all.columns.listed.end(), columns.listed.begin(),
                                columns.listed.end());
      all.columns.is_open = all.columns.is_open || columns.is_open;
    }
    return all;
  };
  if (item.join_using_alias != nullptr) {
    Source merged;
    merged.name = text(item.join_using_alias->aliasname);
    for (const auto& name : name_parts(item.using_clause, item.n_using_clause)) {
      merged.columns.listed.push_back({name, Category::kUnknown});
    }
    scope.sources.push_back(std::move(merged));
  }
  if (item.alias != nullptr) {
    Source all = joined();
    apply_alias(item.alias, all);
    scope.sources.resize(first);
    scope.sources.push_back(std::move(all));
  }
}

}  // namespace askdb::postgresql
