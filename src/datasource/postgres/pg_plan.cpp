#include "datasource/postgres/pg_plan.hpp"

#include <boost/json.hpp>
#include <charconv>
#include <string>
#include <utility>

#include "base/text.hpp"

namespace askdb::postgres {
namespace {

/// One line per node of EXPLAIN's JSON, indented.
void describe_plan(const boost::json::object& node, std::size_t depth, std::string& text) {
  auto word = [&](const char* key) {
    const auto* value = node.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string().c_str())
                                                  : std::string();
  };
  auto number = [&](const char* key) {
    const auto* value = node.if_contains(key);
    boost::json::error_code failed;
    return value == nullptr ? 0.0 : value->to_number<double>(failed);
  };
  text += std::string(2 * depth, ' ') + word("Node Type");
  for (const char* key : {"Relation Name", "Index Name", "CTE Name"}) {
    if (!word(key).empty()) text += (key[0] == 'I' ? " using " : " on ") + word(key);
  }
  text += "  (rows " + std::to_string(static_cast<std::int64_t>(number("Plan Rows"))) + ", cost " +
          std::to_string(static_cast<std::int64_t>(number("Total Cost"))) + ")\n";
  const auto* below = node.if_contains("Plans");
  if (below == nullptr || !below->is_array()) return;
  for (const auto& child : below->get_array()) {
    if (child.is_object()) describe_plan(child.get_object(), depth + 1, text);
  }
}

Result<CostEstimate> read_json_plan(const std::string& text) {
  boost::json::error_code failed;
  const auto parsed = boost::json::parse(text, failed);
  const boost::json::object* plan = nullptr;
  if (!failed && parsed.is_array() && !parsed.get_array().empty() &&
      parsed.get_array()[0].is_object()) {
    const auto* found = parsed.get_array()[0].get_object().if_contains("Plan");
    if (found != nullptr && found->is_object()) plan = &found->get_object();
  }
  if (plan == nullptr) {
    return Error{.fault = Fault::kOther,
                 .message = "The database's plan could not be read.",
                 .next_step = "Run the statement without an estimate.",
                 .detail = {}};
  }
  CostEstimate estimate;
  if (const auto* cost = plan->if_contains("Total Cost")) {
    estimate.total_cost = cost->to_number<double>(failed);
  }
  if (const auto* rows = plan->if_contains("Plan Rows")) {
    estimate.rows = rows->to_number<double>(failed);
  }
  describe_plan(*plan, 0, estimate.plan);
  return estimate;
}

/// The number after `mark`, with commas between thousands.
double number_after(const std::string& text, std::string_view mark) {
  const auto at = text.find(mark);
  if (at == std::string::npos) return 0;
  std::string digits;
  for (auto i = at + mark.size(); i < text.size(); ++i) {
    if (text[i] == ',') continue;
    const bool is_part = (text[i] >= '0' && text[i] <= '9') || text[i] == '.';
    if (!is_part) break;
    digits += text[i];
  }
  double number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace

Result<CostEstimate> read_plan(const PGresult* rows) {
  return read_json_plan(PQntuples(rows) == 0 ? "" : PQgetvalue(rows, 0, 0));
}

CostEstimate read_text_plan(std::string text) {
  CostEstimate estimate;
  const auto cost = text.find("cost=");
  if (cost != std::string::npos) {
    // "cost=first row..all rows"
    const auto all = text.find("..", cost);
    if (all != std::string::npos) estimate.total_cost = number_after(text.substr(all), "..");
    estimate.rows = number_after(text, "rows=");
  } else {
    estimate.rows = number_after(text, "row count: ");
  }
  estimate.plan = std::move(text);
  return estimate;
}

CostEstimate read_text_plan(const PGresult* rows) {
  std::string text;
  for (int row = 0; row < PQntuples(rows); ++row) {
    text += std::string(PQgetvalue(rows, row, 0)) + "\n";
  }
  return read_text_plan(without_controls(text));
}

bool lacks_plan_format(const Error& error) {
  for (const char* state : {"42601", "0A000", "42704", "22023"}) {
    if (error.detail.starts_with(std::string("SQLSTATE ") + state)) return true;
  }
  return false;
}

}  // namespace askdb::postgres
