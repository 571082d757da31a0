#pragma once

/// Randomness that is the same on every machine: the standard library's distributions are not.

#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include "dataset.hpp"

namespace askdb::demo {

class Random {
 public:
  /// A stream of its own for each `name`, so that one database's data do not depend on another's.
  Random(std::uint64_t seed, std::string_view name);

  std::uint64_t next();
  /// In [0, 1).
  double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  bool chance(double probability) { return unit() < probability; }
  /// In [low, high], both included.
  std::int64_t between(std::int64_t low, std::int64_t high);
  /// About normal (Irwin-Hall of 6), cut at 3 sigma.
  double normal(double mean, double deviation);
  /// Amounts as life has them: many small ones, a few large. `median` and the result in whole
  /// units.
  double skewed(double median, double spread) { return median * std::exp(normal(0, spread)); }

  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(from.size()) - 1))];
  }
  /// Index into `weights`, each as likely as its weight.
  std::size_t weighted(const std::vector<double>& weights);

  /// A day in [from, to]; `growth` 1 is even, 2 makes later days more likely. Weekends are rare,
  /// spring and the weeks before Christmas are busy.
  Date business_day(Date from, Date to, double growth = 1);

 private:
  std::uint64_t state_;
};

/// A choice with its weight: one_of(random, {{"active", 8}, {"closed", 1}}).
struct Choice {
  std::string_view value;
  double weight = 1;
};
std::string one_of(Random& random, std::initializer_list<Choice> choices);

/// Whole units to cents; `step` in units rounds as people do (loans in thousands).
Money money(double units, double step = 0.01);

}  // namespace askdb::demo
