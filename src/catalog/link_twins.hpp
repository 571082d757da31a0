#pragma once

/// Tables of the same columns: staging copies, backups, a table per year or per tenant. They would
/// crowd out all else that a question may mean, so the plainest of them stands for all.

#include <cstdint>
#include <vector>

#include "catalog/link_scores.hpp"

namespace askdb::catalog {

/// By table: the table that stands for it, or itself. Few columns may be equal by chance (id,
/// name); then one name must be the end or the beginning of the other. Tables of one name in
/// several schemas stand for themselves: none of them is the original.
std::vector<std::uint32_t> originals_of(const Database& database);

/// Tables with a score, best first, each with the copies that it stands for. A copy stands for
/// itself when the question says what tells it from the original ("hist", "2019").
struct Ranked {
  std::uint32_t table = 0;
  float score = 0;
  std::vector<std::size_t> twins;
};
std::vector<Ranked> without_twins(const LinkIndex::Parts& parts, const Evidence& evidence,
                                  const std::vector<float>& totals, std::size_t max_tables);

}  // namespace askdb::catalog
