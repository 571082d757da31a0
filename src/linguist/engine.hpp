#pragma once

/// From a question to ranked candidates: reads it many times, cheapest readings first.

#include <cstddef>
#include <memory>
#include <vector>

#include "linguist/choices.hpp"
#include "linguist/items.hpp"
#include "linguist/join_path.hpp"
#include "linguist/render.hpp"
#include "linguist/sem.hpp"

namespace askdb::linguist {

struct Candidate {
  Query query;
  Rendered rendered;
  std::vector<Feature> features;
  std::vector<char> used;  ///< By item of the question: explained by some clause.
  double cost = 0;         ///< Sum of the costs of the choices taken.
  double score = 0;        ///< What the ranker makes of it; best first.
};

class Engine {
 public:
  Engine(std::shared_ptr<const Database> database, const std::vector<KnownValues>& values)
      : schema_(std::move(database), values), joins_(schema_) {}

  const SchemaIndex& schema() const { return schema_; }
  const JoinGraph& joins() const { return joins_; }

  /// At most `limit` readings with different SQL, best score first. Deterministic.
  std::vector<Candidate> candidates(const Question& question, std::size_t limit) const;

 private:
  SchemaIndex schema_;
  JoinGraph joins_;
};

/// False for what no database takes: a sum of rows, an aggregate in WHERE, HAVING without a group.
bool is_sound(const Query& query);

/// Adds what can only be seen of the whole candidate: coverage, joins, how cues and clauses agree.
void add_whole_features(const Question& question, const SchemaIndex& schema, Candidate& candidate);

/// The weighted sum of a candidate's features and its cost.
double ranked_score(const Candidate& candidate);

}  // namespace askdb::linguist
