#pragma once

/// Whether a person is asked before a statement runs, and what they are told about it.

#include <optional>
#include <string>
#include <vector>

#include "agent/event.hpp"
#include "agent/reasoner.hpp"
#include "config/config.hpp"
#include "datasource/datasource.hpp"

namespace askdb {

/// Why a person must be asked; empty: the statement may run by itself. Smart runs by itself only
/// if a defined business term was found in the question and the confidence reaches the threshold.
std::vector<std::string> reasons_to_ask(ApprovalMode mode, const ApprovalConfig& config,
                                        const Understanding& understanding);

/// What the catalogue and the planner say about a statement that passed the guard.
struct StatementReview {
  std::vector<std::string> facts;     ///< At most 5.
  std::vector<std::string> unknowns;  ///< At most 3.
};

/// `estimate` is what EXPLAIN said, if it was asked.
StatementReview review(const CheckedSql& statement, const Database& database,
                       const std::optional<CostEstimate>& estimate);

}  // namespace askdb
