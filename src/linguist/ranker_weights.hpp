#pragma once

/// What the ranker learned; its numbers lie in the file included below.
///
/// Learned from the question set's development databases (Spider 1.0, Yu et al. 2018, CC BY-SA
/// 4.0): the weights hold no question and no value.

#include <array>
#include <cstdint>

namespace askdb::linguist {

struct RankerWeight {
  std::uint32_t feature = 0;  ///< FNV-1a of the feature's name.
  std::int32_t thousandths = 0;
};

#include "linguist/ranker_weights.inc"

}  // namespace askdb::linguist
