#include "sql/postgresql/output_name.hpp"

namespace askdb::postgresql {
namespace {

/// A name and how good it is: a column's or function's own name (2) beats a type's (1).
struct Guess {
  std::string name;
  int strength = 0;
};

Guess guess(const Message* expression);
Guess guess(const PgQuery__Node* node) { return guess(unwrap(node)); }

std::string last_string(PgQuery__Node** parts, std::size_t count) {
  for (std::size_t i = count; i > 0; --i) {
    if (const auto* text = as<PgQuery__String>(parts[i - 1])) return text->sval;
  }
  return {};
}

Guess of_sub_link(const PgQuery__SubLink& link) {
  switch (link.sub_link_type) {
    case PG_QUERY__SUB_LINK_TYPE__EXISTS_SUBLINK:
      return {"exists", 2};
    case PG_QUERY__SUB_LINK_TYPE__ARRAY_SUBLINK:
      return {"array", 2};
    case PG_QUERY__SUB_LINK_TYPE__EXPR_SUBLINK: {
      const auto* query = as<PgQuery__SelectStmt>(link.subselect);
      while (query != nullptr && query->larg != nullptr) query = query->larg;
      if (query == nullptr) return {};
      if (query->n_values_lists > 0) return {"column1", 2};
      if (query->n_target_list == 0) return {};
      const auto* target = as<PgQuery__ResTarget>(query->target_list[0]);
      if (target == nullptr) return {};
      if (target->name != nullptr && *target->name != '\0') return {target->name, 2};
      return guess(target->val);
    }
    default:
      return {};
  }
}

std::string of_value_function(PgQuery__SQLValueFunctionOp what) {
  switch (what) {
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_DATE:
      return "current_date";
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_TIME:
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_TIME_N:
      return "current_time";
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_TIMESTAMP:
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_TIMESTAMP_N:
      return "current_timestamp";
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_LOCALTIME:
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_LOCALTIME_N:
      return "localtime";
    default:
      return "localtimestamp";
  }
}

std::string of_xml(PgQuery__XmlExprOp what) {
  switch (what) {
    case PG_QUERY__XML_EXPR_OP__IS_XMLCONCAT:
      return "xmlconcat";
    case PG_QUERY__XML_EXPR_OP__IS_XMLELEMENT:
      return "xmlelement";
    case PG_QUERY__XML_EXPR_OP__IS_XMLFOREST:
      return "xmlforest";
    case PG_QUERY__XML_EXPR_OP__IS_XMLPARSE:
      return "xmlparse";
    case PG_QUERY__XML_EXPR_OP__IS_XMLPI:
      return "xmlpi";
    case PG_QUERY__XML_EXPR_OP__IS_XMLROOT:
      return "xmlroot";
    default:
      return {};
  }
}

Guess guess(const Message* expression) {
  if (const auto* column = as<PgQuery__ColumnRef>(expression)) {
    return {last_string(column->fields, column->n_fields), 2};
  }
  if (const auto* access = as<PgQuery__AIndirection>(expression)) {
    auto field = last_string(access->indirection, access->n_indirection);
    return field.empty() ? guess(access->arg) : Guess{std::move(field), 2};
  }
  if (const auto* call = as<PgQuery__FuncCall>(expression)) {
    return {last_string(call->funcname, call->n_funcname), 2};
  }
  if (const auto* test = as<PgQuery__AExpr>(expression)) {
    return test->kind == PG_QUERY__A__EXPR__KIND__AEXPR_NULLIF ? Guess{"nullif", 2} : Guess{};
  }
  if (const auto* cast = as<PgQuery__TypeCast>(expression)) {
    auto inner = guess(cast->arg);
    if (inner.strength >= 2 || cast->type_name == nullptr) return inner;
    return {last_string(cast->type_name->names, cast->type_name->n_names), 1};
  }
  if (const auto* collation = as<PgQuery__CollateClause>(expression)) {
    return guess(collation->arg);
  }
  if (const auto* cases = as<PgQuery__CaseExpr>(expression)) {
    auto inner = guess(cases->defresult);
    return inner.strength >= 2 ? inner : Guess{"case", 1};
  }
  if (const auto* link = as<PgQuery__SubLink>(expression)) return of_sub_link(*link);
  if (as<PgQuery__GroupingFunc>(expression) != nullptr) return {"grouping", 2};
  if (as<PgQuery__AArrayExpr>(expression) != nullptr) return {"array", 2};
  if (as<PgQuery__RowExpr>(expression) != nullptr) return {"row", 2};
  if (as<PgQuery__CoalesceExpr>(expression) != nullptr) return {"coalesce", 2};
  if (const auto* choice = as<PgQuery__MinMaxExpr>(expression)) {
    return {choice->op == PG_QUERY__MIN_MAX_OP__IS_GREATEST ? "greatest" : "least", 2};
  }
  if (const auto* value = as<PgQuery__SQLValueFunction>(expression)) {
    return {of_value_function(value->op), 2};
  }
  if (const auto* xml = as<PgQuery__XmlExpr>(expression)) {
    auto name = of_xml(xml->op);
    return name.empty() ? Guess{} : Guess{std::move(name), 2};
  }
  if (as<PgQuery__XmlSerialize>(expression) != nullptr) return {"xmlserialize", 2};
  return {};
}

}  // namespace

std::string output_name(const PgQuery__Node* expression) {
  auto found = guess(expression);
  return found.name.empty() ? "?column?" : std::move(found.name);
}

}  // namespace askdb::postgresql
