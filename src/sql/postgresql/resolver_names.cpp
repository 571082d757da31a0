#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "sql/postgresql/names.hpp"
#include "sql/postgresql/resolver.hpp"

namespace askdb::postgresql {
namespace {

/// Fields of the records that built-in functions return.
bool is_record_field(std::string_view name) {
  static constexpr std::array<std::string_view, 10> kFields{
      "key",   "value", "lexeme", "positions",   "weights",
      "tokid", "token", "alias",  "description", "ordinality"};
  if (std::find(kFields.begin(), kFields.end(), name) != kFields.end()) return true;
  return name.size() >= 2 && name[0] == 'f' && name.find_first_not_of("0123456789", 1) == name.npos;
}

bool can_mean(Category argument, Category parameter) {
  const auto is_vague = [](Category c) { return c == Category::kUnknown || c == Category::kAny; };
  if (argument == Category::kLiteral) argument = Category::kText;
  return is_vague(argument) || is_vague(parameter) || argument == parameter;
}

}  // namespace

void Resolver::expressions(PgQuery__Node** nodes, std::size_t count, const Scope& scope,
                           const Frame* frame) {
  for (std::size_t i = 0; i < count; ++i) expression(unwrap(nodes[i]), scope, frame);
}

void Resolver::expression(const Message* node, const Scope& scope, const Frame* frame) {
  if (objection_ || node == nullptr) return;
  if (const auto* select = as<PgQuery__SelectStmt>(node)) {
    query(*select, &scope, frame);
    return;
  }
  if (const auto* reference = as<PgQuery__ColumnRef>(node)) return column(*reference, scope);
  for (const Child& child : children(*node)) expression(child.message, scope, frame);
  if (const auto* access = as<PgQuery__AIndirection>(node)) field(*access, scope);
  if (const auto* function = as<PgQuery__FuncCall>(node)) call(*function, scope);
  if (const auto* binary = as<PgQuery__AExpr>(node)) operation(*binary, scope);
}

void Resolver::column(const PgQuery__ColumnRef& reference, const Scope& scope) {
  seen_.insert(&reference);
  const auto parts = name_parts(reference.fields, reference.n_fields);
  const auto offset = location(*base(&reference));
  const std::string shown = shortened(dotted(parts), 120);
  const bool is_star = reference.n_fields > 0 &&
                       as<PgQuery__AStar>(reference.fields[reference.n_fields - 1]) != nullptr;
  if (parts.size() > 3) {
    return refuse("unknown_column", "`" + shown + "` has too many parts.", "Write alias.column.",
                  offset);
  }
  if (parts.size() >= 2) {
    const std::string& alias = parts[parts.size() - 2];
    const Source* source = find_source(scope, parts.size() == 3 ? parts[0] : "", alias);
    if (source == nullptr) {
      return refuse("unknown_column",
                    "`" + shown + "`: there is no `" + shortened(alias, 60) + "` in FROM here.",
                    "Use the table's alias as it is written in FROM.", offset);
    }
    const std::string& name = parts.back();
    if (is_star || source->columns.find(name) != nullptr) return;
    // `alias.name` that is no column calls a function over the row.
    const bool may_call = may_call_by_dot(name) ||
                          (subject_.catalog != nullptr && subject_.catalog->has_routine(name));
    if (source->columns.is_open && !may_call) return;
    std::vector<std::string> known;
    for (const auto& listed : source->columns.listed) known.push_back(listed.name);
    const std::string near = nearest(name, known);
    return refuse("unknown_column",
                  "Column `" + shortened(name, 60) + "` is not in `" + shortened(alias, 60) + "`.",
                  near.empty() ? "Use a column that the schema lists for this table."
                               : "Did you mean `" + near + "`?",
                  offset);
  }
  if (is_star || parts.empty()) return;
  const std::string& name = parts[0];
  std::vector<std::string> known;
  for (const Scope* level = &scope; level != nullptr; level = level->outer) {
    for (const auto& source : level->sources) {
      if (source.columns.is_open || source.name == name || source.columns.find(name) != nullptr) {
        return;
      }
      for (const auto& listed : source.columns.listed) known.push_back(listed.name);
    }
    for (const auto& output : level->outputs) {
      if (output.name == name) return;
    }
  }
  const std::string near = nearest(name, known);
  refuse("unknown_column", "There is no column `" + shortened(name, 60) + "` here.",
         near.empty() ? "Use a column that the schema lists for the tables in FROM."
                      : "Did you mean `" + near + "`?",
         offset);
}

void Resolver::field(const PgQuery__AIndirection& access, const Scope& scope) {
  const auto* row = as<PgQuery__ColumnRef>(access.arg);
  if (row != nullptr && row->n_fields == 1 && access.n_indirection == 1) {
    // "(alias).column" is "alias.column" in other words.
    const auto* source = find_source(scope, "", name_parts(row->fields, 1)[0]);
    const auto name = name_parts(access.indirection, 1)[0];
    const bool is_column = source != nullptr && source->columns.find(name) != nullptr;
    const bool is_open = source != nullptr && source->columns.is_open;
    if (is_column || (is_open && !may_call_by_dot(name))) return;
  }
  for (const auto& name : name_parts(access.indirection, access.n_indirection)) {
    if (name == "*" || is_record_field(name)) continue;
    // "(value).name" calls the function `name` when the value has no such field.
    const bool is_safe = subject_.catalog != nullptr && !subject_.catalog->has_routine(name) &&
                         !may_call_by_dot(name);
    if (is_safe) continue;
    return refuse("function", "`(...)." + shortened(name, 60) + "` could call a function.",
                  "Name the column with the table's alias instead.", location(*unwrap(access.arg)));
  }
}

bool Resolver::could_be_users(std::string_view name, const std::vector<Category>& arguments,
                              bool is_operator) const {
  if (subject_.catalog == nullptr) return false;
  for (const UserRoutine* routine : subject_.catalog->routines(name)) {
    if (routine->is_operator != is_operator) continue;
    // Defaults may fill missing arguments.
    if (routine->arguments.size() < arguments.size()) continue;
    bool fits = true;
    for (std::size_t i = 0; i < arguments.size() && fits; ++i) {
      fits = can_mean(arguments[i], category_of_type(routine->arguments[i]));
    }
    if (fits) return true;
  }
  return false;
}

void Resolver::call(const PgQuery__FuncCall& call, const Scope& scope) {
  const auto parts = name_parts(call.funcname, call.n_funcname);
  std::vector<Category> arguments;
  for (std::size_t i = 0; i < call.n_args; ++i) {
    arguments.push_back(infer(unwrap(call.args[i]), scope));
  }
  // The grammar itself qualifies what has a syntax of its own (EXTRACT, AT TIME ZONE).
  const bool is_pinned = parts.size() == 2;
  if ((is_pinned || !could_be_users(parts.back(), arguments, false)) &&
      can_be_builtin_call(parts.back(), arguments)) {
    return;
  }
  refuse("user_function",
         "`" + parts.back() + "` with these arguments would not call the built-in function.",
         "Cast the argument to the type that the built-in function takes, for example ::text.",
         location(*base(&call)));
}

void Resolver::operation(const PgQuery__AExpr& expression, const Scope& scope) {
  const auto parts = name_parts(expression.name, expression.n_name);
  if (parts.size() != 1 || subject_.catalog == nullptr) return;
  if (!subject_.catalog->has_routine(parts[0])) return;
  std::vector<Category> arguments;
  if (expression.lexpr != nullptr) arguments.push_back(infer(unwrap(expression.lexpr), scope));
  arguments.push_back(infer(unwrap(expression.rexpr), scope));
  if (!could_be_users(parts[0], arguments, true)) return;
  refuse("user_function", "Operator `" + parts[0] + "` could mean a user's operator here.",
         "Write OPERATOR(pg_catalog." + parts[0] + ") or cast both sides.",
         location(*base(&expression)));
}

}  // namespace askdb::postgresql
