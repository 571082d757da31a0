#pragma once

/// The ranker: a log-linear model over a question's candidates.

#include <optional>

#include "train_ranker/examples.hpp"

namespace askdb::training {

struct RankerSettings {
  double l2 = 0.001;        ///< Towards 0 for features, towards 1 for the cost.
  int epochs = 12;          ///< The later half is averaged.
  double rate = 0.15;       ///< Of AdaGrad.
  int least_questions = 8;  ///< A feature must tell candidates apart in so many questions.
  std::uint32_t seed = 1;   ///< Of the order in which questions are seen.
};

struct Ranker {
  std::vector<std::uint32_t> features;  ///< Ascending.
  std::vector<double> weights;          ///< By feature.
  double cost_weight = 1;

  double score(const Option& option) const;
  /// Indices of the options, best first.
  std::vector<std::size_t> ranking(const Example& example) const;
};

/// Maximises the probability that a right candidate is chosen, over the examples whose fold is not
/// `left_out`. The same input gives the same ranker.
Ranker fit_ranker(const std::vector<Example>& examples, std::optional<std::size_t> left_out,
                  const RankerSettings& settings);

}  // namespace askdb::training
