#pragma once

/// One engine under the conformance suite: an adapter says how its database is filled and what it
/// is able to do; the suite says what every Datasource must then do.
///
/// To add an engine: a file with a Subject and
///   INSTANTIATE_TEST_SUITE_P(Oracle, Conformance, ::testing::Values(&make_oracle_subject));
/// linked with conformance_schema_test.cpp and conformance_run_test.cpp.
///
/// The data that an adapter provides, in its default schema:
///   cities (id, name NOT NULL): (1, 'Wien'), (2, 'Zürich'); its comment is "Where people live".
///   people (id, name NOT NULL, city_id, status, height): ids 1 to 300, name 'person <id>', city_id
///     id % 2 + 1, status 'closed' where id % 3 = 0 and 'open' elsewhere, height the exact number
///     1.75 but NULL where id % 10 = 0; the comment of height is "in metres".
///   wien, a view: id and name of the people whose city_id is 1.
///   numbers (i): 1 to 5000.
///   kinds: the one row of `kinds()`, a column each.
/// With keys: ids are primary keys and people.city_id refers to cities.id.

#include <memory>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "datasource/datasource.hpp"

namespace askdb::testing {

/// One column of table `kinds`: what it must be and what its row holds.
struct Kind {
  std::string column;
  ValueKind kind = ValueKind::kOther;
  Value value;
};

/// What an engine can do. What it cannot is left out of its tests, not counted as passed.
struct Abilities {
  bool has_keys = true;
  bool has_comments = true;
  bool has_row_estimates = true;
  bool has_samples = true;
  bool has_cost = true;           ///< `estimate` gives a cost and rows.
  bool can_change_schema = true;  ///< `execute` works.
};

class Subject {
 public:
  virtual ~Subject() = default;

  /// Where the data lies. A password in it must be "s3cret-word" if there is one.
  virtual DatasourceConfig config() const = 0;
  virtual Abilities abilities() const { return {}; }
  virtual std::vector<Kind> kinds() const = 0;

  /// Runs a statement as the owner of the data, beside the datasource; throws when it fails.
  virtual void execute(const std::string& sql) = 0;
  /// Statements that the server runs for the datasource right now; 0 for engines in the process.
  virtual int active() { return 0; }

  /// A statement that runs for minutes without needing much memory.
  virtual std::string slow() const {
    return "SELECT count(*) FROM numbers a, numbers b, numbers c WHERE a.i + b.i + c.i > 7";
  }
  /// A statement with millions of rows, of which the first ones come at once.
  virtual std::string many() const { return "SELECT a.i AS i FROM numbers a CROSS JOIN numbers b"; }
  /// Adds a column to `cities`.
  virtual std::string change() const { return "ALTER TABLE cities ADD COLUMN country varchar(9)"; }
  /// Deletes rows from `cities`, in the engine's own words.
  virtual std::string removal() const { return "DELETE FROM cities"; }
  /// Inserts a row into `cities`.
  virtual std::string write() const { return "INSERT INTO cities VALUES (99, 'Nowhere')"; }
};

/// Null with the reason in `why_not` when there is no such server here: its tests are skipped.
/// Called for each test, with the data as described above.
using MakeSubject = std::unique_ptr<Subject> (*)(std::string& why_not);

}  // namespace askdb::testing
