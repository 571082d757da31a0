#pragma once

/// The values that text columns hold, read with plain SQL through whatever answers it: for engines
/// without statistics of their own.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "datasource/datasource.hpp"

namespace askdb {

/// NULL is no text.
using TextRow = std::vector<std::optional<std::string>>;

/// How an engine says it, and who asks it.
struct TextSource {
  /// Runs a query and gives all of its rows.
  std::function<Task<Result<std::vector<TextRow>>>(std::string sql,
                                                   std::chrono::milliseconds timeout)>
      ask;
  /// An expression as text: "toString(\"x\")".
  std::function<std::string(const std::string& column)> as_text;
  /// The bytes of a text.
  std::string length_function;
};

/// Fills the samples of text columns with few distinct values among the first 1,000 rows of their
/// table. Views are left out. Stops at `until`; what cannot be read stays without.
Task<void> sample_text_columns(TextSource source, Database& database,
                               std::chrono::steady_clock::time_point until);

/// Distinct values of the text columns of `schema`, most frequent first, as far as the time goes.
/// Of tables of millions of rows only the first are read.
Task<Result<std::vector<ColumnValues>>> read_text_values(TextSource source,
                                                         std::shared_ptr<const Database> schema,
                                                         ValueLimits limits);

/// `"schema"."table"`.
std::string qualified_name(const Table& table);

}  // namespace askdb
