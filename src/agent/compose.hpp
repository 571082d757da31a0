#pragma once

/// Says a result in a sentence without a model, in English, or in German for German questions.

#include <string>
#include <string_view>

#include "agent/roles.hpp"

namespace askdb {

struct ComposeInput {
  std::string_view question;
  std::string_view language;     ///< "de" gives German, anything else English.
  std::string_view explanation;  ///< What the SQL does: "Count the customers in Vienna."
};

/// The same text for the same rows. Long results are told by their ends and their size, because
/// faces show the rows themselves. `result` must have succeeded.
std::string compose_answer(const ComposeInput& input, const StepExecutionResult& result);

/// "1,234.50", "12.5%", "2024-05-01": as people of `language` write it; NULL is "unknown".
std::string spoken(const Value& value, const ResultColumn& column, std::string_view language);

/// "avg_loan_amount" is "average loan amount".
std::string spoken_name(std::string_view column);

}  // namespace askdb
