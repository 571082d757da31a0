#pragma once

/// How evidence adds up to confidence. Made by `train_ranker`; do not edit by hand.

#include "linguist/evidence.hpp"

namespace askdb::linguist {

// clang-format off
inline constexpr double kJudgementBias = 3.9600;
inline constexpr Evidence kJudgementWeights{
    .share = 0.7843,
    .surprise = -0.7359,
    .rivals = -0.1047,
    .doubt = -0.2350,
    .unknown = -0.4959,
    .unknown_verbs = -0.4230,
    .unused = -1.2782,
    .missing = -3.5652,
    .known = 0.3529,
    .weak_names = -0.1625,
    .words = -1.3924,
    .joins = -0.1124,
    .unnamed_tables = -1.0356,
    .unnamed_columns = -1.1020,
    .shown = -0.2840,
    .conditions = -0.1483,
    .nesting = 0.0000,
    .groups = -0.3169,
    .ranks = -0.1437,
};
// clang-format on

}  // namespace askdb::linguist
