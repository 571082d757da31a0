#pragma once

/// Questions with their candidates, each known to be right or wrong: what is learned from.

#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "face/terminal/evaluation/questions.hpp"
#include "linguist/evidence.hpp"

namespace askdb::training {

/// One candidate of a question.
struct Option {
  bool is_right = false;  ///< Its result is the gold statement's.
  double cost = 0;
  std::vector<linguist::Feature> features;
  linguist::Evidence evidence;  ///< Without what depends on the ranking.
};

struct Example {
  std::string db_id;
  std::size_t fold = 0;         ///< All questions of a database share one.
  std::vector<Option> options;  ///< In the order of their SQL, so that ties fall the same way.

  bool has_right() const;
};

struct Source {
  std::string databases;  ///< Folder of `<db_id>.sqlite`.
  std::size_t folds = 5;
  std::uint32_t seed = 1;
};

/// Translates every question and runs every candidate. Questions whose gold result is empty are
/// left out: chance would match them. Prints a dot per database to stderr. Fails with kInput
/// when a question belongs to a held-out database, and as databases and gold statements do.
Result<std::vector<Example>> collect_examples(
    const std::vector<evaluation::GoldQuestion>& questions, const std::set<std::string>& held_out,
    const Source& source);

}  // namespace askdb::training
