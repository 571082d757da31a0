#pragma once

/// Questions with gold SQL, and what each gold query reads as SQLite itself reports it.

#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace askdb::bench {

struct GoldQuestion {
  std::string database;
  std::string question;
  std::string sql;
};

/// An array of {db_id, question, query, …}.
std::vector<GoldQuestion> read_questions(const std::string& file);

/// Names in lower case.
struct GoldReads {
  std::set<std::string> tables;
  std::set<std::string> columns;  ///< "table.column"
};

/// Compiles `sql` against the database file and takes down every table and column that SQLite's
/// authorizer is asked about. Fails when it does not compile.
Result<GoldReads> gold_reads(const std::string& database_file, const std::string& sql);

}  // namespace askdb::bench
