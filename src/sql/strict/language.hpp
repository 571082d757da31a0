#pragma once

/// A dialect, as the strict parser and its rules need to know it. What is not said here is refused.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "sql/dialect.hpp"
#include "sql/strict/lexing.hpp"
#include "sql/strict/tree.hpp"

namespace askdb::strict {

/// Lower-case words, unless a list says otherwise.
using Words = std::unordered_set<std::string_view>;

/// Forms of syntax that not every dialect has.
struct Grammar {
  // Values
  bool has_adjacent_texts = false;  ///< 'a' 'b' is one text.
  bool has_brackets = false;        ///< [1, 2] is an array.
  bool has_array_word = false;      ///< ARRAY[1, 2]
  bool has_row_word = false;        ///< ROW(1, 2)
  bool has_subscripts = false;      ///< a[1]
  bool has_lambdas = false;         ///< x -> x + 1
  bool has_fields = false;          ///< f(x).name
  bool has_double_colon = false;    ///< a::Int8
  bool has_text_intervals = false;  ///< INTERVAL '1 day'
  bool has_word_operators = false;  ///< a DIV b, a MOD b
  bool has_xor = false;
  bool has_ilike = false;
  bool has_regexp = false;         ///< a REGEXP b, a RLIKE b
  bool has_global_in = false;      ///< a GLOBAL IN (...)
  bool has_distinct_from = false;  ///< a IS DISTINCT FROM b
  bool has_json_arrows = false;    ///< a -> '$.b'
  bool has_binary_prefix = false;  ///< BINARY a
  bool has_collate = false;
  bool has_time_zones = false;  ///< a AT TIME ZONE 'UTC'
  bool has_match = false;       ///< MATCH (a) AGAINST ('b')
  // Calls
  bool has_parameters = false;       ///< quantile(0.5)(a)
  bool has_aliases_inside = false;   ///< sum(a AS b)
  bool has_filter = false;           ///< count(*) FILTER (WHERE ...)
  bool has_ordered_calls = false;    ///< array_agg(a ORDER BY b), GROUP_CONCAT
  bool has_within_group = false;     ///< listagg(a) WITHIN GROUP (ORDER BY b)
  bool has_nulls_treatment = false;  ///< IGNORE NULLS
  // SELECT
  bool has_star_changes = false;  ///< * EXCEPT (a), * REPLACE (1 AS a)
  bool has_distinct_on = false;
  bool has_prewhere = false;
  bool has_with_rollup = false;    ///< GROUP BY a WITH ROLLUP
  bool has_with_cube = false;      ///< GROUP BY a WITH CUBE
  bool has_grouping_sets = false;  ///< ROLLUP (a), CUBE (a), GROUPING SETS ((a), ())
  bool has_qualify = false;
  bool has_fill = false;          ///< ORDER BY a WITH FILL
  bool has_text_aliases = false;  ///< AS 'a'
  // Queries
  bool has_values = false;            ///< VALUES (1, 2), (3, 4)
  bool has_plain_values = false;      ///< VALUES 1, 2
  bool has_row_values = false;        ///< VALUES ROW(1, 2)
  bool has_table_queries = false;     ///< TABLE a
  bool has_recursion = false;         ///< WITH RECURSIVE
  bool has_named_values = false;      ///< WITH 1 AS a
  bool has_clauses_in_parts = false;  ///< SELECT 1 LIMIT 1 UNION ALL SELECT 2
  bool has_comma_limit = false;       ///< LIMIT offset, count
  bool has_limit_by = false;          ///< LIMIT 1 BY a
  bool has_fetch_first = false;
  bool has_offset_first = false;  ///< OFFSET 1 LIMIT 2
  bool has_offset_alone = false;
  bool has_ties = false;
  // FROM
  bool has_straight_join = false;
  bool has_lateral = false;
  bool has_unnest = false;
  bool has_samples = false;          ///< TABLESAMPLE BERNOULLI (10)
  bool has_clickhouse_from = false;  ///< FINAL, SAMPLE, ARRAY JOIN, ANY, ASOF, GLOBAL
  bool has_table_calls = false;      ///< numbers(10)
  bool needs_derived_alias = false;
};

/// A function whose argument says how much it makes.
struct SizedArgument {
  std::string_view function;  ///< Lower case.
  std::size_t argument = 0;
  double most = 0;
};

/// A word that starts or holds something that may not be done, and what to say then.
struct RefusedWord {
  std::string_view word;
  std::string_view rule;
  std::string_view message;
  std::string_view instead;
};

struct Language {
  Dialect dialect;
  Lexing lexing;
  Grammar grammar;
  /// Cannot be names without quotes: they would be read as something else.
  const Words* reserved = nullptr;
  /// Functions that are written without brackets: CURRENT_DATE.
  const Words* bare_functions = nullptr;
  const Words* units = nullptr;  ///< Of INTERVAL and EXTRACT.
  const Words* types = nullptr;
  /// Functions that are only built in when "(" follows at once (MySQL); null for none.
  const Words* unspaced_functions = nullptr;
  /// Functions whose first argument is a bare unit: TIMESTAMPDIFF(MONTH, a, b).
  const Words* unit_functions = nullptr;
  std::span<const RefusedWord> refused_words;
  std::span<const SizedArgument> sized_arguments;
  std::span<const std::string_view> system_schemas;  ///< Lower case.
  /// What a table's name without a schema belongs to when no schema is known.
  std::string_view home_schema;
  /// Functions that make a row set and may stand in FROM; the number bounds their arguments.
  std::span<const SizedArgument> table_functions;
  /// `name` as written may be called; `nearest_function` is for "Did you mean".
  bool (*is_allowed_function)(std::string_view name) = nullptr;
  std::string (*nearest_function)(std::string_view name) = nullptr;
  bool (*is_aggregate)(std::string_view name) = nullptr;
  bool has_case_sensitive_relations = false;  ///< WITH names hide tables by exact spelling only.
  bool has_case_sensitive_columns = false;
  bool has_correlated_aliases = false;  ///< Names given anywhere in a query count everywhere in it.
  /// Objections to forms that only this dialect has; null for none.
  std::optional<Refusal> (*check_form)(const Node& node) = nullptr;
  /// Patterns of these functions and operators run on a backtracking engine.
  const Words* pattern_functions = nullptr;
  std::size_t most_sources = 61;  ///< Tables of one FROM.
};

}  // namespace askdb::strict
