#pragma once

/// What may be said: the numbers and words that a question's results support.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "agent/roles.hpp"

namespace askdb {

/// Numbers are sorted, so that a stated one is found by range.
struct GroundingFacts {
  /// Cells, counts, sums, averages, extremes, and the numbers of the question and of the SQL.
  std::vector<double> values;
  /// In percent: shares of a column's sum, relative changes, and ratios of two columns.
  std::vector<double> shares;
  /// Between two cells of a column or two single results.
  std::vector<double> differences;
  std::vector<double> ratios;
  double most_rows = 0;  ///< Of the largest result.
  /// In lower case: of text cells, column and database names, the question and the SQL.
  std::set<std::string, std::less<>> words;
};

GroundingFacts facts_of(std::string_view question, const std::vector<StepExecutionResult>& results);

/// How a number was written.
enum class NumberUnit { kNone, kPercent, kTimes };

struct StatedNumber {
  std::size_t offset = 0;
  std::size_t length = 0;
  /// "1.234" may be 1.234 or 1234.
  std::vector<double> readings;
  std::vector<double> tolerances;  ///< Half of the last digit written, per reading.
  NumberUnit unit = NumberUnit::kNone;
  bool is_approximate = false;  ///< "about", "over", "nearly".
  bool is_extent = false;       ///< How many are told: "the first 10", "top 5".
  bool is_year = false;         ///< Written as a year: "in 2024", "March 2024".
};

/// The numbers of a text, list numbering and digits inside identifiers left out.
std::vector<StatedNumber> stated_numbers(std::string_view text);

/// Lower-case words of letters and digits, in order.
std::vector<std::string> lower_words(std::string_view text);

}  // namespace askdb
