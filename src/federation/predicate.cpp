#include "federation/predicate.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cstdint>

#include "datasource/dates.hpp"
#include "federation/tree.hpp"

namespace askdb::federation {
namespace {

/// "-12345" with two decimals is "-123.45".
std::string with_scale(std::string digits, std::size_t scale) {
  const bool is_negative = digits.starts_with('-');
  if (is_negative) digits.erase(0, 1);
  if (scale == 0) return (is_negative ? "-" : "") + digits;
  if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
  digits.insert(digits.size() - scale, ".");
  return (is_negative ? "-" : "") + digits;
}

std::optional<Constant> constant_of(const json::object& node) {
  if (text_of(node, "type") == "OPERATOR_CAST") {
    const auto type = text_of(object_of(node, "cast_type"), "id");
    const auto inner = constant_of(object_of(node, "child"));
    if (!inner || inner->kind != Constant::Kind::kText) return std::nullopt;
    // The parser's own words for TRUE and FALSE.
    if (type == "BOOLEAN" && inner->text == "t") return Constant{Constant::Kind::kBoolean, "true"};
    if (type == "BOOLEAN" && inner->text == "f") return Constant{Constant::Kind::kBoolean, "false"};
    auto day = dated_constant(inner->text);
    const bool is_day = day && day->kind == Constant::Kind::kDay;
    if (type == "DATE" && is_day) return day;
    if (type == "TIMESTAMP" && day) return day;
    return std::nullopt;
  }
  if (text_of(node, "class") != "CONSTANT") return std::nullopt;
  const auto& value = object_of(node, "value");
  const auto& type = object_of(value, "type");
  const auto id = text_of(type, "id");
  const auto* held = value.if_contains("value");
  if (flag_of(value, "is_null") || held == nullptr) return std::nullopt;
  if (id == "VARCHAR" && held->is_string()) {
    return Constant{Constant::Kind::kText, std::string(held->get_string())};
  }
  if (id == "BOOLEAN" && held->is_bool()) {
    return Constant{Constant::Kind::kBoolean, held->get_bool() ? "true" : "false"};
  }
  if (id == "DECIMAL" && (held->is_int64() || held->is_uint64())) {
    const auto& info = object_of(type, "type_info");
    const auto* scale = info.if_contains("scale");
    const std::size_t places =
        scale != nullptr && scale->is_int64() ? static_cast<std::size_t>(scale->get_int64()) : 0;
    return Constant{Constant::Kind::kNumber, with_scale(json::serialize(*held), places)};
  }
  const bool is_whole = id == "TINYINT" || id == "SMALLINT" || id == "INTEGER" || id == "BIGINT";
  if (is_whole && (held->is_int64() || held->is_uint64())) {
    return Constant{Constant::Kind::kNumber, json::serialize(*held)};
  }
  return std::nullopt;
}

std::string_view comparison_of(std::string_view type) {
  if (type == "COMPARE_EQUAL") return "=";
  if (type == "COMPARE_NOTEQUAL") return "<>";
  if (type == "COMPARE_LESSTHAN") return "<";
  if (type == "COMPARE_LESSTHANOREQUALTO") return "<=";
  if (type == "COMPARE_GREATERTHAN") return ">";
  if (type == "COMPARE_GREATERTHANOREQUALTO") return ">=";
  return {};
}

std::string turned(std::string_view comparison) {
  std::string result(comparison);
  if (result == "<>") return result;
  for (char& c : result) c = c == '<' ? '>' : c == '>' ? '<' : c;
  return result;
}

std::optional<std::size_t> column_in(const json::object& node, const ColumnFinder& find) {
  if (text_of(node, "class") != "COLUMN_REF") return std::nullopt;
  return find(node);
}

std::optional<Predicate> comparison(const json::object& node, const ColumnFinder& find) {
  const auto word = comparison_of(text_of(node, "type"));
  if (word.empty()) return std::nullopt;
  const auto& left = object_of(node, "left");
  const auto& right = object_of(node, "right");
  if (const auto column = column_in(left, find)) {
    const auto constant = constant_of(right);
    if (!constant) return std::nullopt;
    return Predicate{Predicate::Kind::kCompare, *column, std::string(word), {*constant}};
  }
  const auto column = column_in(right, find);
  const auto constant = constant_of(left);
  if (!column || !constant) return std::nullopt;
  return Predicate{Predicate::Kind::kCompare, *column, turned(word), {*constant}};
}

std::optional<Predicate> between(const json::object& node, const ColumnFinder& find) {
  const auto column = column_in(object_of(node, "input"), find);
  if (!column) return std::nullopt;
  Predicate both{.kind = Predicate::Kind::kAnd};
  for (const auto& [key, word] : {std::pair{"lower", ">="}, std::pair{"upper", "<="}}) {
    const auto bound = constant_of(object_of(node, key));
    if (bound) both.parts.push_back({Predicate::Kind::kCompare, *column, word, {*bound}});
  }
  if (both.parts.empty()) return std::nullopt;
  return both;
}

std::optional<Predicate> operation(const json::object& node, const ColumnFinder& find) {
  const auto type = text_of(node, "type");
  const auto& children = array_of(node, "children");
  if (children.empty()) return std::nullopt;
  const auto& first = as_object(children[0]);
  if (type == "OPERATOR_NOT") {
    // Turning a superset around gives a subset: only a bare column can be negated.
    const auto column = column_in(first, find);
    if (!column) return std::nullopt;
    return Predicate{.kind = Predicate::Kind::kIsFalse, .column = *column};
  }
  const auto column = column_in(first, find);
  if (!column) return std::nullopt;
  if (type == "OPERATOR_IS_NULL")
    return Predicate{.kind = Predicate::Kind::kIsNull, .column = *column};
  if (type == "OPERATOR_IS_NOT_NULL") {
    return Predicate{.kind = Predicate::Kind::kIsNotNull, .column = *column};
  }
  if (type != "COMPARE_IN") return std::nullopt;
  Predicate in{.kind = Predicate::Kind::kIn, .column = *column};
  for (std::size_t i = 1; i < children.size(); ++i) {
    auto constant = constant_of(as_object(children[i]));
    if (!constant) return std::nullopt;
    in.constants.push_back(*std::move(constant));
  }
  return in;
}

std::optional<Predicate> pattern(const json::object& node, const ColumnFinder& find) {
  if (text_of(node, "function_name") != "~~") return std::nullopt;
  const auto& children = array_of(node, "children");
  if (children.size() != 2) return std::nullopt;
  const auto column = column_in(as_object(children[0]), find);
  const auto constant = constant_of(as_object(children[1]));
  if (!column || !constant || constant->kind != Constant::Kind::kText) return std::nullopt;
  return Predicate{Predicate::Kind::kLike, *column, {}, {*constant}};
}

}  // namespace

std::optional<Constant> dated_constant(std::string_view text) {
  const auto kind = date_kind(text);
  if (kind == ValueKind::kDate) return Constant{Constant::Kind::kDay, std::string(text)};
  // A zone in the text would have to be reckoned with.
  const bool has_zone =
      text.size() > 10 && text.find_first_of("Zz+-", 10) != std::string_view::npos;
  if (kind != ValueKind::kTimestamp || has_zone) return std::nullopt;
  Constant moment{Constant::Kind::kMoment, std::string(text)};
  moment.text[10] = ' ';
  return moment;
}

bool Predicate::rejects_null() const {
  const auto rejects = [](const Predicate& part) { return part.rejects_null(); };
  if (kind == Kind::kAnd) return std::any_of(parts.begin(), parts.end(), rejects);
  if (kind == Kind::kOr) return std::all_of(parts.begin(), parts.end(), rejects);
  return kind != Kind::kIsNull;
}

std::optional<Predicate> predicate_of(const json::object& condition, const ColumnFinder& find) {
  const auto kind = text_of(condition, "class");
  if (kind == "COLUMN_REF") {
    const auto column = find(condition);
    if (!column) return std::nullopt;
    return Predicate{.kind = Predicate::Kind::kIsTrue, .column = *column};
  }
  if (kind == "COMPARISON") return comparison(condition, find);
  if (kind == "BETWEEN") return between(condition, find);
  if (kind == "OPERATOR") return operation(condition, find);
  if (kind == "FUNCTION") return pattern(condition, find);
  if (kind != "CONJUNCTION") return std::nullopt;
  const bool is_or = text_of(condition, "type") == "CONJUNCTION_OR";
  Predicate all{.kind = is_or ? Predicate::Kind::kOr : Predicate::Kind::kAnd};
  for (const auto& child : array_of(condition, "children")) {
    auto part = predicate_of(as_object(child), find);
    if (part) {
      all.parts.push_back(*std::move(part));
    } else if (is_or) {
      return std::nullopt;  // One branch that cannot be said lets anything through.
    }
  }
  if (all.parts.empty()) return std::nullopt;
  return all;
}

}  // namespace askdb::federation
