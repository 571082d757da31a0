#include "datasource/mysql/my_plan.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>

namespace askdb::mysql {
namespace {

namespace json = boost::json;

/// Deeper plans come from no statement that the guard lets pass.
constexpr int kMaxDepth = 200;

double number(const json::object& node, const char* key, double otherwise) {
  const auto* value = node.if_contains(key);
  if (value == nullptr) return otherwise;
  if (value->is_string()) return std::strtod(value->get_string().c_str(), nullptr);
  json::error_code failed;
  const auto read = value->to_number<double>(failed);
  return failed ? otherwise : read;
}

std::string word(const json::object& node, const char* key) {
  const auto* value = node.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string().c_str())
                                                : std::string();
}

bool is_true(const json::object& node, const char* key) {
  const auto* value = node.if_contains(key);
  return value != nullptr && value->is_bool() && value->get_bool();
}

/// Walks a plan from the first table to the last.
class Reader {
 public:
  /// `loops`: how often the part is run; grows by the rows of each table that it holds.
  void read(const json::value& part, double& loops, int depth) {
    if (depth > kMaxDepth) return;
    if (part.is_array()) {
      for (const auto& one : part.get_array()) read(one, loops, depth + 1);
    }
    if (part.is_object()) read_object(part.get_object(), loops, depth);
  }

  /// Rows of a query block, and of all parts of a union.
  double rows_of(const json::object& block, double loops, int depth) {
    if (const auto* parts = specifications(block)) {
      double rows = 0;
      for (const auto& one : *parts) {
        if (one.is_object()) rows += rows_of(one.get_object(), loops, depth + 1);
      }
      return rows;
    }
    double rows = loops;
    read_object(block, rows, depth);
    return rows;
  }

  double examined() const { return examined_; }
  const std::string& text() const { return text_; }

 private:
  static const json::array* specifications(const json::object& block) {
    const json::object* node = &block;
    for (const char* key : {"query_block", "union_result", "recursive_union"}) {
      const auto* below = node->if_contains(key);
      if (below != nullptr && below->is_object()) node = &below->get_object();
    }
    const auto* parts = node->if_contains("query_specifications");
    return parts != nullptr && parts->is_array() ? &parts->get_array() : nullptr;
  }

  void read_object(const json::object& node, double& loops, int depth) {
    if (depth > kMaxDepth) return;
    for (const auto& [key, below] : node) {
      if (key == "table" && below.is_object()) {
        read_table(below.get_object(), loops, depth);
      } else if (key == "query_specifications") {
        loops = rows_of(node, loops, depth + 1);
      } else if (!key.ends_with("subqueries")) {
        read(below, loops, depth + 1);
      }
    }
    // After the tables: their rows say how often a dependent subquery is run.
    for (const auto& [key, below] : node) {
      if (!key.ends_with("subqueries") || !below.is_array()) continue;
      for (const auto& one : below.get_array()) {
        if (one.is_object()) read_subquery(one.get_object(), loops, depth + 1);
      }
    }
  }

  /// MariaDB keeps a cache for those that depend on the outer row; MySQL says so.
  void read_subquery(const json::object& node, double outer_rows, int depth) {
    const bool is_dependent = node.contains("expression_cache") || is_true(node, "dependent");
    rows_of(node, is_dependent ? std::max(outer_rows, 1.0) : 1.0, depth);
  }

  void read_table(const json::object& table, double& loops, int depth) {
    for (const char* key : {"materialized", "materialized_from_subquery"}) {
      const auto* made = table.if_contains(key);
      if (made != nullptr && made->is_object()) rows_of(made->get_object(), 1, depth + 1);
    }
    const double rows = number(table, "rows_examined_per_scan", number(table, "rows", 1));
    examined_ += loops * rows;
    loops *= rows * number(table, "filtered", 100) / 100;
    const auto name = word(table, "table_name");
    if (name.empty()) return;
    text_ += word(table, "access_type") + " on " + name;
    if (const auto index = word(table, "key"); !index.empty()) text_ += " using " + index;
    text_ += "  (rows " + std::to_string(static_cast<std::int64_t>(std::min(rows, 9e18))) + ")\n";
  }

  double examined_ = 0;
  std::string text_;
};

}  // namespace

Result<CostEstimate> read_plan(const std::string& text) {
  json::error_code failed;
  const auto parsed = json::parse(text, failed);
  if (failed || !parsed.is_object() || !parsed.get_object().contains("query_block")) {
    return Error{.fault = Fault::kOther,
                 .message = "The database's plan could not be read.",
                 .next_step = "Run the statement without an estimate.",
                 .detail = {}};
  }
  Reader reader;
  CostEstimate estimate;
  estimate.rows = reader.rows_of(parsed.get_object(), 1, 0);
  estimate.total_cost = reader.examined();
  estimate.plan = reader.text();
  const auto& block = parsed.get_object().at("query_block");
  if (block.is_object()) {
    const auto* cost = block.get_object().if_contains("cost_info");
    if (cost != nullptr && cost->is_object()) {
      estimate.total_cost = number(cost->get_object(), "query_cost", estimate.total_cost);
    }
  }
  if (estimate.plan.empty()) estimate.plan = "no table\n";
  return estimate;
}

}  // namespace askdb::mysql
