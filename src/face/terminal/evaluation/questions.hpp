#pragma once

/// Evaluation questions and which of them may be looked at.

#include <set>
#include <string>
#include <vector>

#include "base/described.hpp"

namespace askdb::evaluation {

struct GoldQuestion {
  std::string id;
  std::string db_id;
  std::string question;
  std::string query;
  std::string hardness;
  std::int64_t gold_rows = 0;
};
BOOST_DESCRIBE_STRUCT(GoldQuestion, (), (id, db_id, question, query, hardness, gold_rows))

/// Reads a JSON array of questions. Fails with kInput, naming the file and the problem.
Result<std::vector<GoldQuestion>> load_questions(const std::string& path);

/// Database names, one a line; blank lines and lines that begin with # are skipped.
Result<std::set<std::string>> load_holdout(const std::string& path);

enum class Selection { kAll, kDevelopment, kHeldOut };
BOOST_DESCRIBE_ENUM(Selection, kAll, kDevelopment, kHeldOut)

/// The selected questions, databases together in the order in which they first occur; at most
/// `limit` (0: all), taken evenly over the list.
std::vector<GoldQuestion> selected(std::vector<GoldQuestion> questions,
                                   const std::set<std::string>& held_out, Selection selection,
                                   std::size_t limit);

}  // namespace askdb::evaluation
