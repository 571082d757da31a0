#pragma once

/// How much of a question was understood, and how far the best candidate can be trusted.

#include <string>
#include <vector>

#include "linguist/evidence.hpp"

namespace askdb::linguist {

struct Judgement {
  double confidence = 0;
  bool is_answerable = false;
  std::vector<std::string> not_understood;
};

/// The estimated probability that SQL with this evidence answers the question: a logistic whose
/// weights were fitted on development databases that the ranker had not seen.
double confidence_of(const Evidence& evidence);

/// `candidates` best first, may be empty.
Judgement judge(const Question& question, const std::vector<Candidate>& candidates,
                const SchemaIndex& schema);

/// A request to change data or rules, or small talk: never a question about the data.
bool is_no_question(const Question& question);

}  // namespace askdb::linguist
