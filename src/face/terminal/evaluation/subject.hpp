#pragma once

/// What is evaluated: one database, the engine built for it, and the way a statement runs.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "datasource/value.hpp"
#include "linguist/linguist.hpp"
#include "sql/schema.hpp"

namespace askdb::evaluation {

struct Subject {
  std::shared_ptr<const Database> database;
  std::vector<KnownValues> values;
  /// Runs a statement as the product would: guarded, read-only, with limits. Fails with kRefused,
  /// kTimeout, or as the database does.
  std::function<Result<Rows>(const std::string& sql)> run;
};

/// Opens a database by its name ("concert_singer").
using SubjectOpener = std::function<Result<Subject>(const std::string& db_id)>;

}  // namespace askdb::evaluation
