#include "datasource/duckdb/duckdb_plan.hpp"

#include <cstdlib>

#include "base/text.hpp"

namespace askdb::duckdb {
namespace {

constexpr int kMostLevels = 500;

std::string text_at(const json::object& node, std::string_view member) {
  const auto* value = node.if_contains(json::string_view(member.data(), member.size()));
  return value != nullptr && value->is_string() ? value->get_string().c_str() : "";
}

void add(const json::value& value, int level, CostEstimate& estimate) {
  const auto* node = value.if_object();
  if (node == nullptr || level > kMostLevels) return;
  const auto* extra_value = node->if_contains("extra_info");
  const auto* extra = extra_value == nullptr ? nullptr : extra_value->if_object();
  double rows = 0;
  std::string line(static_cast<std::size_t>(2 * level), ' ');
  line += std::string(trim(text_at(*node, "name")));
  if (extra != nullptr) {
    rows = std::atof(text_at(*extra, "Estimated Cardinality").c_str());
    for (const auto* detail : {"Table", "Function", "Join Type"}) {
      const auto text = text_at(*extra, detail);
      if (!text.empty()) line += " " + replace_all(text, "\n", " ");
    }
  }
  estimate.plan += line + " (" + std::to_string(static_cast<long long>(rows)) + " rows)\n";
  estimate.total_cost += rows;
  if (level == 0) estimate.rows = rows;
  if (const auto* children = node->if_contains("children")) {
    if (const auto* list = children->if_array()) {
      for (const auto& child : *list) add(child, level + 1, estimate);
    }
  }
}

}  // namespace

CostEstimate read_plan(const std::string& text) {
  CostEstimate estimate;
  json::error_code failed;
  json::parse_options options;
  options.max_depth = 4'000;
  const auto plan = json::parse(text, failed, {}, options);
  if (failed || !plan.is_array()) return estimate;
  for (const auto& root : plan.get_array()) add(root, 0, estimate);
  return estimate;
}

}  // namespace askdb::duckdb
