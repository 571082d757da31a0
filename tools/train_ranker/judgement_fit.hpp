#pragma once

/// The confidence: a logistic over the evidence for the candidate that was chosen.

#include "train_ranker/ranker_fit.hpp"

namespace askdb::training {

/// A chosen candidate, and whether it was right.
struct Outcome {
  linguist::Evidence evidence;
  bool is_right = false;
  std::size_t fold = 0;
};

struct JudgementFit {
  double bias = 0;
  linguist::Evidence weights;

  double confidence(const linguist::Evidence& evidence) const;
};

/// What each example of `fold` gets from a ranker that did not see that fold. Examples without
/// candidates are left out: they get no SQL.
std::vector<Outcome> outcomes_of(const std::vector<Example>& examples, const Ranker& ranker,
                                 std::size_t fold);

/// Maximum likelihood with a small L2. What stands for something not understood can only lower the
/// confidence, and a larger share can only raise it. Folds other than `left_out` are used.
JudgementFit fit_judgement(const std::vector<Outcome>& outcomes,
                           std::optional<std::size_t> left_out);

}  // namespace askdb::training
