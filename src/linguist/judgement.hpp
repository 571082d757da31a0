#pragma once

/// How much of a question was understood, and how far the best candidate can be trusted.

#include <string>
#include <vector>

#include "linguist/engine.hpp"

namespace askdb::linguist {

struct Judgement {
  double confidence = 0;
  bool is_answerable = false;
  std::vector<std::string> not_understood;
};

/// What confidence is computed from.
struct Evidence {
  double share = 0;    ///< Of the ranker's probability that the best candidate's SQL has.
  double unknown = 0;  ///< Words of weight that nothing explains.
  double unknown_verbs = 0;
  double unused = 0;  ///< Names, values and numbers found but left out of the query.
  double known = 0;   ///< Words that name something of the schema or a value.
  double joins = 0;
  double doubt = 0;  ///< Cost of the readings taken.
};

Evidence evidence_of(const Question& question, const std::vector<Candidate>& candidates,
                     std::vector<std::string>* unknown_words);

/// `candidates` best first, may be empty.
Judgement judge(const Question& question, const std::vector<Candidate>& candidates);

/// A request to change data or rules, or small talk: never a question about the data.
bool is_no_question(const Question& question);

}  // namespace askdb::linguist
