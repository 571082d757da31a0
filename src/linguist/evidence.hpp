#pragma once

/// What tells a right candidate from a wrong one, as numbers: confidence is computed from these.

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "linguist/engine.hpp"

namespace askdb::linguist {

struct Evidence {
  // Of the ranking.
  double share = 0;     ///< Of the ranker's probability that the candidate's SQL has.
  double surprise = 0;  ///< Minus the logarithm of `share`.
  double rivals = 0;    ///< Logarithm of the number of candidates.
  double doubt = 0;     ///< Cost of the readings taken.
  // Of the question, as far as the candidate explains it.
  double unknown = 0;        ///< Words of weight that nothing explains.
  double unknown_verbs = 0;  ///< Verbs among them, which keys may tell.
  double unused = 0;         ///< Names, values and numbers found but left out of the query.
  double missing = 0;        ///< Cues ("how many", "never", "oldest") without their clause.
  double known = 0;          ///< Words that name something of the schema or a value.
  double weak_names = 0;     ///< How far names used are from exact.
  double words = 0;          ///< Logarithm of the number of words.
  // Of the query.
  double joins = 0;
  double unnamed_tables = 0;   ///< Tables read that no word names.
  double unnamed_columns = 0;  ///< Columns shown that no word names.
  double shown = 0;            ///< Columns shown beyond the first.
  double conditions = 0;
  double nesting = 0;  ///< Subqueries and set operations.
  double groups = 0;
  double ranks = 0;  ///< Ordered by something.
};
BOOST_DESCRIBE_STRUCT(Evidence, (),
                      (share, surprise, rivals, doubt, unknown, unknown_verbs, unused, missing,
                       known, weak_names, words, joins, unnamed_tables, unnamed_columns, shown,
                       conditions, nesting, groups, ranks))

/// Everything but what depends on the other candidates. Adds the words that nothing explains, as
/// written and in the question's order, to `not_understood` unless it is null.
Evidence evidence_of(const Question& question, const Candidate& candidate,
                     const SchemaIndex& schema, std::vector<std::string>* not_understood);

/// Fills in what depends on the others. `scores` are the candidates' scores, best first; the
/// evidence is the best one's.
void add_ranking(Evidence& evidence, const std::vector<double>& scores);

/// How well the candidate explains the words that name something or should: 1 when each names
/// exactly what the query reads, more when several together make one name, less for synonyms and
/// parts of names, 0 for what it leaves out.
double explained_by(const Question& question, const Candidate& candidate);

/// A word that names, describes or quotes something: no function word, cue or number.
bool is_content(const Token& token);

/// True when some condition is on a column that may hold dates of this unit.
bool restricts_dates(const Query& query, const SchemaIndex& schema, Granularity granularity);

/// Tokens that call for a clause which the query does not have, in order.
std::vector<std::size_t> missing_cues(const Question& question, const Query& query,
                                      const SchemaIndex& schema);

}  // namespace askdb::linguist
