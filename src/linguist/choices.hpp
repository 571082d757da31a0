#pragma once

/// One path through the points at which a question can be read in more than one way.
///
/// The reader asks `choose` wherever two readings are possible and takes the cheapest by default.
/// Replaying it with another answer at one point gives another candidate, so that the search
/// visits readings in the order of their total cost without the reader knowing of any search.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace askdb::linguist {

/// What one candidate did: names of features with their values, for the ranker.
struct Feature {
  std::uint32_t name = 0;  ///< FNV-1a of the feature's text.
  float value = 0;
};

struct Deviation {
  std::uint16_t point = 0;
  std::uint16_t alternative = 0;
};

class Choices {
 public:
  explicit Choices(std::vector<Deviation> deviations) : deviations_(std::move(deviations)) {}

  /// The reading to take: an index into `costs`. `name` says what is chosen; `context` (a word
  /// near it, may be empty) lets the ranker learn when which reading holds.
  std::size_t choose(std::string_view name, std::initializer_list<double> costs,
                     std::string_view context = {});
  std::size_t choose(std::string_view name, const std::vector<double>& costs,
                     std::string_view context = {});

  /// Notes something about the candidate that is no choice.
  void note(std::string_view name, double value = 1);

  struct Point {
    std::vector<double> costs;
    std::size_t taken = 0;
  };
  const std::vector<Point>& points() const { return points_; }
  const std::vector<Feature>& features() const { return features_; }
  double cost() const { return cost_; }

 private:
  std::size_t choose_from(std::string_view name, const double* costs, std::size_t count,
                          std::string_view context);

  std::vector<Deviation> deviations_;
  std::vector<Point> points_;
  std::vector<Feature> features_;
  double cost_ = 0;
};

std::uint32_t feature_name(std::string_view text);

}  // namespace askdb::linguist
