#pragma once

/// How evidence adds up to confidence. Made by `train_ranker`; do not edit by hand.

#include "linguist/evidence.hpp"

namespace askdb::linguist {

// clang-format off
inline constexpr double kJudgementBias = 3.9310;
inline constexpr Evidence kJudgementWeights{
    .share = 0.8011,
    .surprise = -0.7242,
    .rivals = -0.1056,
    .doubt = -0.2319,
    .unknown = -0.4983,
    .unknown_verbs = -0.4214,
    .unused = -1.2773,
    .missing = -3.5575,
    .known = 0.3512,
    .weak_names = -0.1606,
    .words = -1.3867,
    .joins = -0.1121,
    .unnamed_tables = -1.0337,
    .unnamed_columns = -1.1009,
    .shown = -0.2817,
    .conditions = -0.1478,
    .nesting = 0.0000,
    .groups = -0.3163,
    .ranks = -0.1416,
};
// clang-format on

}  // namespace askdb::linguist
