#include <string>
#include <unordered_set>

#include "sql/postgresql/fold.hpp"
#include "sql/postgresql/patterns.hpp"
#include "sql/postgresql/rules.hpp"

namespace askdb::postgresql {
namespace {

Refusal refuse(std::string what, std::string instead, const Message& node) {
  return {"argument", std::move(what), std::move(instead), location(node)};
}

bool mentions_text(const Message* expression) {
  static const std::unordered_set<std::string_view> kMakers{
      "chr",    "convert_from", "decode",  "format",    "overlay",
      "repeat", "replace",      "reverse", "translate", "unistr"};
  bool found = false;
  walk(*expression, [&found](const Message& piece) {
    const auto* call = as<PgQuery__FuncCall>(&piece);
    if (call != nullptr && kMakers.count(last_name(call->funcname, call->n_funcname)) > 0) {
      found = true;
    }
    return !found;
  });
  return found;
}

/// A pattern is a constant, or made of columns and harmless pieces.
Objection check_pattern(const Message* pattern, const Message& node) {
  if (pattern == nullptr) return {};
  std::string_view danger;
  if (const auto text = fold_text(pattern)) {
    danger = danger_in_pattern(*text);
  } else {
    static const std::unordered_set<std::string_view> kPlain{
        "array_to_string", "btrim",      "concat",    "concat_ws", "left",
        "lower",           "ltrim",      "right",     "rtrim",     "regexp_replace",
        "upper",           "string_agg", "substring", "substr",    "quote_literal"};
    walk(*pattern, [&](const Message& piece) {
      if (const auto* call = as<PgQuery__FuncCall>(&piece)) {
        if (kPlain.count(last_name(call->funcname, call->n_funcname)) == 0) {
          danger = "is computed in a way that cannot be checked";
        }
      } else if (const auto written = fold_text(&piece)) {
        if (const auto found = danger_in_pattern(*written); !found.empty()) danger = found;
      }
      return danger.empty();
    });
    // substring(text, integer, integer) is no pattern; neither is a number.
    if (danger.starts_with("is computed")) {
      const auto* call = as<PgQuery__FuncCall>(&node);
      const bool is_substring =
          call != nullptr && last_name(call->funcname, call->n_funcname) == "substring";
      if (is_substring && (call->n_args == 3 || !mentions_text(pattern))) danger = {};
    }
  }
  if (danger.empty()) return {};
  return refuse("The regular expression " + std::string(danger) + ".",
                "Write a simpler pattern as a constant.", node);
}

/// In a JSON path a backslash is written twice, or as an escape.
bool has_back_reference_in_path(std::string_view text) {
  return text.find("\\u") != std::string_view::npos || text.find("\\x") != std::string_view::npos ||
         [&text] {
           for (std::size_t at = text.find('\\'); at < text.size(); ++at) {
             if (text[at] != '\\' && text[at] >= '1' && text[at] <= '9' && text[at - 1] == '\\') {
               return true;
             }
           }
           return false;
         }();
}

Objection check_call(const PgQuery__FuncCall& call) {
  const Message& node = *base(&call);
  const auto name = last_name(call.funcname, call.n_funcname);
  const auto argument = [&call](std::size_t i) {
    return i < call.n_args ? unwrap(call.args[i]) : nullptr;
  };
  static const std::unordered_set<std::string_view> kPatternSecond{
      "regexp_count",   "regexp_instr",   "regexp_like",           "regexp_match",
      "regexp_matches", "regexp_replace", "regexp_split_to_array", "regexp_split_to_table",
      "regexp_substr",  "substring"};
  if (kPatternSecond.count(name) > 0) return check_pattern(argument(1), node);
  if (name == "similar_to_escape" || name == "similar_escape") {
    return check_pattern(argument(0), node);
  }
  return {};
}

Objection check_operation(const PgQuery__AExpr& operation) {
  const auto name = last_name(operation.name, operation.n_name);
  const Message& node = *base(&operation);
  if (name == "~" || name == "~*" || name == "!~" || name == "!~*") {
    // Prefix ~ is the complement of bits.
    if (operation.lexpr == nullptr) return {};
    // SIMILAR TO calls a function with the pattern, which is looked at by itself.
    if (operation.kind == PG_QUERY__A__EXPR__KIND__AEXPR_SIMILAR) return {};
    const Message* pattern = unwrap(operation.rexpr);
    if (const auto* list = as<PgQuery__AArrayExpr>(pattern)) {
      for (std::size_t i = 0; i < list->n_elements; ++i) {
        if (auto found = check_pattern(unwrap(list->elements[i]), node)) return found;
      }
      return {};
    }
    return check_pattern(pattern, node);
  }
  return {};
}

Objection check_constant(const PgQuery__AConst& constant) {
  if (constant.val_case != PG_QUERY__A__CONST__VAL_SVAL) return {};
  const std::string_view text = constant.sval->sval;
  if (text.find("like_regex") != std::string_view::npos && has_back_reference_in_path(text)) {
    return refuse("The JSON path's regular expression contains a back-reference.",
                  "Leave out the back-reference.", *base(&constant));
  }
  return {};
}

Objection check_regular_expression(const Message& node) {
  if (const auto* call = as<PgQuery__FuncCall>(&node)) return check_call(*call);
  if (const auto* operation = as<PgQuery__AExpr>(&node)) return check_operation(*operation);
  if (const auto* constant = as<PgQuery__AConst>(&node)) return check_constant(*constant);
  return {};
}

}  // namespace

Objection check_regular_expressions(const Subject& subject) {
  return first_objection(subject, check_regular_expression);
}

}  // namespace askdb::postgresql
