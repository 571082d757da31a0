#include <cmath>
#include <string>

#include "base/text.hpp"
#include "sql/postgresql/fold.hpp"
#include "sql/postgresql/rules.hpp"

namespace askdb::postgresql {
namespace {

constexpr double kMostCharacters = 100'000;
constexpr double kMostNested = 1'000'000;
constexpr double kMostRows = 1'000'000;
constexpr double kMostElements = 100'000;
constexpr double kMostDigits = 330;
/// Columns of constants may carry a number into a size; no honest size is beyond this.
constexpr double kSuspicious = 10'000'000;

Refusal refuse(std::string what, std::string instead, const Message& node) {
  return {"argument", std::move(what), std::move(instead), location(node)};
}

class Arguments {
 public:
  explicit Arguments(const PgQuery__SelectStmt& query)
      : largest_in_query_(largest_number(*base(&query))) {}

  Objection check(const Message& node) const {
    if (const auto* call = as<PgQuery__FuncCall>(&node)) return check_call(*call);
    if (const auto* operation = as<PgQuery__AExpr>(&node)) return check_operation(*operation);
    if (const auto* constant = as<PgQuery__AConst>(&node)) return check_constant(*constant);
    return {};
  }

 private:
  static const Message* argument(const PgQuery__FuncCall& call, std::size_t i) {
    if (i >= call.n_args) return nullptr;
    const Message* value = unwrap(call.args[i]);
    const auto* named = as<PgQuery__NamedArgExpr>(value);
    return named == nullptr ? value : unwrap(named->arg);
  }

  /// The largest value `size` can have is at most `most`, as far as the text tells.
  bool is_within(const Message* size, double most) const {
    if (size == nullptr) return true;
    if (const auto value = fold_number(size)) return std::abs(*value) <= most;
    return growth(size) <= most && largest_in_query_ < kSuspicious;
  }

