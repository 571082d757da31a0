#pragma once

/// The shapes of the two calls of the fused profile: small, because models read their schema.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/roles.hpp"

namespace askdb {

struct FusedStep {
  std::string description;
  std::string database;
  std::optional<std::string> sql;
  std::vector<int> depends_on;
};
BOOST_DESCRIBE_STRUCT(FusedStep, (), (description, database, sql, depends_on))

/// Validation, decision, plan and the SQL of a one-step plan.
struct FusedUnderstanding {
  DecisionAction action = DecisionAction::kCreatePlan;
  std::optional<std::string> message;
  std::vector<FusedStep> steps;
  std::vector<std::string> assumptions;
  Confidence confidence = Confidence::kMedium;
  std::vector<std::string> more_tables;
};
BOOST_DESCRIBE_STRUCT(FusedUnderstanding, (),
                      (action, message, steps, assumptions, confidence, more_tables))

/// Interpretation and summary.
struct FusedConclusion {
  std::optional<std::string> answer;
  std::optional<std::string> next_step;
  Confidence confidence = Confidence::kMedium;
};
BOOST_DESCRIBE_STRUCT(FusedConclusion, (), (answer, next_step, confidence))

}  // namespace askdb
