#include "sql/postgresql/infer.hpp"

#include <unordered_set>

namespace askdb::postgresql {
namespace {

/// Functions that return what they are given.
bool returns_its_argument(std::string_view name) {
  static const std::unordered_set<std::string_view> kNames{
      "abs",   "avg", "ceil",       "ceiling",   "first_value",
      "floor", "lag", "last_value", "lead",      "max",
      "min",   "mod", "mode",       "nth_value", "percentile_disc",
      "round", "sum", "trunc"};
  return kNames.count(name) > 0;
}

/// Functions over text that have forms for bytes too, which no user's function is mistaken for.
bool returns_text(std::string_view name) {
  static const std::unordered_set<std::string_view> kNames{
      "btrim", "ltrim", "rtrim", "substring", "substr", "overlay", "string_agg", "reverse"};
  return kNames.count(name) > 0;
}

/// The column that `reference` means, or null when it cannot be told.
const NamedColumn* find_column(const PgQuery__ColumnRef& reference, const Scope& scope) {
  const auto parts = name_parts(reference.fields, reference.n_fields);
  if (parts.size() >= 2) {
    const auto& schema = parts.size() == 3 ? parts[0] : std::string();
    const Source* source = find_source(scope, schema, parts[parts.size() - 2]);
    return source == nullptr ? nullptr : source->columns.find(parts.back());
  }
  for (const Scope* level = &scope; level != nullptr; level = level->outer) {
    bool is_open = false;
    for (const auto& source : level->sources) {
      if (const auto* column = source.columns.find(parts[0])) return column;
      is_open = is_open || source.columns.is_open;
    }
    // It may be a column of a source whose columns are not known.
    if (is_open) return nullptr;
  }
  return nullptr;
}

Category of_column(const PgQuery__ColumnRef& reference, const Scope& scope) {
  const auto* column = find_column(reference, scope);
  return column == nullptr ? Category::kUnknown : column->category;
}

Category of_constant(const PgQuery__AConst& constant) {
  switch (constant.val_case) {
    case PG_QUERY__A__CONST__VAL_IVAL:
    case PG_QUERY__A__CONST__VAL_FVAL:
      return Category::kNumber;
    case PG_QUERY__A__CONST__VAL_BOOLVAL:
      return Category::kBoolean;
    case PG_QUERY__A__CONST__VAL_BSVAL:
      return Category::kOther;
    default:
      return Category::kLiteral;
  }
}

bool is_known(Category category) {
  return category != Category::kUnknown && category != Category::kLiteral;
}

/// The first argument of known category decides; literals alone are text.
Category of_choice(PgQuery__Node** arguments, std::size_t count, const Scope& scope) {
  bool is_literal = count > 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Category category = infer(unwrap(arguments[i]), scope);
    if (is_known(category)) return category;
    is_literal = is_literal && category == Category::kLiteral;
  }
  return is_literal ? Category::kText : Category::kUnknown;
}

Category of_operator(const PgQuery__AExpr& expression, const Scope& scope) {
  if (expression.kind == PG_QUERY__A__EXPR__KIND__AEXPR_NULLIF) {
    return infer(unwrap(expression.lexpr), scope);
  }
  if (expression.kind != PG_QUERY__A__EXPR__KIND__AEXPR_OP) return Category::kBoolean;
  const auto parts = name_parts(expression.name, expression.n_name);
  const std::string& name = parts.back();
  static const std::unordered_set<std::string_view> kTests{
      "=",  "<>", "<",   "<=", ">",  ">=", "~~", "!~~", "~~*", "!~~*",
      "~*", "!~", "!~*", "^@", "?|", "?&", "@?", "&&",  "-|-"};
  if (kTests.count(name) > 0) return Category::kBoolean;
  if (name == "->>" || name == "#>>") return Category::kText;
  const Category left = infer(unwrap(expression.lexpr), scope);
  const Category right = infer(unwrap(expression.rexpr), scope);
  if (name == "->" || name == "#>" || name == "#-") return left;
  if (name == "||") {
    for (const Category side : {left, right}) {
      if (side == Category::kJson || side == Category::kArray) return side;
    }
    if (left == Category::kUnknown || right == Category::kUnknown) {
      return left == Category::kText || right == Category::kText ? Category::kText
                                                                 : Category::kUnknown;
    }
    return left == Category::kOther ? left : Category::kText;
  }
  static const std::unordered_set<std::string_view> kArithmetic{"+", "-", "*", "/", "%", "^"};
  if (kArithmetic.count(name) == 0) return Category::kUnknown;
  if (left == Category::kNumber && right == Category::kNumber) return left;
  if (expression.lexpr == nullptr) return right;
  return Category::kUnknown;
}

Category of_sub_link(const PgQuery__SubLink& link, const Scope& scope) {
  switch (link.sub_link_type) {
    case PG_QUERY__SUB_LINK_TYPE__EXISTS_SUBLINK:
    case PG_QUERY__SUB_LINK_TYPE__ANY_SUBLINK:
    case PG_QUERY__SUB_LINK_TYPE__ALL_SUBLINK:
      return Category::kBoolean;
    case PG_QUERY__SUB_LINK_TYPE__ARRAY_SUBLINK:
      return Category::kArray;
    default:
      break;
  }
  const auto* query = as<PgQuery__SelectStmt>(link.subselect);
  if (query != nullptr && scope.subqueries != nullptr) {
    const auto known = scope.subqueries->find(query);
    if (known != scope.subqueries->end()) return known->second;
  }
  if (query == nullptr || query->n_target_list != 1) return Category::kUnknown;
  const auto* target = as<PgQuery__ResTarget>(query->target_list[0]);
  // Without FROM nothing but constants and outer columns can be meant; else stay undecided.
  if (target == nullptr || query->n_from_clause > 0) {
    const auto* call = target == nullptr ? nullptr : as<PgQuery__FuncCall>(target->val);
    if (call == nullptr) return Category::kUnknown;
    return result_of_function(last_name(call->funcname, call->n_funcname));
  }
  return infer(unwrap(target->val), Scope{});
}

}  // namespace

