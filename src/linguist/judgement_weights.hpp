#pragma once

/// How evidence adds up to confidence. Made by `train_ranker`; do not edit by hand.

#include "linguist/evidence.hpp"

namespace askdb::linguist {

// clang-format off
inline constexpr double kJudgementBias = 3.8541;
inline constexpr Evidence kJudgementWeights{
    .share = 0.7346,
    .surprise = -0.7251,
    .rivals = -0.1221,
    .doubt = -0.1813,
    .unknown = -0.5584,
    .unknown_verbs = -0.3835,
    .unused = -1.2682,
    .missing = -3.3555,
    .known = 0.3427,
    .weak_names = -0.0656,
    .words = -1.3281,
    .joins = -0.1097,
    .unnamed_tables = -0.9881,
    .unnamed_columns = -1.1997,
    .shown = -0.2561,
    .conditions = -0.1426,
    .nesting = 0.0000,
    .groups = -0.3380,
    .ranks = -0.1229,
};
// clang-format on

}  // namespace askdb::linguist
