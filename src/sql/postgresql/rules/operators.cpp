#include <string>

#include "base/text.hpp"
#include "sql/postgresql/names.hpp"
#include "sql/postgresql/rules.hpp"

namespace askdb::postgresql {
namespace {

Objection check_name(PgQuery__Node** name, std::size_t count, std::optional<std::size_t> offset) {
  if (count == 0) return {};
  const auto parts = name_parts(name, count);
  if (is_builtin_form(parts) && is_allowed_operator(parts.back())) return {};
  return Refusal{"operator", "Operator `" + shortened(dotted(parts), 60) + "` may not be used.",
                 "Use PostgreSQL's built-in operators.", offset};
}

Objection check_operator(const Message& node) {
  if (const auto* expression = as<PgQuery__AExpr>(&node)) {
    return check_name(expression->name, expression->n_name, location(node));
  }
  if (const auto* link = as<PgQuery__SubLink>(&node)) {
    return check_name(link->oper_name, link->n_oper_name, location(node));
  }
  if (const auto* sort = as<PgQuery__SortBy>(&node)) {
    return check_name(sort->use_op, sort->n_use_op, location(node));
  }
  return {};
}

}  // namespace

Objection check_operators(const Subject& subject) {
  return first_objection(subject, check_operator);
}

}  // namespace askdb::postgresql
