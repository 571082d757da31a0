#pragma once

/// A question cut into items: names of the schema, stored values, numbers, dates, other words.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linguist/dates.hpp"
#include "linguist/schema_index.hpp"
#include "linguist/tokens.hpp"

namespace askdb::linguist {

struct Item {
  std::size_t begin = 0;  ///< Tokens [begin, end).
  std::size_t end = 0;
  std::string lower;                ///< The tokens' lower-case text, joined by blanks.
  std::vector<SchemaHit> names;     ///< Tables and columns it may name, best first.
  std::vector<StoredValue> values;  ///< Stored values it may name, best first.
  std::optional<double> number;
  std::optional<DatePhrase> date;
  std::optional<Granularity> bucket;  ///< "per month".
  bool is_quoted = false;
  bool is_ordinal = false;
  bool is_measure = false;    ///< A business word ("revenue"): the column is summed.
  bool is_corrected = false;  ///< Found only after mending a typo.

  /// The best table or column hit's quality, 0 when there is none.
  double table_quality() const;
  double column_quality() const;
  int best_table() const;
};

struct Question {
  std::string text;
  std::vector<Token> tokens;
  std::vector<Item> items;
};

/// Reads `text` against one schema. Spans are chosen so that together they explain most words.
Question read_question(std::string_view text, const SchemaIndex& schema, Date today);

}  // namespace askdb::linguist
