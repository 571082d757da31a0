#include "linguist/judgement.hpp"

#include <algorithm>
#include <cmath>

#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Verbs say how things relate, which keys already tell: not knowing one weighs little.
bool looks_like_verb(const Question& question, std::size_t token) {
  const auto& word = question.tokens[token].lower;
  if (word.ends_with("ed") || word.ends_with("ing")) return true;
  if (token == 0) return true;
  const auto& before = question.tokens[token - 1].lower;
  return is_one_of(before, {"who", "that", "which", "do", "does", "did", "to", "can", "not", "we",
                            "they", "have", "has", "ever", "never", "also", "i", "you"});
}

bool is_content(const Token& token) {
  if (token.is_quoted) return true;
  if (token.lower.size() < 3 && !token.number) return false;
  return !is_function_word(token.lower) && !is_noise_word(token.lower) && !degree(token.lower) &&
         !token.number && std::string_view("<>=!").find(token.lower[0]) == std::string_view::npos;
}

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

Evidence evidence_of(const Question& question, const std::vector<Candidate>& candidates,
                     std::vector<std::string>* unknown_words) {
  Evidence evidence;
  if (candidates.empty()) return evidence;
  const auto& best = candidates[0];
  double total = 0;
  for (const auto& candidate : candidates) total += std::exp(candidate.score - best.score);
  evidence.share = 1 / total;
  for (std::size_t i = 0; i < question.items.size(); ++i) {
    const auto& item = question.items[i];
    const bool is_known = !item.names.empty() || !item.values.empty() || item.date || item.bucket;
    if (is_known) {
      const bool weighs = !item.names.empty() ? item.names[0].quality >= 0.6 : true;
      if (weighs && !is_noise_word(item.lower)) ++evidence.known;
      const int table = item.best_table();
      const auto& tables = best.rendered.tables;
      const bool is_read = std::find(tables.begin(), tables.end(), table) != tables.end();
      if (best.used[i] == 0 && !is_read && !is_noise_word(item.lower)) ++evidence.unused;
      continue;
    }
    if (best.used[i] != 0) continue;
    if (item.number && !item.is_ordinal) ++evidence.unused;
    for (std::size_t t = item.begin; t < item.end; ++t) {
      if (!is_content(question.tokens[t])) continue;
      const bool is_soft = !question.tokens[t].is_quoted && looks_like_verb(question, t) &&
                           question.tokens[t].lower == fold(question.tokens[t].text);
      (is_soft ? evidence.unknown_verbs : evidence.unknown) += 1;
      if (unknown_words != nullptr) unknown_words->push_back(question.tokens[t].text);
    }
  }
  evidence.joins = best.rendered.joins;
  evidence.doubt = best.cost;
  return evidence;
}

Judgement judge(const Question& question, const std::vector<Candidate>& candidates) {
  Judgement judgement;
  const auto evidence = evidence_of(question, candidates, &judgement.not_understood);
  if (candidates.empty()) {
    for (const auto& token : question.tokens) {
      if (is_content(token)) judgement.not_understood.push_back(token.text);
    }
    return judgement;
  }
  // Logistic with weights set by hand: not calibrated, so it orders answers rather than promising.
  const double logit = -1.1 + 2.6 * evidence.share - 0.55 * evidence.unknown -
                       0.2 * evidence.unknown_verbs - 0.55 * evidence.unused -
                       0.25 * evidence.joins - 0.25 * evidence.doubt;
  judgement.confidence = 1 / (1 + std::exp(-logit));
  const double unknown = evidence.unknown + 0.5 * evidence.unknown_verbs;
  const bool is_mostly_known = evidence.known > 0 && evidence.known > unknown;
  if (is_no_question(question)) judgement.confidence = 0;
  judgement.is_answerable = is_mostly_known && judgement.confidence >= 0.1;
  if (!is_mostly_known) judgement.confidence = std::min(judgement.confidence, 0.1);
  return judgement;
}

}  // namespace askdb::linguist
