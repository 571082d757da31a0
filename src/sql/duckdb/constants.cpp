#include "sql/duckdb/constants.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

#include "sql/duckdb/tree.hpp"

namespace askdb::duckdb {
namespace json = boost::json;
namespace {

std::optional<double> constant(const Node& node) {
  const Node* held = object_of(node, "value");
  if (held == nullptr) return std::nullopt;
  const auto* value = held->if_contains("value");
  if (value == nullptr) return std::nullopt;
  // Decimals are kept as whole numbers beside their scale.
  double scale = 1;
  const Node* type = object_of(*held, "type");
  const Node* info = type == nullptr ? nullptr : object_of(*type, "type_info");
  if (info != nullptr && info->if_contains("scale") != nullptr) {
    if (const auto* digits = info->if_contains("scale"); digits->is_int64()) {
      scale = std::pow(10.0, static_cast<double>(digits->get_int64()));
    }
  }
  if (value->is_int64()) return static_cast<double>(value->get_int64()) / scale;
  if (value->is_uint64()) return static_cast<double>(value->get_uint64()) / scale;
  if (value->is_double()) return value->get_double() / scale;
  if (const auto* text = value->if_string()) {
    char* end = nullptr;
    const double number = std::strtod(text->c_str(), &end);
    if (end != text->c_str() && *end == '\0') return number;
    return std::nullopt;
  }
  if (const auto* wide = value->if_object()) {
    // A number of 128 bits: its upper half says enough.
    const auto* upper = wide->if_contains("upper");
    if (upper != nullptr && upper->is_number())
      return std::abs(upper->to_number<double>()) * 1.8e19;
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> fold_number(const Node* expression) {
  if (expression == nullptr) return std::nullopt;
  const auto own_class = text_of(*expression, "class");
  if (own_class == "CONSTANT") return constant(*expression);
  if (own_class == "CAST") return fold_number(object_of(*expression, "child"));
  if (own_class != "FUNCTION") return std::nullopt;
  const auto name = text_of(*expression, "function_name");
  const auto* arguments = array_of(*expression, "children");
  if (arguments == nullptr || arguments->empty() || arguments->size() > 2) return std::nullopt;
  const auto left = fold_number((*arguments)[0].if_object());
  if (!left) return std::nullopt;
  if (arguments->size() == 1) {
    if (name == "-") return -*left;
    return name == "+" || name == "abs" ? left : std::nullopt;
  }
  const auto right = fold_number((*arguments)[1].if_object());
  if (!right) return std::nullopt;
  if (name == "+") return *left + *right;
  if (name == "-") return *left - *right;
  if (name == "*") return *left * *right;
  if (name == "/" || name == "//") return *right == 0 ? *left : *left / *right;
  if (name == "**" || name == "^" || name == "pow" || name == "power") {
    return std::pow(*left, *right);
  }
  if (name == "<<") return *left * std::pow(2.0, *right);
  return std::nullopt;
}

double largest_number(const Node& node, std::string_view family) {
  double largest = 0;
  walk(node, family, [&largest](const Node& part, std::string_view) {
    if (const auto number = fold_number(&part)) largest = std::max(largest, std::abs(*number));
    return true;
  });
  return largest;
}

}  // namespace askdb::duckdb
