#include "sql/postgresql/fold.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "base/text.hpp"

namespace askdb::postgresql {
namespace {

std::optional<double> number_of(const char* text) {
  if (text == nullptr) return {};
  char* end = nullptr;
  const double value = std::strtod(text, &end);
  while (end != nullptr && (*end == ' ' || *end == '\n' || *end == '\t')) ++end;
  if (end == text || end == nullptr || *end != '\0') return {};
  return value;
}

std::optional<double> compute(std::string_view name, double left, double right) {
  if (name == "+") return left + right;
  if (name == "-") return left - right;
  if (name == "*") return left * right;
  if (name == "/") return right == 0 ? std::optional<double>() : left / right;
  if (name == "%") return right == 0 ? std::optional<double>() : std::fmod(left, right);
  if (name == "^") return std::pow(left, right);
  if (name == "<<") return left * std::pow(2.0, right);
  if (name == ">>") return left / std::pow(2.0, right);
  return {};
}

/// The expression of `(SELECT expression)`, which has no FROM.
const Message* inside_select(const Message* expression) {
  const auto* link = as<PgQuery__SubLink>(expression);
  if (link == nullptr || link->sub_link_type != PG_QUERY__SUB_LINK_TYPE__EXPR_SUBLINK) return {};
  const auto* query = as<PgQuery__SelectStmt>(link->subselect);
  if (query == nullptr || query->n_from_clause > 0 || query->n_target_list != 1) return {};
  const auto* target = as<PgQuery__ResTarget>(query->target_list[0]);
  return target == nullptr ? nullptr : unwrap(target->val);
}

std::string function_name(const PgQuery__FuncCall& call) {
  return last_name(call.funcname, call.n_funcname);
}

struct Unit {
  std::string_view name;
  double seconds;
};

std::optional<double> interval_of(std::string_view text) {
  static constexpr std::array<Unit, 12> kUnits{{{"microsecond", 1e-6},
                                                {"millisecond", 1e-3},
                                                {"second", 1},
                                                {"sec", 1},
                                                {"minute", 60},
                                                {"min", 60},
                                                {"hour", 3600},
                                                {"day", 86400},
                                                {"week", 604800},
                                                {"mon", 2592000},
                                                {"year", 31536000},
                                                {"decade", 315360000}}};
  double total = 0;
  bool found = false;
  const std::string copy(text);
  const char* at = copy.c_str();
  while (*at != '\0') {
    char* end = nullptr;
    const double count = std::strtod(at, &end);
    if (end == at) {
      ++at;
      continue;
    }
    at = end;
    if (*at == ':') return found ? total + 1 : 1;  // "00:00:01": at least a second's worth
    while (*at == ' ') ++at;
    const std::string_view rest(at);
    for (const auto& unit : kUnits) {
      if (!iequals(rest.substr(0, unit.name.size()), unit.name)) continue;
      total += count * unit.seconds;
      found = true;
      break;
    }
    while ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z')) ++at;
  }
  if (!found) return {};
  return total;
}

std::optional<double> time_of(const std::string& text) {
  int year = 0;
  int month = 1;
  int day = 1;
  if (std::sscanf(text.c_str(), "%d-%d-%d", &year, &month, &day) < 3) return {};
  return (year * 365.25 + month * 30.44 + day) * 86400.0;
}

}  // namespace

std::optional<double> fold_number(const Message* expression) {
  if (const auto* constant = as<PgQuery__AConst>(expression)) {
    switch (constant->val_case) {
      case PG_QUERY__A__CONST__VAL_IVAL:
        return constant->ival->ival;
      case PG_QUERY__A__CONST__VAL_FVAL:
        return number_of(constant->fval->fval);
      case PG_QUERY__A__CONST__VAL_SVAL:
        return number_of(constant->sval->sval);
      default:
        return {};
    }
  }
  if (const auto* cast = as<PgQuery__TypeCast>(expression)) return fold_number(unwrap(cast->arg));
  if (const auto* operation = as<PgQuery__AExpr>(expression)) {
    const auto right = fold_number(unwrap(operation->rexpr));
    if (!right || operation->n_name == 0) return {};
    const auto name = last_name(operation->name, operation->n_name);
    if (operation->lexpr == nullptr) {
      if (name == "-") return -*right;
      return name == "+" || name == "@" ? right : std::nullopt;
    }
    const auto left = fold_number(unwrap(operation->lexpr));
    return left ? compute(name, *left, *right) : std::nullopt;
  }
  if (const auto* call = as<PgQuery__FuncCall>(expression)) {
    const auto name = function_name(*call);
    if (call->n_args == 2 && (name == "power" || name == "pow")) {
      const auto base_number = fold_number(unwrap(call->args[0]));
      const auto exponent = fold_number(unwrap(call->args[1]));
      if (base_number && exponent) return std::pow(*base_number, *exponent);
    }
    const bool is_same = name == "int4" || name == "int8" || name == "numeric" ||
                         name == "float8" || name == "round" || name == "floor" || name == "ceil" ||
                         name == "abs" || name == "trunc";
    if (call->n_args == 1 && is_same) return fold_number(unwrap(call->args[0]));
    return {};
  }
  if (const auto* inner = inside_select(expression)) return fold_number(inner);
  return {};
}

std::optional<std::string> fold_text(const Message* expression) {
  if (const auto* constant = as<PgQuery__AConst>(expression)) {
    if (constant->val_case != PG_QUERY__A__CONST__VAL_SVAL) return {};
    return std::string(constant->sval->sval);
  }
  if (const auto* cast = as<PgQuery__TypeCast>(expression)) return fold_text(unwrap(cast->arg));
  if (const auto* collation = as<PgQuery__CollateClause>(expression)) {
    return fold_text(unwrap(collation->arg));
  }
  if (const auto* operation = as<PgQuery__AExpr>(expression)) {
    if (operation->n_name == 0 || last_name(operation->name, operation->n_name) != "||") {
      return {};
    }
    const auto left = fold_text(unwrap(operation->lexpr));
    const auto right = fold_text(unwrap(operation->rexpr));
    if (left && right) return *left + *right;
    return {};
  }
  if (const auto* inner = inside_select(expression)) return fold_text(inner);
  return {};
}

std::optional<double> fold_interval(const Message* expression) {
  if (const auto* operation = as<PgQuery__AExpr>(expression)) {
    if (operation->n_name == 0) return {};
    const auto name = last_name(operation->name, operation->n_name);
    const auto right = fold_interval(unwrap(operation->rexpr));
    if (operation->lexpr == nullptr) return right && name == "-" ? -*right : right;
    const auto left = fold_interval(unwrap(operation->lexpr));
    const auto factor =
        fold_number(unwrap(name == "*" && right ? operation->lexpr : operation->rexpr));
    if ((name == "*" || name == "/") && factor && (left || right)) {
      return name == "*" ? (left ? *left : *right) * *factor : *left / *factor;
    }
    return left && right ? compute(name, *left, *right) : std::nullopt;
  }
  if (const auto text = fold_text(expression)) return interval_of(*text);
  return {};
}

std::optional<double> fold_time(const Message* expression) {
  constexpr double kToday = (2026 * 365.25 + 6 * 30.44) * 86400.0;
  if (as<PgQuery__SQLValueFunction>(expression) != nullptr) return kToday;
  if (const auto* call = as<PgQuery__FuncCall>(expression)) {
    const auto name = function_name(*call);
    if (call->n_args == 0) return kToday;
    if (name == "date_trunc" && call->n_args >= 2) return fold_time(unwrap(call->args[1]));
    if (name == "timezone" && call->n_args == 2) return fold_time(unwrap(call->args[1]));
    if (name == "make_date" && call->n_args == 3) {
      const auto year = fold_number(unwrap(call->args[0]));
      if (year) return *year * 365.25 * 86400.0;
    }
    return {};
  }
  if (const auto* operation = as<PgQuery__AExpr>(expression)) {
    if (operation->n_name == 0 || operation->lexpr == nullptr) return {};
    const auto name = last_name(operation->name, operation->n_name);
    const auto left = fold_time(unwrap(operation->lexpr));
    auto right = fold_interval(unwrap(operation->rexpr));
    if (!right) {
      if (const auto days = fold_number(unwrap(operation->rexpr))) right = *days * 86400.0;
    }
    return left && right ? compute(name, *left, *right) : std::nullopt;
  }
  if (const auto* cast = as<PgQuery__TypeCast>(expression)) return fold_time(unwrap(cast->arg));
  if (const auto text = fold_text(expression)) return time_of(*text);
  if (const auto* inner = inside_select(expression)) return fold_time(inner);
  return {};
}

bool is_constant(const Message* expression) {
  if (expression == nullptr) return true;
  bool constant = true;
  walk(*expression, [&constant](const Message& node) {
    if (as<PgQuery__ColumnRef>(&node) != nullptr) constant = false;
    return constant;
  });
  return constant;
}

double growth(const Message* expression) {
  double product = 1;
  if (expression == nullptr) return product;
  walk(*expression, [&product](const Message& node) {
    if (as<PgQuery__TypeName>(&node) != nullptr) return false;
    if (as<PgQuery__AConst>(&node) == nullptr) return true;
    if (const auto value = fold_number(&node)) product *= std::max(1.0, std::abs(*value));
    return true;
  });
  return product;
}

double largest_number(const Message& root) {
  double largest = 0;
  walk(root, [&largest](const Message& node) {
    if (as<PgQuery__AConst>(&node) != nullptr) {
      if (const auto value = fold_number(&node)) largest = std::max(largest, std::abs(*value));
    }
    return true;
  });
  return largest;
}

}  // namespace askdb::postgresql
