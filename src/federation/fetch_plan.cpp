#include "federation/fetch_plan.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace askdb::federation {
namespace {

// Of a table whose size is unknown.
constexpr double kUnknownRows = 10'000;
// What a condition usually leaves: equality, and anything else.
constexpr double kEqualShare = 0.1;
constexpr double kOtherShare = 0.4;
// Keys are worth a wait only if they save this many rows, and this part of them.
constexpr double kWorthRows = 1'000;
constexpr double kWorthShare = 0.5;
// Beside so many rows a wait for keys is short, even if they should save nothing.
constexpr double kManyRows = 100'000;

double rows_of(const Table& table) {
  return table.row_estimate ? static_cast<double>(std::max<std::int64_t>(1, *table.row_estimate))
                            : kUnknownRows;
}

bool is_key(const Table& table, std::size_t column) {
  return table.primary_key == std::vector{table.columns[column].name};
}

double share_of(const Predicate& predicate, const Table& table) {
  const double per_row = 1 / rows_of(table);
  switch (predicate.kind) {
    case Predicate::Kind::kAnd: {
      double share = 1;
      for (const auto& part : predicate.parts) share *= share_of(part, table);
      return share;
    }
    case Predicate::Kind::kOr: {
      double share = 0;
      for (const auto& part : predicate.parts) share += share_of(part, table);
      return std::min(1.0, share);
    }
    case Predicate::Kind::kCompare:
      if (predicate.comparison != "=") return kOtherShare;
      return is_key(table, predicate.column) ? per_row : kEqualShare;
    case Predicate::Kind::kIn: {
      const double one = is_key(table, predicate.column) ? per_row : kEqualShare;
      return std::min(1.0, one * static_cast<double>(predicate.constants.size()));
    }
    case Predicate::Kind::kIsNotNull:
      return 1;
    default:
      return kOtherShare;
  }
}

/// Bytes of a row as it comes over, roughly.
double width_of(const Need& need, const Table& table) {
  double bytes = 0;
  for (const auto column : need.columns) {
    const auto kind = table.columns[column].kind;
    const bool is_short = kind == ValueKind::kInteger || kind == ValueKind::kBoolean ||
                          kind == ValueKind::kDecimal || kind == ValueKind::kDate;
    bytes += is_short ? 8 : 32;
  }
  return bytes;
}

class Planner {
 public:
  Planner(const Decomposition& parts, const Database& database, const std::vector<double>& rows,
          const TransferLimits& limits)
      : parts_(parts), database_(database), limits_(limits) {
    for (std::size_t i = 0; i < rows.size(); ++i) fetches_.push_back({i, {}, rows[i], rows[i]});
  }

  std::vector<Fetch> plan() {
    std::vector<Fetch> order;
    std::vector<bool> is_taken(fetches_.size(), false);
    while (order.size() < fetches_.size()) {
      const Fetch* best = nullptr;
      for (const auto& fetch : fetches_) {
        if (is_taken[fetch.need]) continue;
        if (best == nullptr || fetch.expected_rows < best->expected_rows) best = &fetch;
      }
      is_taken[best->need] = true;
      order.push_back(*best);
      for (const auto& reduction : parts_.reductions) {
        if (reduction.from.need == best->need && !is_taken[reduction.to.need]) offer(reduction);
      }
    }
    return order;
  }

 private:
  const Table& table(std::size_t need) const { return database_.tables[parts_.needs[need].table]; }

  void offer(const Reduction& reduction) {
    const auto& giver = table(reduction.from.need);
    const auto& taker = table(reduction.to.need);
    const double keys = fetches_[reduction.from.need].expected_rows;
    if (keys > static_cast<double>(limits_.max_keys)) return;
    auto& fetch = fetches_[reduction.to.need];
    // How many rows one key brings: one, or what is left of the table for each row of the other.
    const double each =
        is_key(taker, reduction.to.column) ? 1 : std::max(1.0, fetch.whole_rows / rows_of(giver));
    const double rows = std::min(fetch.whole_rows, keys * each);
    const bool is_worth_it = fetch.whole_rows - rows >= kWorthRows &&
                             rows <= kWorthShare * fetch.whole_rows && rows < fetch.expected_rows;
    if (is_worth_it) {
      fetch.keys = reduction;
      fetch.expected_rows = rows;
      fetch.is_asked_later = false;
    } else if (!fetch.keys && fetch.whole_rows >= kManyRows) {
      fetch.keys = reduction;
      fetch.is_asked_later = true;
    }
  }

  const Decomposition& parts_;
  const Database& database_;
  const TransferLimits& limits_;
  std::vector<Fetch> fetches_;
};

}  // namespace

double guessed_rows(const Need& need, const Table& table) {
  const double rows = rows_of(table);
  return need.filter ? std::max(1.0, rows * share_of(*need.filter, table)) : rows;
}

std::vector<Fetch> plan_fetches(const Decomposition& parts, const Database& database,
                                const std::vector<double>& rows, const TransferLimits& limits) {
  return Planner(parts, database, rows, limits).plan();
}

std::optional<Error> too_large(const std::vector<Fetch>& plan, const Decomposition& parts,
                               const Database& database, const TransferLimits& limits) {
  double rows = 0;
  double bytes = 0;
  const Fetch* largest = nullptr;
  for (const auto& fetch : plan) {
    if (fetch.is_asked_later) continue;
    const auto& need = parts.needs[fetch.need];
    rows += fetch.expected_rows;
    bytes += fetch.expected_rows * width_of(need, database.tables[need.table]);
    if (largest == nullptr || fetch.expected_rows > largest->expected_rows) largest = &fetch;
  }
  const bool is_too_large =
      rows > static_cast<double>(limits.max_rows) || bytes > static_cast<double>(limits.max_bytes);
  if (largest == nullptr || !is_too_large) return std::nullopt;
  const auto& table = database.tables[parts.needs[largest->need].table];
  return Error{
      .fault = Fault::kRefused,
      .message = fmt::format("About {:.0f} rows ({:.0f} MB) would have to be moved to answer this, "
                             "most of them from {}.{}; at most {} rows and {} MB may be.",
                             rows, bytes / (1U << 20U), table.schema, table.name, limits.max_rows,
                             limits.max_bytes >> 20U),
      .next_step =
          fmt::format("Filter {} (a period, a status, some keys), or join it to fewer rows; "
                      "or raise limits.transfer_rows and limits.transfer_bytes.",
                      table.name),
      .detail = {}};
}

}  // namespace askdb::federation
