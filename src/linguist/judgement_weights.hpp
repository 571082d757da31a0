#pragma once

/// How evidence adds up to confidence. Made by `train_ranker`; do not edit by hand.

#include "linguist/evidence.hpp"

namespace askdb::linguist {

// clang-format off
inline constexpr double kJudgementBias = 3.8634;
inline constexpr Evidence kJudgementWeights{
    .share = 0.7291,
    .surprise = -0.7278,
    .rivals = -0.1225,
    .doubt = -0.1829,
    .unknown = -0.5599,
    .unknown_verbs = -0.3842,
    .unused = -1.2672,
    .missing = -3.3600,
    .known = 0.3439,
    .weak_names = -0.0651,
    .words = -1.3269,
    .joins = -0.1105,
    .unnamed_tables = -0.9859,
    .unnamed_columns = -1.1990,
    .shown = -0.2600,
    .conditions = -0.1507,
    .nesting = 0.0000,
    .groups = -0.3389,
    .ranks = -0.1296,
};
// clang-format on

}  // namespace askdb::linguist
