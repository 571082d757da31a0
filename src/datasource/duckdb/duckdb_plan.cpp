#include "datasource/duckdb/duckdb_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/text.hpp"

namespace askdb::duckdb {
namespace {

constexpr int kMostLevels = 500;

std::string text_at(const json::object& node, std::string_view member) {
  const auto* value = node.if_contains(json::string_view(member.data(), member.size()));
  return value != nullptr && value->is_string() ? value->get_string().c_str() : "";
}

/// These compare each row of one side with each of the other.
bool compares_all_pairs(std::string_view name) {
  return name == "CROSS_PRODUCT" || name == "BLOCKWISE_NL_JOIN" || name == "NESTED_LOOP_JOIN";
}

/// Adds what the node and all below it handle, and returns the rows that leave it. Where DuckDB
/// gives no estimate, or rounds it to nothing, they are those of its children.
double add(const json::value& value, int level, CostEstimate& estimate) {
  const auto* node = value.if_object();
  if (node == nullptr || level > kMostLevels) return 0;
  const auto* extra_value = node->if_contains("extra_info");
  const auto* extra = extra_value == nullptr ? nullptr : extra_value->if_object();
  const std::string name(trim(text_at(*node, "name")));
  double rows = 0;
  std::string details;
  if (extra != nullptr) {
    rows = std::atof(text_at(*extra, "Estimated Cardinality").c_str());
    for (const auto* detail : {"Table", "Function", "Join Type"}) {
      const auto text = text_at(*extra, detail);
      if (!text.empty()) details += " " + replace_all(text, "\n", " ");
    }
  }
  // The line comes before those of the children, whose rows it may need.
  const std::string above = std::exchange(estimate.plan, {});
  double largest = 0;
  double pairs = 1;
  if (const auto* children = node->if_contains("children")) {
    if (const auto* list = children->if_array()) {
      for (const auto& child : *list) {
        const double below = add(child, level + 1, estimate);
        largest = std::max(largest, below);
        pairs *= below;
      }
    }
  }
  const double handled = compares_all_pairs(name) ? pairs : rows;
  if (rows <= 0 && name == "UNGROUPED_AGGREGATE") rows = 1;
  if (rows <= 0) rows = compares_all_pairs(name) ? pairs : largest;
  estimate.plan = above + std::string(static_cast<std::size_t>(2 * level), ' ') + name + details +
                  fmt::format(" ({:.0f} rows)\n", rows) + estimate.plan;
  estimate.total_cost += std::max(handled, rows);
  return rows;
}

}  // namespace

CostEstimate read_plan(const std::string& text) {
  CostEstimate estimate;
  json::error_code failed;
  json::parse_options options;
  options.max_depth = 4'000;
  const auto plan = json::parse(text, failed, {}, options);
  if (failed || !plan.is_array()) return estimate;
  for (const auto& root : plan.get_array()) estimate.rows = add(root, 0, estimate);
  return estimate;
}

}  // namespace askdb::duckdb
