#include "linguist/judgement.hpp"

#include <algorithm>
#include <boost/mp11.hpp>
#include <cmath>

#include "linguist/judgement_weights.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

/// Answers below this are shown as guesses, not run.
constexpr double kLeastAnswerable = 0.15;
/// What words without a counterpart in the SQL leave of any confidence.
constexpr double kMostWhenIncomplete = 0.45;

}  // namespace

bool is_no_question(const Question& question) {
  const auto& tokens = question.tokens;
  const auto word = [&](std::size_t i) {
    return i < tokens.size() && !tokens[i].is_quoted ? std::string_view(tokens[i].lower)
                                                     : std::string_view();
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].is_quoted) continue;
    const bool commands = i == 0 || is_one_of(word(i - 1), {"please", "and", "then", ".", ";", ",",
                                                            "to", "you", "now", "must", "should"});
    if (commands && is_one_of(word(i), {"drop", "delete", "truncate", "insert", "update", "alter",
                                        "grant", "revoke", "erase", "wipe", "overwrite"})) {
      return true;
    }
    if (commands && is_one_of(word(i), {"ignore", "disregard", "forget", "bypass", "override"})) {
      for (std::size_t j = i + 1; j < std::min(tokens.size(), i + 6); ++j) {
        if (is_one_of(word(j), {"rules", "instructions", "instruction", "prompt", "guard",
                                "restrictions", "previous", "everything", "safety"})) {
          return true;
        }
      }
    }
    if (is_one_of(word(i), {"joke", "poem", "haiku", "lyrics"}) &&
        is_one_of(word(0), {"tell", "write", "sing", "give", "make"})) {
      return true;
    }
  }
  return false;
}

double confidence_of(const Evidence& evidence) {
  double logit = kJudgementBias;
  using Members = boost::describe::describe_members<Evidence, boost::describe::mod_public>;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    logit += kJudgementWeights.*member.pointer * (evidence.*member.pointer);
  });
  return 1 / (1 + std::exp(-logit));
}

Judgement judge(const Question& question, const std::vector<Candidate>& candidates,
                const SchemaIndex& schema) {
  Judgement judgement;
  if (candidates.empty()) {
    for (const auto& token : question.tokens) {
      if (is_content(token)) judgement.not_understood.push_back(token.text);
    }
    return judgement;
  }
  auto evidence = evidence_of(question, candidates[0], schema, &judgement.not_understood);
  std::vector<double> scores;
  for (const auto& candidate : candidates) scores.push_back(candidate.score);
  add_ranking(evidence, scores);
  judgement.confidence = confidence_of(evidence);
  const double unknown = evidence.unknown + 0.5 * evidence.unknown_verbs;
  const bool is_mostly_known = evidence.known > 0 && evidence.known > unknown;
  // What the SQL leaves out cannot be seen in its result: rather ask than answer something else.
  const bool is_complete = evidence.unknown == 0 && evidence.missing == 0;
  if (!is_complete) judgement.confidence = std::min(judgement.confidence, kMostWhenIncomplete);
  if (!is_mostly_known) judgement.confidence = std::min(judgement.confidence, 0.1);
  if (is_no_question(question)) judgement.confidence = 0;
  judgement.is_answerable =
      is_mostly_known && is_complete && judgement.confidence >= kLeastAnswerable;
  return judgement;
}

}  // namespace askdb::linguist
