#pragma once

/// What `/metrics` tells of questions: how they ended, how long they took, what models cost.

#include <vector>

#include "agent/event.hpp"
#include "base/metrics.hpp"
#include "store/store.hpp"

namespace askdb {

/// Call once, before the first question.
void announce_question_metrics(Metrics& metrics);

/// Counts one question that has ended; `tokens` is what it used, by stage and model.
void count_question(Metrics& metrics, const Answer& answer, const std::vector<TokenRecord>& tokens);

}  // namespace askdb
