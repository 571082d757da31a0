#include "train_ranker/ranker_fit.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <unordered_map>

namespace askdb::training {

namespace {

using Sparse = std::vector<std::pair<std::size_t, double>>;  // Place of the feature, value.

/// Features that tell candidates apart in enough questions, ascending.
std::vector<std::uint32_t> telling_features(const std::vector<Example>& examples, int least) {
  std::map<std::uint32_t, int> questions;
  for (const auto& example : examples) {
    if (!example.has_right()) continue;
    std::unordered_map<std::uint32_t, std::size_t> seen;
    for (const auto& option : example.options) {
      for (const auto& feature : option.features) ++seen[feature.name];
    }
    for (const auto& [name, times] : seen) {
      if (times < example.options.size()) ++questions[name];
    }
  }
  std::vector<std::uint32_t> features;
  for (const auto& [name, count] : questions) {
    if (count >= least) features.push_back(name);
  }
  return features;
}

Sparse row_of(const Option& option, const std::vector<std::uint32_t>& features) {
  Sparse row;
  for (const auto& feature : option.features) {
    const auto found = std::lower_bound(features.begin(), features.end(), feature.name);
    if (found == features.end() || *found != feature.name) continue;
    row.emplace_back(static_cast<std::size_t>(found - features.begin()), feature.value);
  }
  row.emplace_back(features.size(), -option.cost);
  return row;
}

/// The choice among one question's candidates, and how the weights should move.
class Gradient {
 public:
  explicit Gradient(std::size_t size) : slope_(size, 0.0) {}

  void of(const Example& example, const std::vector<Sparse>& rows,
          const std::vector<double>& weights) {
    for (const std::size_t j : touched_) slope_[j] = 0;
    touched_.clear();
    std::vector<double> odds(rows.size(), 0.0);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      for (const auto& [j, value] : rows[k]) odds[k] += weights[j] * value;
    }
    const double greatest = *std::max_element(odds.begin(), odds.end());
    double all = 0;
    double right = 0;
    for (std::size_t k = 0; k < rows.size(); ++k) {
      odds[k] = std::exp(odds[k] - greatest);
      all += odds[k];
      if (example.options[k].is_right) right += odds[k];
    }
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const double wanted = example.options[k].is_right ? odds[k] / right : 0;
      const double pull = wanted - odds[k] / all;
      if (std::abs(pull) < 1e-5) continue;
      for (const auto& [j, value] : rows[k]) {
        if (slope_[j] == 0) touched_.push_back(j);
        slope_[j] += pull * value;
      }
    }
    std::sort(touched_.begin(), touched_.end());
    touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
  }

  const std::vector<std::size_t>& touched() const { return touched_; }
  double slope(std::size_t j) const { return slope_[j]; }

 private:
  std::vector<double> slope_;
  std::vector<std::size_t> touched_;
};

}  // namespace

double Ranker::score(const Option& option) const {
  double score = 0;
  for (const auto& [j, value] : row_of(option, features)) {
    score += (j < weights.size() ? weights[j] : cost_weight) * value;
  }
  return score;
}

std::vector<std::size_t> Ranker::ranking(const Example& example) const {
  std::vector<double> scores;
  for (const auto& option : example.options) scores.push_back(score(option));
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  return order;
}

Ranker fit_ranker(const std::vector<Example>& examples, std::optional<std::size_t> left_out,
                  const RankerSettings& settings) {
  Ranker ranker;
  std::vector<const Example*> seen;
  for (const auto& example : examples) {
    if (left_out && example.fold == *left_out) continue;
    if (example.options.size() > 1 && example.has_right()) seen.push_back(&example);
  }
  ranker.features = telling_features(examples, settings.least_questions);
  const std::size_t size = ranker.features.size() + 1;  // The cost comes last.
  std::vector<std::vector<Sparse>> rows;
  for (const auto* example : seen) {
    rows.emplace_back();
    for (const auto& option : example->options) {
      rows.back().push_back(row_of(option, ranker.features));
    }
  }
  std::vector<double> weights(size, 0.0);
  weights.back() = 1;
  std::vector<double> squares(size, 1e-2);
  std::vector<double> sums(size, 0.0);
  std::vector<std::size_t> order(seen.size());
  std::iota(order.begin(), order.end(), 0U);
  std::mt19937 random(settings.seed);
  Gradient gradient(size);
  int averaged = 0;
  for (int epoch = 0; epoch < settings.epochs; ++epoch) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    for (const std::size_t q : order) {
      gradient.of(*seen[q], rows[q], weights);
      for (const std::size_t j : gradient.touched()) {
        const double rest = j + 1 == size ? 1 : 0;
        const double step = gradient.slope(j) - settings.l2 * (weights[j] - rest);
        squares[j] += step * step;
        weights[j] += settings.rate * step / std::sqrt(squares[j]);
      }
    }
    if (epoch < settings.epochs / 2) continue;
    for (std::size_t j = 0; j < size; ++j) sums[j] += weights[j];
    ++averaged;
  }
  for (double& sum : sums) sum /= averaged;
  ranker.cost_weight = sums.back();
  sums.pop_back();
  ranker.weights = std::move(sums);
  return ranker;
}

}  // namespace askdb::training
