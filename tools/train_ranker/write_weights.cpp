#include "train_ranker/write_weights.hpp"

#include <fmt/format.h>

#include <boost/mp11.hpp>
#include <cmath>

namespace askdb::training {

namespace {

/// Smaller weights move no ranking that counts.
constexpr long kLeastThousandths = 15;
constexpr std::size_t kWeightsPerLine = 4;

}  // namespace

std::string ranker_weights(const Ranker& ranker) {
  std::vector<std::pair<std::uint32_t, long>> kept;
  for (std::size_t i = 0; i < ranker.features.size(); ++i) {
    const long thousandths = std::lround(ranker.weights[i] * 1000);
    if (std::abs(thousandths) >= kLeastThousandths) {
      kept.emplace_back(ranker.features[i], thousandths);
    }
  }
  std::string text = "// Made by `train_ranker`; do not edit by hand.\n";
  text += fmt::format("inline constexpr double kRankerCostWeight = {:.3f};\n", ranker.cost_weight);
  text += fmt::format("inline constexpr std::array<RankerWeight, {}> kRankerWeights{{{{\n",
                      kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    text += i % kWeightsPerLine == 0 ? "    " : " ";
    text += fmt::format("{{{}U, {}}}", kept[i].first, kept[i].second);
    if (i + 1 < kept.size()) text += ",";
    if (i % kWeightsPerLine == kWeightsPerLine - 1 || i + 1 == kept.size()) text += "\n";
  }
  return text + "}};\n";
}

std::string judgement_header(const JudgementFit& fit) {
  std::string text = R"(#pragma once

/// How evidence adds up to confidence. Made by `train_ranker`; do not edit by hand.

#include "linguist/evidence.hpp"

namespace askdb::linguist {

// clang-format off
)";
  text += fmt::format("inline constexpr double kJudgementBias = {:.4f};\n", fit.bias);
  text += "inline constexpr Evidence kJudgementWeights{\n";
  using Members =
      boost::describe::describe_members<linguist::Evidence, boost::describe::mod_public>;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    text += fmt::format("    .{} = {:.4f},\n", member.name, fit.weights.*member.pointer + 0.0);
  });
  return text + "};\n// clang-format on\n\n}  // namespace askdb::linguist\n";
}

}  // namespace askdb::training
