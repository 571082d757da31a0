#include "train_ranker/judgement_fit.hpp"

#include <algorithm>
#include <array>
#include <boost/mp11.hpp>
#include <cmath>
#include <string_view>

namespace askdb::training {

using linguist::Evidence;

namespace {

using Members = boost::describe::describe_members<Evidence, boost::describe::mod_public>;
constexpr std::size_t kSize = boost::mp11::mp_size<Members>::value;
using Row = std::array<double, kSize>;

constexpr int kRounds = 3'000;
constexpr double kRate = 0.5;
constexpr double kL2 = 1e-4;

Row row_of(const Evidence& evidence) {
  Row row{};
  std::size_t i = 0;
  boost::mp11::mp_for_each<Members>([&](auto member) { row[i++] = evidence.*member.pointer; });
  return row;
}

Evidence evidence_from(const Row& row) {
  Evidence evidence;
  std::size_t i = 0;
  boost::mp11::mp_for_each<Members>([&](auto member) { evidence.*member.pointer = row[i++]; });
  return evidence;
}

/// -1, 1: the only sign a weight may have; 0: any.
std::array<int, kSize> signs() {
  std::array<int, kSize> signs{};
  std::size_t i = 0;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    const std::string_view name = member.name;
    const bool lowers = name == "surprise" || name == "doubt" || name == "unknown" ||
                        name == "unknown_verbs" || name == "unused" || name == "missing" ||
                        name == "weak_names" || name == "unnamed_tables" ||
                        name == "unnamed_columns" || name == "nesting" || name == "joins";
    signs[i++] = lowers ? -1 : name == "share" ? 1 : 0;
  });
  return signs;
}

double logistic(double logit) { return 1 / (1 + std::exp(-logit)); }

}  // namespace

double JudgementFit::confidence(const Evidence& evidence) const {
  const Row row = row_of(evidence);
  const Row weight = row_of(weights);
  double logit = bias;
  for (std::size_t j = 0; j < kSize; ++j) logit += weight[j] * row[j];
  return logistic(logit);
}

std::vector<Outcome> outcomes_of(const std::vector<Example>& examples, const Ranker& ranker,
                                 std::size_t fold) {
  std::vector<Outcome> outcomes;
  for (const auto& example : examples) {
    if (example.fold != fold || example.options.empty()) continue;
    const auto ranking = ranker.ranking(example);
    std::vector<double> scores;
    for (const std::size_t i : ranking) scores.push_back(ranker.score(example.options[i]));
    const auto& best = example.options[ranking[0]];
    Outcome outcome{best.evidence, best.is_right, fold};
    linguist::add_ranking(outcome.evidence, scores);
    outcomes.push_back(outcome);
  }
  return outcomes;
}

JudgementFit fit_judgement(const std::vector<Outcome>& outcomes,
                           std::optional<std::size_t> left_out) {
  std::vector<Row> rows;
  std::vector<double> targets;
  for (const auto& outcome : outcomes) {
    if (left_out && outcome.fold == *left_out) continue;
    rows.push_back(row_of(outcome.evidence));
    targets.push_back(outcome.is_right ? 1 : 0);
  }
  const auto count = static_cast<double>(rows.size());
  // Every kind of evidence is brought to mean 0 and deviation 1, so that one rate suits all.
  Row mean{};
  Row deviation{};
  for (const Row& row : rows) {
    for (std::size_t j = 0; j < kSize; ++j) mean[j] += row[j] / count;
  }
  for (const Row& row : rows) {
    for (std::size_t j = 0; j < kSize; ++j) {
      deviation[j] += (row[j] - mean[j]) * (row[j] - mean[j]) / count;
    }
  }
  for (double& value : deviation) value = value > 1e-9 ? std::sqrt(value) : 1;
  for (Row& row : rows) {
    for (std::size_t j = 0; j < kSize; ++j) row[j] = (row[j] - mean[j]) / deviation[j];
  }
  const auto sign = signs();
  Row weight{};
  double bias = 0;
  for (int round = 0; round < kRounds; ++round) {
    Row slope{};
    double bias_slope = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      double logit = bias;
      for (std::size_t j = 0; j < kSize; ++j) logit += weight[j] * rows[i][j];
      const double pull = (targets[i] - logistic(logit)) / count;
      bias_slope += pull;
      for (std::size_t j = 0; j < kSize; ++j) slope[j] += pull * rows[i][j];
    }
    bias += kRate * bias_slope;
    for (std::size_t j = 0; j < kSize; ++j) {
      weight[j] += kRate * (slope[j] - kL2 * weight[j]);
      if (sign[j] < 0) weight[j] = std::min(weight[j], 0.0);
      if (sign[j] > 0) weight[j] = std::max(weight[j], 0.0);
    }
  }
  JudgementFit fit;
  fit.bias = bias;
  for (std::size_t j = 0; j < kSize; ++j) {
    weight[j] /= deviation[j];
    fit.bias -= weight[j] * mean[j];
  }
  fit.weights = evidence_from(weight);
  return fit;
}

}  // namespace askdb::training
