#include "agent/approval.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace askdb {
namespace {

// The second seed's bounds for what a person is shown.
constexpr std::size_t kMaxFacts = 5;
constexpr std::size_t kMaxUnknowns = 3;
constexpr std::int64_t kLargeRows = 100'000;
constexpr std::int64_t kLargeBytes = std::int64_t{1} << 30;

const Table* table_of(const Database& database, const std::string& relation) {
  const auto dot = relation.find('.');
  if (dot == std::string::npos) return database.table({}, relation);
  return database.table(relation.substr(0, dot), relation.substr(dot + 1));
}

bool is_large(const Table& table) {
  return table.row_estimate.value_or(0) > kLargeRows || table.size_bytes.value_or(0) > kLargeBytes;
}

bool refers(const Table& from, const Table& to) {
  return std::any_of(from.foreign_keys.begin(), from.foreign_keys.end(), [&](const auto& key) {
    return iequals(key.to_table, to.name) &&
           (key.to_schema.empty() || iequals(key.to_schema, to.schema));
  });
}

/// What one row of the result stands for, judged from the words of the statement: for people only.
std::string grain(const std::string& sql) {
  const std::string text = to_lower(sql);
  const auto has = [&](std::string_view word) { return text.find(word) != std::string::npos; };
  if (has("group by")) {
    if (has("'day'") || has("%y-%m-%d")) return "One row per day.";
    if (has("'month'") || has("%y-%m'")) return "One row per month.";
    return "One row per group.";
  }
  for (const char* aggregate : {"count(", "sum(", "avg(", "min(", "max("}) {
    if (has(aggregate) && !has(" over ")) return "One row in all.";
  }
  return "One row per record.";
}

std::string performance(const std::vector<const Table*>& tables) {
  for (const auto* table : tables) {
    if (!is_large(*table)) continue;
    return fmt::format("Performance risk: {} ({} is large).",
                       table->indexes.empty() ? "high" : "medium", table->name);
  }
  return "Performance risk: low.";
}

}  // namespace

std::vector<std::string> reasons_to_ask(ApprovalMode mode, const ApprovalConfig& config,
                                        const Understanding& understanding) {
  if (mode == ApprovalMode::kOff) return {};
  if (mode == ApprovalMode::kOn) return {"approval is always asked for (mode on)"};
  std::vector<std::string> reasons;
  if (understanding.semantics_detected.empty()) {
    reasons.emplace_back("no defined business term was found in the question");
  }
  const int confidence = percent(understanding.confidence);
  if (confidence < config.confidence_threshold) {
    reasons.push_back(
        fmt::format("confidence {} % is below {} %", confidence, config.confidence_threshold));
  }
  return reasons;
}

StatementReview review(const CheckedSql& statement, const Database& database,
                       const std::optional<CostEstimate>& estimate) {
  StatementReview result;
  std::vector<const Table*> tables;
  std::vector<std::string> names;
  for (const auto& relation : statement.relations()) {
    const auto* table = table_of(database, relation);
    if (table == nullptr) {
      result.unknowns.push_back(fmt::format("{} is not in the catalogue.", relation));
      continue;
    }
    tables.push_back(table);
    names.push_back(table->row_estimate
                        ? fmt::format("{} (about {} rows)", table->name,
                                      with_thousands(std::to_string(*table->row_estimate)))
                        : table->name);
  }
  if (!names.empty()) result.facts.push_back("Reads " + join(names, ", ") + ".");
  result.facts.push_back(fmt::format("Reads only, at most {} rows.", statement.max_rows()));
  result.facts.push_back(grain(statement.original()));
  result.facts.push_back(performance(tables));

  for (const auto* table : tables) {
    const bool is_joined =
        tables.size() < 2 || std::any_of(tables.begin(), tables.end(), [&](const auto* other) {
          return other != table && (refers(*table, *other) || refers(*other, *table));
        });
    if (!is_joined) {
      result.unknowns.push_back(
          fmt::format("No foreign key joins {} to the other tables.", table->name));
    }
  }
  if (estimate && estimate->rows > 0) {
    result.facts.push_back(fmt::format("The planner expects {:.0f} rows.", estimate->rows));
  }
  result.facts.resize(std::min(result.facts.size(), kMaxFacts));
  result.unknowns.resize(std::min(result.unknowns.size(), kMaxUnknowns));
  return result;
}

}  // namespace askdb
