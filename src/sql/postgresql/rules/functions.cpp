#include <string>

#include "base/text.hpp"
#include "sql/postgresql/names.hpp"
#include "sql/postgresql/rules.hpp"

namespace askdb::postgresql {
namespace {

Refusal refuse(const std::vector<std::string>& parts, std::optional<std::size_t> offset) {
  const std::string near = parts.size() == 1 ? nearest_function(parts.back()) : "";
  return {"function", "Function `" + shortened(dotted(parts), 120) + "` may not be called.",
          near.empty() ? "Use PostgreSQL's built-in functions for computing with values."
                       : "Did you mean `" + near + "`?",
          offset};
}

bool is_allowed(PgQuery__SQLValueFunctionOp what) {
  switch (what) {
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_DATE:
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_TIME:
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_TIME_N:
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_TIMESTAMP:
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_TIMESTAMP_N:
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_LOCALTIME:
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_LOCALTIME_N:
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_LOCALTIMESTAMP:
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_LOCALTIMESTAMP_N:
      return true;
    default:
      return false;
  }
}

Objection check_function(const Message& node) {
  if (const auto* call = as<PgQuery__FuncCall>(&node)) {
    const auto parts = name_parts(call->funcname, call->n_funcname);
    if (parts.empty() || !is_builtin_form(parts) || !is_allowed_function(parts.back())) {
      return refuse(parts, location(node));
    }
  } else if (const auto* value = as<PgQuery__SQLValueFunction>(&node)) {
    if (!is_allowed(value->op)) {
      return Refusal{"function", "Names of the user, role, schema or database may not be read.",
                     "Leave them out.", location(node)};
    }
  } else if (const auto* sample = as<PgQuery__RangeTableSample>(&node)) {
    const auto parts = name_parts(sample->method, sample->n_method);
    if (parts.size() != 1 || (parts[0] != "system" && parts[0] != "bernoulli")) {
      return Refusal{"function", "Sampling method `" + dotted(parts) + "` may not be used.",
                     "Use TABLESAMPLE SYSTEM or BERNOULLI.", location(node)};
    }
  }
  return {};
}

}  // namespace

Objection check_functions(const Subject& subject) {
  return first_objection(subject, check_function);
}

}  // namespace askdb::postgresql
