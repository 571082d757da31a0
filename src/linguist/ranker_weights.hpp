#pragma once

/// What the ranker learned. Made by `train_ranker`; do not edit by hand.
///
/// Learned from the question set's development databases (Spider 1.0, Yu et al. 2018, CC
/// BY-SA 4.0): the weights hold no question and no value.

#include <array>
#include <cstdint>

namespace askdb::linguist {

struct RankerWeight {
  std::uint32_t feature = 0;  ///< FNV-1a of the feature's name.
  std::int32_t thousandths = 0;
};

inline constexpr double kRankerCostWeight = 1;
inline constexpr std::array<RankerWeight, 5> kRankerWeights{
    {{2763640413U, -800}, {0U, 0}, {0U, 0}, {0U, 0}, {0U, 0}}};

}  // namespace askdb::linguist
