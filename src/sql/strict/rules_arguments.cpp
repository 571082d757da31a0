#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "sql/strict/fold.hpp"
#include "sql/strict/rules.hpp"

namespace askdb::strict {
namespace {

/// A text made of texts made of texts.
constexpr double kMostNested = 1'000'000;
/// Numbers of the query may carry a size into a column; no honest size is beyond this.
constexpr double kSuspicious = 10'000'000;

class Sizes {
 public:
  explicit Sizes(const Subject& subject)
      : language_(subject.language), largest_in_query_(largest_number(subject.query)) {}

  Objection check(const Node& node) const {
    if (node.kind == Kind::kTableCall) return check_table_call(node);
    if (node.kind == Kind::kSortKey && node.text == "fill") return check_fill(node);
    if (node.kind != Kind::kCall) return {};
    const auto arguments = node.all(Slot::kArgument);
    for (const auto& sized : language_.sized_arguments) {
      if (!iequals(sized.function, node.text) || sized.argument >= arguments.size()) continue;
      if (is_within(*arguments[sized.argument], sized.most) && size_of(node) <= kMostNested) {
        continue;
      }
      return Refusal{"argument", "`" + node.text + "` would make a very large value.",
                     "Ask for at most " + std::to_string(static_cast<long>(sized.most)) + ".",
                     node.offset};
    }
    return {};
  }

 private:
  const SizedArgument* rule_for(std::string_view name) const {
    for (const auto& rule : language_.sized_arguments) {
      if (iequals(rule.function, name)) return &rule;
    }
    return nullptr;
  }

  /// The largest value `size` can have is at most `most`, as far as the text tells.
  bool is_within(const Node& size, double most) const {
    if (const auto value = fold_number(&size)) return std::abs(*value) <= most;
    return growth(size) <= most && largest_in_query_ < kSuspicious;
  }

  /// Bytes or elements that constant sizes below `node` multiply to.
  double size_of(const Node& node) const {
    double inner = 1;
    if (node.kind == Kind::kString) inner = static_cast<double>(node.text.size());
    for (const Edge& edge : node.edges) inner = std::max(inner, size_of(*edge.child));
    const auto* sized = node.kind == Kind::kCall ? rule_for(node.text) : nullptr;
    if (sized == nullptr) return inner;
    const auto arguments = node.all(Slot::kArgument);
    if (sized->argument >= arguments.size()) return inner;
    const auto size = fold_number(arguments[sized->argument]);
    return inner * std::max(1.0, std::abs(size.value_or(1)));
  }

  Objection check_table_call(const Node& node) const {
    for (const auto& rule : language_.table_functions) {
      if (rule.function != node.text) continue;
      for (const Edge& edge : node.edges) {
        const auto value = fold_number(edge.child);
        if (value && std::abs(*value) <= rule.most) continue;
        return Refusal{"argument",
                       "`" + node.text + "` needs constant bounds of at most " +
                           std::to_string(static_cast<long>(rule.most)) + ".",
                       "Give nearer bounds.", node.offset};
      }
      if (node.edges.empty()) {
        return Refusal{"argument", "`" + node.text + "` without a bound never ends.",
                       "Give the number of rows.", node.offset};
      }
    }
    return {};
  }

  /// WITH FILL makes a row for each missing value.
  Objection check_fill(const Node& node) const {
    for (const Node* bound : node.all(Slot::kMember)) {
      const auto value = fold_number(bound->child(Slot::kOperand));
      const bool is_tiny_step = bound->text == "step" && value && std::abs(*value) < 1e-3;
      if (!is_tiny_step && std::abs(value.value_or(0)) < kSuspicious / 10 &&
          largest_in_query_ < kSuspicious) {
        continue;
      }
      return Refusal{"argument", "WITH FILL would make very many rows.",
                     "Give nearer bounds or a larger step.", node.offset};
    }
    return {};
  }

  const Language& language_;
  const double largest_in_query_;
};

}  // namespace

Objection check_arguments(const Subject& subject) {
  const Sizes sizes(subject);
  return first_objection(subject, [&](const Node& node) { return sizes.check(node); });
}

}  // namespace askdb::strict