const Source* find_source(const Scope& scope, std::string_view schema, std::string_view name) {
  for (const Scope* level = &scope; level != nullptr; level = level->outer) {
    for (const auto& source : level->sources) {
      if (source.name == name && (schema.empty() || source.schema == schema)) return &source;
    }
  }
  return nullptr;
}

Category infer_element(const Message* expression, const Scope& scope) {
  if (const auto* column = as<PgQuery__ColumnRef>(expression)) {
    const auto* found = find_column(*column, scope);
    return found == nullptr ? Category::kUnknown : found->element;
  }
  if (const auto* cast = as<PgQuery__TypeCast>(expression)) {
    if (cast->type_name == nullptr || cast->type_name->n_array_bounds == 0) {
      return Category::kUnknown;
    }
    return category_of_type(last_name(cast->type_name->names, cast->type_name->n_names));
  }
  if (const auto* array = as<PgQuery__AArrayExpr>(expression)) {
    return of_choice(array->elements, array->n_elements, scope);
  }
  if (const auto* call = as<PgQuery__FuncCall>(expression)) {
    const auto name = last_name(call->funcname, call->n_funcname);
    if (name == "array_agg" && call->n_args == 1) return infer(unwrap(call->args[0]), scope);
    const bool is_text = name == "string_to_array" || name == "regexp_split_to_array" ||
                         name == "regexp_match" || name == "regexp_matches";
    if (is_text) return Category::kText;
  }
  return Category::kUnknown;
}

Category infer(const Message* expression, const Scope& scope) {
  if (const auto* constant = as<PgQuery__AConst>(expression)) return of_constant(*constant);
  if (const auto* column = as<PgQuery__ColumnRef>(expression)) return of_column(*column, scope);
  if (const auto* cast = as<PgQuery__TypeCast>(expression)) {
    if (cast->type_name == nullptr || cast->type_name->n_names == 0) return Category::kUnknown;
    if (cast->type_name->n_array_bounds > 0) return Category::kArray;
    return category_of_type(last_name(cast->type_name->names, cast->type_name->n_names));
  }
  if (const auto* operation = as<PgQuery__AExpr>(expression)) return of_operator(*operation, scope);
  if (const auto* call = as<PgQuery__FuncCall>(expression)) {
    const auto name = last_name(call->funcname, call->n_funcname);
    if (returns_its_argument(name) && call->n_args > 0 && call->agg_within_group == 0) {
      return infer(unwrap(call->args[0]), scope);
    }
    if (name == "unnest" && call->n_args == 1) return infer_element(unwrap(call->args[0]), scope);
    const bool takes_from_order = name == "mode" || name == "percentile_disc";
    if (takes_from_order && call->agg_within_group != 0 && call->n_agg_order > 0) {
      const auto* sort = as<PgQuery__SortBy>(call->agg_order[0]);
      return sort == nullptr ? Category::kUnknown : infer(unwrap(sort->node), scope);
    }
    return returns_text(name) ? Category::kText : result_of_function(name);
  }
  if (const auto* access = as<PgQuery__AIndirection>(expression)) {
    const bool is_element = access->n_indirection == 1 &&
                            as<PgQuery__String>(access->indirection[0]) == nullptr &&
                            as<PgQuery__AStar>(access->indirection[0]) == nullptr;
    return is_element ? infer_element(unwrap(access->arg), scope) : Category::kUnknown;
  }
  if (const auto* named = as<PgQuery__NamedArgExpr>(expression)) {
    return infer(unwrap(named->arg), scope);
  }
  if (const auto* collation = as<PgQuery__CollateClause>(expression)) {
    return infer(unwrap(collation->arg), scope);
  }
  if (const auto* choice = as<PgQuery__CoalesceExpr>(expression)) {
    return of_choice(choice->args, choice->n_args, scope);
  }
  if (const auto* choice = as<PgQuery__MinMaxExpr>(expression)) {
    return of_choice(choice->args, choice->n_args, scope);
  }
  if (const auto* cases = as<PgQuery__CaseExpr>(expression)) {
    std::vector<PgQuery__Node*> results;
    for (std::size_t i = 0; i < cases->n_args; ++i) {
      if (const auto* when = as<PgQuery__CaseWhen>(cases->args[i])) results.push_back(when->result);
    }
    if (cases->defresult != nullptr) results.push_back(cases->defresult);
    return of_choice(results.data(), results.size(), scope);
  }
  if (const auto* link = as<PgQuery__SubLink>(expression)) return of_sub_link(*link, scope);
  if (as<PgQuery__AArrayExpr>(expression) != nullptr) return Category::kArray;
  if (as<PgQuery__BoolExpr>(expression) != nullptr ||
      as<PgQuery__NullTest>(expression) != nullptr) {
    return Category::kBoolean;
  }
  if (as<PgQuery__SQLValueFunction>(expression) != nullptr) return Category::kTime;
  return Category::kUnknown;
}

}  // namespace askdb::postgresql
