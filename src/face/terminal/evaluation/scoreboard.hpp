#pragma once

/// Adds up how predictions did, and reports it.

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "base/described.hpp"

namespace askdb::evaluation {

enum class Outcome {
  kRight,
  kWrong,    ///< It ran, and the result is another.
  kNoSql,    ///< The engine wrote nothing.
  kRefused,  ///< The guard refused it.
  kInvalid,  ///< The database could not run it.
  kSlow,     ///< It ran into the time limit.
  kCrash,    ///< The engine threw.
};
BOOST_DESCRIBE_ENUM(Outcome, kRight, kWrong, kNoSql, kRefused, kInvalid, kSlow, kCrash)

/// One question's score.
struct Scored {
  std::string hardness;
  std::string clause_class;
  std::string db_id;
  bool is_gold_empty = false;
  Outcome outcome = Outcome::kWrong;
  double confidence = 0;
  bool is_answerable = false;
  std::chrono::microseconds elapsed{0};  ///< Of the translation alone.
};

class Scoreboard {
 public:
  void add(Scored scored) { scored_.push_back(std::move(scored)); }

  /// Tables for people: execution accuracy overall, by hardness and by clauses, with and without
  /// empty gold results; coverage and precision by confidence; latency; what went wrong.
  /// `names_databases` adds a line for each database: not for held-out ones.
  std::string report(bool names_databases) const;

  std::size_t size() const { return scored_.size(); }

 private:
  std::string accuracy_table(std::string Scored::*key, std::string_view title) const;
  std::string confidence_table() const;
  std::string latency_line() const;
  std::string outcome_lines() const;

  std::vector<Scored> scored_;
};

}  // namespace askdb::evaluation
