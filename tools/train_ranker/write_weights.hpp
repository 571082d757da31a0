#pragma once

/// What was learned, as the files that the engine includes.

#include "train_ranker/judgement_fit.hpp"

namespace askdb::training {

std::string ranker_weights(const Ranker& ranker);
std::string judgement_header(const JudgementFit& fit);

}  // namespace askdb::training
