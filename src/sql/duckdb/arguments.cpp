#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>

#include "base/text.hpp"
#include "sql/duckdb/constants.hpp"
#include "sql/duckdb/rules.hpp"
#include "sql/duckdb/tree.hpp"

namespace askdb::duckdb {
namespace {

constexpr double kMostCharacters = 100'000;
constexpr double kMostElements = 1'000'000;
/// Columns may carry a constant of the text into a size; no honest size is beyond this.
constexpr double kSuspicious = 10'000'000;
/// Steps of functions with a lambda inside each other over constant lists.
constexpr double kMostSteps = 10'000'000;

/// Functions with an argument that says how large the result is, and which one it is.
struct Sized {
  std::size_t argument;
  double most;
};

const Sized* sized(std::string_view name) {
  static const std::unordered_map<std::string_view, Sized> kSized{
      {"repeat", {1, kMostCharacters}},
      {"lpad", {1, kMostCharacters}},
      {"rpad", {1, kMostCharacters}},
      {"bitstring", {1, kMostCharacters}},
      {"list_resize", {1, kMostElements}},
      {"array_resize", {1, kMostElements}},
      {"bar", {3, kMostCharacters}},
      {"equi_width_bins", {2, kMostElements}},
      {"to_base", {2, kMostCharacters}},
      {"approx_top_k", {1, kMostElements}},
      {"reservoir_quantile", {2, kMostElements}}};
  const auto found = kSized.find(name);
  return found == kSized.end() ? nullptr : &found->second;
}

const Node* argument(const Node& call, std::size_t i) {
  const auto* all = array_of(call, "children");
  return all == nullptr || i >= all->size() ? nullptr : (*all)[i].if_object();
}

bool is_series(std::string_view name) { return name == "range" || name == "generate_series"; }

class Arguments {
 public:
  explicit Arguments(const Node& query) : largest_(largest_number(query, "query")) {}

  Objection check(const Node& node) const {
    const auto name = to_lower(text_of(node, "function_name"));
    if (is_series(name)) return check_series(node);
    if (name == "printf" || name == "format") return check_format(node);
    if (has_lambda(node) && steps(node) > kMostSteps) {
      return refuse("`" + name + "` would take too many steps.", "Use shorter lists.", node);
    }
    const Sized* limit = sized(name);
    if (limit == nullptr || is_within(argument(node, limit->argument), limit->most)) {
      if (name != "repeat" || size_of(&node) <= kMostElements) return {};
    }
    return refuse("`" + name + "` would make a very large value.",
                  "Ask for at most 100000 characters or a million elements.", node);
  }

 private:
  static Refusal refuse(std::string what, std::string instead, const Node& node) {
    return {"argument", std::move(what), std::move(instead), location(node)};
  }

  bool is_within(const Node* size, double most) const {
    if (size == nullptr) return true;
    if (const auto value = fold_number(size)) return std::abs(*value) <= most;
    return largest_number(*size, "expression") <= most && largest_ < kSuspicious;
  }

  /// Characters of texts that are repeated and repeated again.
  static double size_of(const Node* node) {
    if (node == nullptr) return 1;
    if (text_of(*node, "class") == "CONSTANT") {
      const Node* held = object_of(*node, "value");
      return held == nullptr ? 1
                             : std::max(1.0, static_cast<double>(text_of(*held, "value").size()));
    }
    const auto name = to_lower(text_of(*node, "function_name"));
    const auto times = fold_number(argument(*node, 1));
    if (name == "repeat") return size_of(argument(*node, 0)) * std::max(1.0, times.value_or(1));
    double total = 1;
    for (const auto& child : children(*node, "expression")) {
      if (child.family == "expression") total = std::max(total, size_of(child.node));
    }
    return total;
  }

  Objection check_series(const Node& node) const {
    const auto* all = array_of(node, "children");
    const std::size_t count = all == nullptr ? 0 : all->size();
    const auto too_many = [&node] {
      return refuse("The series would have more than a million members.",
                    "Use nearer bounds or a larger step.", node);
    };
    const Node* last = argument(node, count == 1 ? 0 : 1);
    const Node* step = argument(node, 2);
    const auto to = fold_number(last);
    const auto from = count == 1 ? std::optional<double>(0) : fold_number(argument(node, 0));
    const auto by = step == nullptr ? std::optional<double>(1) : fold_number(step);
    if (from && to && by) {
      if (*by != 0 && std::abs((*to - *from) / *by) > kMostElements) return too_many();
      return {};
    }
    if (to && std::abs(*to) > kSuspicious) return too_many();
    if (from && std::abs(*from) > kSuspicious) return too_many();
    return largest_ < kSuspicious ? Objection() : too_many();
  }

  /// A width in a format makes as many blanks.
  static Objection check_format(const Node& node) {
    const Node* first = argument(node, 0);
    const Node* held = first == nullptr ? nullptr : object_of(*first, "value");
    if (held != nullptr && text_of(*first, "class") == "CONSTANT") {
      const auto text = text_of(*held, "value");
      std::size_t digits = 0;
      bool is_wide = false;
      for (const char c : text) {
        digits = c >= '0' && c <= '9' ? digits + 1 : 0;
        is_wide = is_wide || digits > 3 || c == '*';
      }
      // {:{}} takes its width from an argument.
      const bool is_nested = text.find(":{") != std::string_view::npos;
      if (!is_wide && !is_nested) return {};
    }
    return refuse("A format must be a constant with widths of at most 999.",
                  "Write the format as a constant, or use concat.", node);
  }

  static bool has_lambda(const Node& call) {
    const auto* all = array_of(call, "children");
    return all != nullptr && std::any_of(all->begin(), all->end(), [](const auto& value) {
             const auto* node = value.if_object();
             return node != nullptr && text_of(*node, "class") == "LAMBDA";
           });
  }

  /// About how many times the innermost lambda below `node` is called.
  static double steps(const Node& node) {
    double inner = 1;
    double length = 1;
    for (const auto& child : children(node, "expression")) {
      if (child.family != "expression") continue;
      const auto name = to_lower(text_of(*child.node, "function_name"));
      if (is_series(name)) {
        length = std::max(length, std::max(1.0, largest_number(*child.node, "expression")));
      }
      inner = std::max(inner, steps(*child.node));
    }
    return has_lambda(node) ? length * inner : std::max(length, inner);
  }

  const double largest_;
};

}  // namespace

Objection check_arguments(const Subject& subject) {
  const Arguments arguments(subject.query);
  return first_objection(subject, [&](const Node& node, std::string_view family) -> Objection {
    if (family != "expression" || text_of(node, "class") != "FUNCTION") return {};
    return arguments.check(node);
  });
}

}  // namespace askdb::duckdb
