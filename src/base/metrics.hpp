#pragma once

/// Counters, gauges and histograms, shown in the Prometheus text format.
///
/// `add`, `set` and `observe` may be called by any thread and take well under a microsecond.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace askdb {

class Metrics {
 public:
  /// Label names and values, in the order shown.
  using Labels = std::vector<std::pair<std::string, std::string>>;

  /// Announces a metric; one that is used without having been announced is a bug.
  void counter(const std::string& name, const std::string& meaning);
  void gauge(const std::string& name, const std::string& meaning);
  /// `bounds`: upper bounds in rising order; the last, +Inf, comes by itself.
  void histogram(const std::string& name, const std::string& meaning,
                 std::vector<double> bounds = duration_bounds());

  /// Adds to a counter or a gauge (there, `amount` may be negative).
  void add(std::string_view name, double amount = 1, const Labels& labels = {});
  /// Sets a gauge.
  void set(std::string_view name, double value, const Labels& labels = {});
  /// Counts one value in a histogram.
  void observe(std::string_view name, double value, const Labels& labels = {});

  /// All of it, sorted by name: "# HELP …", "# TYPE …" and one line per series.
  std::string text() const;

  /// Bounds for durations in seconds: 1 ms to 60 s.
  static std::vector<double> duration_bounds();

 private:
  struct Series {
    double value = 0;  ///< Of a counter or gauge; the sum of a histogram.
    std::vector<std::uint64_t> buckets;
    std::uint64_t count = 0;
  };
  struct Family {
    std::string kind;
    std::string meaning;
    std::vector<double> bounds;
    std::map<std::string, Series> series;  ///< By its labels as text.
  };

  void announce(const std::string& name, Family family);
  Series& series(std::string_view name, std::string_view kind, const Labels& labels);

  mutable std::mutex mutex_;
  std::map<std::string, Family, std::less<>> families_;  // Guarded by mutex_.
};

}  // namespace askdb
