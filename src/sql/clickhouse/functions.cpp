#include <array>

#include "base/text.hpp"
#include "sql/clickhouse/language.hpp"

namespace askdb::clickhouse {
namespace {

using strict::Words;

const Words kFunctions{
#include "sql/clickhouse/functions.inc"
};
const Words kAggregates{
#include "sql/clickhouse/aggregates.inc"
};
const Words kAnyCase{
#include "sql/clickhouse/any_case.inc"
};
const Words kAnyCaseAggregates{"avg", "corr",    "count",    "covar_pop",   "covar_samp",
                               "max", "min",     "std",      "stddev_pop",  "stddev_samp",
                               "sum", "var_pop", "var_samp", "group_concat"};

/// Longest first where one ends with another.
constexpr std::array<std::string_view, 15> kCombinators{
    "SimpleState", "OrDefault", "MergeState", "Distinct", "Resample", "ForEach", "OrNull", "ArgMin",
    "ArgMax",      "Array",     "State",      "Merge",    "Map",      "If",      "Null"};

/// Combinators may be stacked, but nobody stacks many.
constexpr int kMostCombinators = 4;

}  // namespace

bool is_aggregate(std::string_view name) {
  if (kAnyCaseAggregates.count(to_lower(name)) > 0) return true;
  for (int rounds = 0; rounds <= kMostCombinators; ++rounds) {
    if (kAggregates.count(name) > 0) return true;
    bool has_suffix = false;
    for (const auto combinator : kCombinators) {
      if (has_suffix || !name.ends_with(combinator)) continue;
      name.remove_suffix(combinator.size());
      has_suffix = true;
    }
    if (!has_suffix) return false;
  }
  return false;
}

bool is_allowed_function(std::string_view name) {
  if (kFunctions.count(name) > 0 || is_aggregate(name)) return true;
  return kAnyCase.count(to_lower(name)) > 0;
}

std::string nearest_function(std::string_view name) {
  static const std::vector<std::string> kAll = [] {
    std::vector<std::string> names(kFunctions.begin(), kFunctions.end());
    names.insert(names.end(), kAggregates.begin(), kAggregates.end());
    return names;
  }();
  for (const auto& known : kAll) {
    if (iequals(known, name)) return known;
  }
  return nearest(name, kAll);
}

}  // namespace askdb::clickhouse
