#pragma once

/// In which order tables are fetched, and which fetch waits for the keys of another one.

#include <optional>
#include <vector>

#include "federation/decompose.hpp"

namespace askdb::federation {

/// What may be moved for one question.
struct TransferLimits {
  std::size_t max_rows = 1'000'000;
  std::size_t max_bytes = 256U << 20U;
  /// Keys that may be passed from one database to another, as lists in statements.
  std::size_t max_keys = 20'000;
};

/// So many keys cost next to nothing beside a table that is worth a thought.
inline constexpr std::size_t kFewKeys = 1'000;

struct Fetch {
  std::size_t need = 0;
  /// The reduction that makes it smaller: it waits for `keys->from.need`.
  std::optional<Reduction> keys;
  double whole_rows = 0;     ///< Rows expected without keys.
  double expected_rows = 0;  ///< Rows expected with them.
  /// Nothing says how few rows the keys will bring, so `expected_rows` are all; but if they turn
  /// out to be few (`kFewKeys`) they are passed on, once the database was asked how many rows it
  /// expects.
  bool is_asked_later = false;
};

/// `rows[i]`: how many rows of need i its own database expects. The smallest comes first; from
/// there on, whatever its keys make smallest. A fetch comes after the one whose keys it uses.
std::vector<Fetch> plan_fetches(const Decomposition& parts, const Database& database,
                                const std::vector<double>& rows, const TransferLimits& limits);

/// Rows that pass the filter, where a database gives no estimate of its own: from the size of the
/// table and what each condition usually leaves.
double guessed_rows(const Need& need, const Table& table);

/// The refusal of a plan that would move too much, or nothing. Says what to do instead.
std::optional<Error> too_large(const std::vector<Fetch>& plan, const Decomposition& parts,
                               const Database& database, const TransferLimits& limits);

}  // namespace askdb::federation