  Objection check_call(const PgQuery__FuncCall& call) const {
    const auto name = last_name(call.funcname, call.n_funcname);
    const Message& node = *base(&call);
    if (name == "repeat" || name == "lpad" || name == "rpad") {
      if (is_within(argument(call, 1), kMostCharacters) && text_size(&node) <= kMostNested) {
        return {};
      }
      return refuse("`" + name + "` would make a very long text.",
                    "Ask for at most 100000 characters.", node);
    }
    if (name == "format") return check_format(call);
    if (name == "array_fill") {
      if (elements(argument(call, 1)) <= kMostElements) return {};
      return refuse("`array_fill` would make a very large array.",
                    "Give constant dimensions of at most 100000 elements in all.", node);
    }
    if (name == "generate_series") return check_series(call);
    if (name == "factorial" && !is_within(argument(call, 0), 2'000)) {
      return refuse("`factorial` of a large number.", "Use a number up to 2000.", node);
    }
    if (name == "power" || name == "pow") {
      return check_power(argument(call, 0), argument(call, 1), node);
    }
    return {};
  }

  Objection check_operation(const PgQuery__AExpr& operation) const {
    if (operation.n_name == 0) return {};
    const auto name = last_name(operation.name, operation.n_name);
    const Message& node = *base(&operation);
    if (name == "^") return check_power(unwrap(operation.lexpr), unwrap(operation.rexpr), node);
    return {};
  }

  static Objection check_constant(const PgQuery__AConst& constant) {
    if (constant.val_case == PG_QUERY__A__CONST__VAL_FVAL) {
      const std::string_view digits = constant.fval->fval;
      const auto mark = digits.find_first_of("eE");
      const bool is_huge = mark != std::string_view::npos &&
                           std::abs(std::atof(constant.fval->fval + mark + 1)) > kMostDigits;
      if (is_huge || digits.size() > kMostDigits) {
        return refuse("A number with too many digits.", "Use numbers of at most 330 digits.",
                      *base(&constant));
      }
    } else if (constant.val_case == PG_QUERY__A__CONST__VAL_SVAL) {
      const std::string_view text = constant.sval->sval;
      if (to_lower(text).find("<!entity") != std::string::npos) {
        return refuse("XML may not define entities.", "Leave out the DOCTYPE.", *base(&constant));
      }
    }
    return {};
  }

  /// Characters a text can have by constant sizes inside it.
  static double text_size(const Message* node) {
    if (const auto* call = as<PgQuery__FuncCall>(node)) {
      const auto name = last_name(call->funcname, call->n_funcname);
      const auto size = fold_number(argument(*call, 1));
      if (name == "repeat") {
        return text_size(argument(*call, 0)) * std::max(1.0, std::abs(size.value_or(1)));
      }
      if (name == "lpad" || name == "rpad") return std::abs(size.value_or(1));
    }
    if (const auto text = fold_text(node)) return static_cast<double>(text->size());
    double total = 1;
    if (node != nullptr) {
      for (const Child& child : children(*node)) total = std::max(total, text_size(child.message));
    }
    return total;
  }

  static double elements(const Message* dimensions) {
    if (const auto* cast = as<PgQuery__TypeCast>(dimensions)) return elements(unwrap(cast->arg));
    const auto* array = as<PgQuery__AArrayExpr>(dimensions);
    if (array == nullptr) return HUGE_VAL;
    double product = 1;
    for (std::size_t i = 0; i < array->n_elements; ++i) {
      const auto size = fold_number(unwrap(array->elements[i]));
      if (!size) return HUGE_VAL;
      product *= std::max(1.0, *size);
    }
    return product;
  }

  static Objection check_format(const PgQuery__FuncCall& call) {
    const auto text = fold_text(argument(call, 0));
    bool is_bad = !text;
    for (std::size_t at = 0; text && at < text->size(); ++at) {
      if ((*text)[at] != '%') continue;
      double width = 0;
      for (++at; at < text->size(); ++at) {
        const char c = (*text)[at];
        if (c >= '0' && c <= '9') {
          width = width * 10 + (c - '0');
        } else if (c == '$') {
          width = 0;
        } else if (c == '*') {
          is_bad = true;
        } else if (c != '-') {
          break;
        }
      }
      is_bad = is_bad || width > 1'000;
    }
    if (!is_bad) return {};
    return refuse("`format` needs a constant format with widths of at most 1000.",
                  "Write the format as a constant, or use concat.", *base(&call));
  }

  Objection check_series(const PgQuery__FuncCall& call) const {
    const Message& node = *base(&call);
    const Message* first = argument(call, 0);
    const Message* last = argument(call, 1);
    const Message* step = argument(call, 2);
    const auto too_many = [&node] {
      return refuse("`generate_series` would make more than a million rows.",
                    "Use nearer bounds or a larger step.", node);
    };
    if (const auto pace = step == nullptr ? std::nullopt : fold_interval(step)) {
      const auto from = fold_time(first);
      const auto to = fold_time(last);
      if (from && to) {
        if (*pace != 0 && std::abs((*to - *from) / *pace) > kMostRows) return too_many();
      } else if (std::abs(*pace) < 1) {
        return too_many();
      }
      return {};
    }
    const auto from = fold_number(first);
    const auto to = fold_number(last);
    const auto by = step == nullptr ? std::optional<double>(1) : fold_number(step);
    if (from && to && by) {
      if (*by != 0 && std::abs((*to - *from) / *by) > kMostRows) return too_many();
      return {};
    }
    const bool is_fine_step = !by || (*by != 0 && std::abs(*by) >= 1e-3);
    if (is_fine_step && is_within(from ? nullptr : first, kMostRows) &&
        is_within(to ? nullptr : last, kMostRows) && std::abs(from.value_or(0)) <= kMostRows * 10 &&
        std::abs(to.value_or(0)) <= kMostRows * 10) {
      return {};
    }
    return too_many();
  }

  Objection check_power(const Message* base_part, const Message* exponent,
                        const Message& node) const {
    const auto number = fold_number(base_part);
    const auto power = fold_number(exponent);
    bool is_fine = true;
    if (number && power) {
      is_fine = std::abs(*power) * std::log10(std::max(10.0, std::abs(*number))) <= kMostDigits;
    } else {
      is_fine = is_within(exponent, kMostDigits);
    }
    if (is_fine) return {};
    return refuse("A power with too many digits.", "Use a smaller exponent.", node);
  }

  const double largest_in_query_;
};

}  // namespace

Objection check_arguments(const Subject& subject) {
  const Arguments arguments(subject.query);
  Objection found;
  walk(*base(&subject.query), [&](const Message& node) {
    if (!found) found = arguments.check(node);
    return !found;
  });
  return found;
}

}  // namespace askdb::postgresql
