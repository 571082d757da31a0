#include "sql/strict/fold.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/text.hpp"

namespace askdb::strict {
namespace {

std::optional<double> number_of(const std::string& text) {
  if (text.empty()) return {};
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (*end != '\0' || !std::isfinite(value)) return {};
  return value;
}

std::optional<double> fold_operation(const Node& node) {
  std::optional<double> value = fold_number(node.edges[0].child);
  for (std::size_t i = 1; value && i < node.edges.size(); ++i) {
    const auto next = fold_number(node.edges[i].child);
    if (!next) return {};
    const std::string& name = node.parts[i - 1];
    if (name == "+") {
      *value += *next;
    } else if (name == "-") {
      *value -= *next;
    } else if (name == "*") {
      *value *= *next;
    } else if ((name == "/" || name == "div") && *next != 0) {
      *value /= *next;
    } else if (name == "<<") {
      *value *= std::exp2(std::min(*next, 64.0));
    } else {
      return {};
    }
  }
  return value;
}

/// SELECT of one constant, as a value.
const Node* single_output(const Node& query) {
  const Node* select = query.child(Slot::kBody);
  while (select != nullptr && select->kind == Kind::kQuery) select = select->child(Slot::kBody);
  if (select == nullptr || select->kind != Kind::kSelect) return nullptr;
  const auto outputs = select->all(Slot::kOutput);
  return outputs.size() == 1 ? outputs[0]->child(Slot::kOperand) : nullptr;
}

}  // namespace

std::optional<double> fold_number(const Node* node) {
  if (node == nullptr) return {};
  switch (node->kind) {
    case Kind::kNumber:
    case Kind::kString:
      return number_of(node->text);
    case Kind::kAliased:
    case Kind::kCast:
      return fold_number(node->child(Slot::kOperand));
    case Kind::kPrefix: {
      auto value = fold_number(node->child(Slot::kOperand));
      for (const auto& sign : node->parts) {
        if (!value || (sign != "-" && sign != "+")) return {};
        if (sign == "-") *value = -*value;
      }
      return value;
    }
    case Kind::kOperation:
      return fold_operation(*node);
    case Kind::kSubquery: {
      const Node* query = node->child(Slot::kQuery);
      return query == nullptr ? std::nullopt : fold_number(single_output(*query));
    }
    default:
      return {};
  }
}

std::optional<std::string> fold_text(const Node* node) {
  if (node == nullptr) return {};
  if (node->kind == Kind::kString) return node->text;
  if (node->kind == Kind::kAliased || node->kind == Kind::kCast || node->kind == Kind::kPostfix) {
    return fold_text(node->child(Slot::kOperand));
  }
  const bool joins = node->kind == Kind::kOperation ||
                     (node->kind == Kind::kCall && iequals(node->text, "concat"));
  if (!joins) return {};
  if (std::any_of(node->parts.begin(), node->parts.end(),
                  [](const std::string& name) { return name != "||"; })) {
    return {};
  }
  std::string all;
  for (const Edge& edge : node->edges) {
    const auto piece = fold_text(edge.child);
    if (!piece) return {};
    all += *piece;
  }
  return all;
}

double growth(const Node& node) {
  double product = 1;
  walk_tree(node, [&](const Node& part) {
    if (part.kind == Kind::kNumber || part.kind == Kind::kString) {
      product *= std::max(1.0, number_of(part.text).value_or(1));
    }
    return true;
  });
  return product;
}

double largest_number(const Node& root) {
  double largest = 0;
  walk_tree(root, [&](const Node& part) {
    if (part.kind == Kind::kNumber || part.kind == Kind::kString) {
      largest = std::max(largest, number_of(part.text).value_or(0));
    }
    return true;
  });
  return largest;
}

}  // namespace askdb::strict
