#include "linguist/evidence.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

/// Verbs say how things relate, which keys already tell: not knowing one weighs little.
bool looks_like_verb(const Question& question, std::size_t token) {
  const auto& word = question.tokens[token].lower;
  if (word.ends_with("ed") || word.ends_with("ing")) return true;
  if (token == 0) return true;
  const auto& before = question.tokens[token - 1].lower;
  return is_one_of(before, {"who", "that", "which", "do", "does", "did", "to", "can", "not", "we",
                            "they", "have", "has", "ever", "never", "also", "i", "you"});
}

/// Notes the unexplained words of one item.
void note_unknown(const Question& question, const Item& item, Evidence& evidence,
                  std::map<std::size_t, std::string>& gaps) {
  for (std::size_t t = item.begin; t < item.end; ++t) {
    const auto& token = question.tokens[t];
    if (!is_content(token)) continue;
    const bool is_soft =
        !token.is_quoted && looks_like_verb(question, t) && token.lower == fold(token.text);
    (is_soft ? evidence.unknown_verbs : evidence.unknown) += 1;
    gaps[t] = token.text;
  }
}

void read_question_side(const Question& question, const Candidate& candidate,
                        const SchemaIndex& schema, Evidence& evidence,
                        std::map<std::size_t, std::string>& gaps) {
  const auto& tables = candidate.rendered.tables;
  for (std::size_t i = 0; i < question.items.size(); ++i) {
    const auto& item = question.items[i];
    const bool is_used = candidate.used[i] != 0;
    const bool is_known = !item.names.empty() || !item.values.empty() || item.date || item.bucket;
    if (!is_known) {
      if (is_used) continue;
      if (item.number && !item.is_ordinal) {
        ++evidence.unused;
        gaps[item.begin] = question.tokens[item.begin].text;
      }
      note_unknown(question, item, evidence, gaps);
      continue;
    }
    if (is_noise_word(item.lower)) continue;
    const double quality = item.names.empty() ? 1 : item.names[0].quality;
    if (quality >= 0.6) ++evidence.known;
    const bool is_read = std::find(tables.begin(), tables.end(), item.best_table()) != tables.end();
    const bool is_lost_date =
        item.date && !restricts_dates(candidate.query, schema, item.date->granularity);
    if ((is_used || is_read) && !is_lost_date) {
      evidence.weak_names += 1 - std::min(1.0, quality);
      continue;
    }
    ++evidence.unused;
    // A date or a value left out changes the answer silently; a name often only repeats another.
    if (item.date || item.bucket || (!item.values.empty() && item.names.empty())) {
      ++evidence.missing;
      const auto& first = question.tokens[item.begin];
      const auto& last = question.tokens[item.end - 1];
      gaps[item.begin] = item.end - item.begin == 1
                             ? first.text
                             : question.text.substr(first.begin, last.end - first.begin);
    }
  }
}

bool is_named(const Question& question, ColumnRef ref) {
  return std::any_of(question.items.begin(), question.items.end(), [&](const Item& item) {
    return std::any_of(item.names.begin(), item.names.end(),
                       [&](const SchemaHit& hit) { return hit.element == ref; });
  });
}

void read_query_side(const Question& question, const Candidate& candidate, Evidence& evidence) {
  const auto& query = candidate.query;
  evidence.joins = candidate.rendered.joins;
  for (const int table : candidate.rendered.tables) {
    const bool is_known =
        std::any_of(question.items.begin(), question.items.end(), [&](const Item& item) {
          return std::any_of(item.names.begin(), item.names.end(), [&](const SchemaHit& hit) {
            return hit.element.table == table && hit.quality >= 0.6;
          });
        });
    if (!is_known) ++evidence.unnamed_tables;
  }
  for (const auto& term : query.select) {
    if (term.column.column >= 0 && !is_named(question, term.column)) ++evidence.unnamed_columns;
  }
  evidence.shown = query.select.empty() ? 0 : static_cast<double>(query.select.size()) - 1;
  evidence.conditions = static_cast<double>(query.filters.size() + query.having.size());
  for (const auto& filter : query.filters) evidence.nesting += filter.subquery ? 1 : 0;
  for (const auto& filter : query.having) evidence.nesting += filter.subquery ? 1 : 0;
  if (query.set_operation != SetOperation::kNone) ++evidence.nesting;
  evidence.groups = query.group.empty() ? 0 : 1;
  evidence.ranks = query.order.empty() ? 0 : 1;
}

}  // namespace

bool is_content(const Token& token) {
  if (token.is_quoted) return true;
  if (token.lower.size() < 3 && !token.number) return false;
  // "never bought anything": the thing itself is named elsewhere, or not at all.
  if (is_one_of(token.lower, {"anything", "something", "nothing", "everything", "anyone", "someone",
                              "everyone", "n't"})) {
    return false;
  }
  return !is_function_word(token.lower) && !is_noise_word(token.lower) && !degree(token.lower) &&
         !token.number && std::string_view("<>=!").find(token.lower[0]) == std::string_view::npos;
}

Evidence evidence_of(const Question& question, const Candidate& candidate,
                     const SchemaIndex& schema, std::vector<std::string>* not_understood) {
  Evidence evidence;
  evidence.doubt = candidate.cost;
  evidence.words = std::log(1.0 + static_cast<double>(question.tokens.size()));
  std::map<std::size_t, std::string> gaps;  // By place, as written.
  read_question_side(question, candidate, schema, evidence, gaps);
  read_query_side(question, candidate, evidence);
  const auto cues = missing_cues(question, candidate.query, schema);
  evidence.missing += static_cast<double>(cues.size());
  for (const std::size_t t : cues) gaps.emplace(t, question.tokens[t].text);
  if (not_understood != nullptr) {
    for (const auto& [at, text] : gaps) not_understood->push_back(text);
  }
  return evidence;
}

void add_ranking(Evidence& evidence, const std::vector<double>& scores) {
  double total = 0;
  for (const double score : scores) total += std::exp(score - scores[0]);
  evidence.share = 1 / total;
  evidence.surprise = std::log(total);
  evidence.rivals = std::log(static_cast<double>(scores.size()));
}

}  // namespace askdb::linguist
