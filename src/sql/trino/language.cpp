#include "sql/trino/language.hpp"

#include <array>

#include "base/text.hpp"

namespace askdb::trino {
namespace {

using strict::RefusedWord;
using strict::SizedArgument;
using strict::Words;

const Words kFunctions{
#include "sql/trino/functions.inc"
};
const Words kReserved{
#include "sql/trino/reserved.inc"
};
const Words kBareFunctions{"current_catalog",   "current_date",  "current_path", "current_role",
                           "current_schema",    "current_time",  "current_user", "localtime",
                           "current_timestamp", "localtimestamp"};
const Words kUnits{
    "millisecond", "second",  "minute",      "hour",         "day",           "week",
    "month",       "quarter", "year",        "dow",          "day_of_week",   "day_of_month",
    "doy",         "yow",     "day_of_year", "year_of_week", "timezone_hour", "timezone_minute"};
const Words kTypes{"array",    "bigint",      "boolean",   "char",    "date",
                   "decimal",  "dec",         "double",    "int",     "integer",
                   "interval", "ipaddress",   "json",      "map",     "numeric",
                   "real",     "row",         "smallint",  "time",    "timestamp",
                   "tinyint",  "uuid",        "varbinary", "varchar", "double precision",
                   "float",    "hyperloglog", "string"};
const Words kPatternFunctions{"regexp_count", "regexp_extract",  "regexp_extract_all",
                              "regexp_like",  "regexp_position", "regexp_replace",
                              "regexp_split"};
const Words kAggregates{"any_value",
                        "approx_distinct",
                        "approx_percentile",
                        "arbitrary",
                        "array_agg",
                        "avg",
                        "bool_and",
                        "bool_or",
                        "checksum",
                        "corr",
                        "count",
                        "count_if",
                        "every",
                        "histogram",
                        "listagg",
                        "map_agg",
                        "max",
                        "max_by",
                        "min",
                        "min_by",
                        "stddev",
                        "stddev_pop",
                        "stddev_samp",
                        "sum",
                        "var_pop",
                        "var_samp",
                        "variance",
                        "geometric_mean"};

constexpr std::array<std::string_view, 21> kOperators{"<=", ">=", "<>", "!=", "||", "->", "+",
                                                      "-",  "*",  "/",  "%",  "=",  "<",  ">",
                                                      "(",  ")",  "[",  "]",  ",",  ".",  ";"};
constexpr std::array<std::string_view, 1> kPrefixes{"x"};
constexpr std::array<std::string_view, 3> kSystemSchemas{"information_schema", "system", "runtime"};
constexpr std::array<RefusedWord, 8> kRefusedWords{{
    {"into", "select_into", "SELECT INTO would create a table.", "Leave out INTO."},
    {"for", "row_lock", "FOR may not be used here.", "Leave it out; read the table as it is now."},
    {"match_recognize", "node", "MATCH_RECOGNIZE may not be used.", "Use window functions."},
    {"json_table", "node", "JSON_TABLE may not be used.", "Use json_extract and UNNEST."},
    {"table", "function", "Table functions may not be called.", "Read from tables and subqueries."},
    {"insert", "read_only", "The statement contains one that writes.", "Write SELECT only."},
    {"update", "read_only", "The statement contains one that writes.", "Write SELECT only."},
    {"delete", "read_only", "The statement contains one that writes.", "Write SELECT only."},
}};
constexpr std::array<SizedArgument, 5> kSized{{{"lpad", 1, 100'000},
                                               {"rpad", 1, 100'000},
                                               {"repeat", 1, 100'000},
                                               {"combinations", 1, 3},
                                               {"ngrams", 1, 100}}};

strict::Grammar grammar() {
  strict::Grammar made;
  made.has_array_word = true;
  made.has_row_word = true;
  made.has_subscripts = true;
  made.has_lambdas = true;
  made.has_fields = true;
  made.has_distinct_from = true;
  made.has_time_zones = true;
  made.has_filter = true;
  made.has_ordered_calls = true;
  made.has_within_group = true;
  made.has_nulls_treatment = true;
  made.has_grouping_sets = true;
  made.has_values = true;
  made.has_plain_values = true;
  made.has_table_queries = true;
  made.has_recursion = true;
  made.has_fetch_first = true;
  made.has_offset_first = true;
  made.has_ties = true;
  made.has_lateral = true;
  made.has_unnest = true;
  made.has_samples = true;
  return made;
}

strict::Language make() {
  strict::Language made{};
  made.dialect = Dialect::kTrino;
  made.lexing.operators = kOperators;
  made.lexing.string_prefixes = kPrefixes;
  made.grammar = grammar();
  made.reserved = &kReserved;
  made.bare_functions = &kBareFunctions;
  made.units = &kUnits;
  made.types = &kTypes;
  made.refused_words = kRefusedWords;
  made.sized_arguments = kSized;
  made.system_schemas = kSystemSchemas;
  made.home_schema = "default";
  made.is_allowed_function = [](std::string_view name) {
    return kFunctions.count(to_lower(name)) > 0;
  };
  made.nearest_function = [](std::string_view name) {
    static const std::vector<std::string> kAll(kFunctions.begin(), kFunctions.end());
    return nearest(to_lower(name), kAll);
  };
  made.is_aggregate = [](std::string_view name) { return kAggregates.count(to_lower(name)) > 0; };
  made.pattern_functions = &kPatternFunctions;
  return made;
}

}  // namespace

const strict::Language& language() {
  static const strict::Language kLanguage = make();
  return kLanguage;
}

}  // namespace askdb::trino
