#pragma once

/// What came from where, and how it met: shown with the answer to a question over several
/// databases.

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace askdb {

/// What one table contributed.
struct SourcePart {
  std::string database;
  std::string table;
  std::string sql;  ///< As it ran there; of several lists of keys the first.
  std::int64_t rows = 0;
  std::int64_t elapsed_ms = 0;
  std::int64_t keys_passed = 0;  ///< Keys of another database that narrowed it; 0: none.
  std::string keys_from;         ///< "customer_db.customers.customer_id", or empty.
  std::int64_t statements = 1;
  /// Values that are not of their column's type and count as NULL.
  std::int64_t unreadable = 0;
};
BOOST_DESCRIBE_STRUCT(SourcePart, (),
                      (database, table, sql, rows, elapsed_ms, keys_passed, keys_from, statements,
                       unreadable))

/// How the keys of two databases met. Of a side that was fetched by the other one's keys it is not
/// known how many had no partner.
struct KeyMatch {
  std::string left;  ///< "customer_db.customers.customer_id"
  std::string right;
  std::int64_t left_keys = 0;  ///< Different ones, NULL left out.
  std::int64_t right_keys = 0;
  std::optional<std::int64_t> left_unmatched;
  std::optional<std::int64_t> right_unmatched;
  bool is_inferred = false;  ///< Nobody declared that these columns mean the same.
};
BOOST_DESCRIBE_STRUCT(KeyMatch, (),
                      (left, right, left_keys, right_keys, left_unmatched, right_unmatched,
                       is_inferred))

struct FederationReport {
  std::vector<SourcePart> parts;
  std::vector<KeyMatch> matches;
};
BOOST_DESCRIBE_STRUCT(FederationReport, (), (parts, matches))

/// "12 of 3,000 customers (customer_db) have no match in accounts_db.accounts." and the like, one
/// line each: what a person must know of how the rows met.
std::vector<std::string> match_notes(const FederationReport& report);

}  // namespace askdb
