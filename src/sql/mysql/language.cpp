#include "sql/mysql/language.hpp"

#include <array>

#include "base/text.hpp"

namespace askdb::mysql {
namespace {

using strict::RefusedWord;
using strict::SizedArgument;
using strict::Words;

const Words kFunctions{
#include "sql/mysql/functions.inc"
};
const Words kReserved{
#include "sql/mysql/reserved.inc"
};
const Words kBareFunctions{"current_date", "current_role", "current_time",   "current_timestamp",
                           "current_user", "localtime",    "localtimestamp", "utc_date",
                           "utc_time",     "utc_timestamp"};
const Words kUnits{"microsecond", "second", "minute", "hour", "day", "week", "month", "quarter",
                   "year", "second_microsecond", "minute_microsecond", "minute_second",
                   "hour_microsecond", "hour_second", "hour_minute", "day_microsecond",
                   "day_second", "day_minute", "day_hour", "year_month", "sql_tsi_second",
                   "sql_tsi_minute", "sql_tsi_hour", "sql_tsi_day", "sql_tsi_week", "sql_tsi_month",
                   "sql_tsi_quarter", "sql_tsi_year",
                   // Of GET_FORMAT
                   "date", "time", "datetime"};
const Words kTypes{"binary",   "char",    "date",   "datetime", "dec",      "decimal",
                   "double",   "float",   "int",    "integer",  "json",     "nchar",
                   "numeric",  "real",    "signed", "time",     "uuid",     "double precision",
                   "unsigned", "varchar", "year",   "inet6",    "timestamp"};
/// Behind a blank these are no built-ins, but functions that a user may have made:
/// https://dev.mysql.com/doc/refman/8.0/en/function-resolution.html
const Words kUnspaced{"adddate",
                      "bit_and",
                      "bit_or",
                      "bit_xor",
                      "cast",
                      "count",
                      "curdate",
                      "curtime",
                      "date_add",
                      "date_sub",
                      "extract",
                      "group_concat",
                      "max",
                      "mid",
                      "min",
                      "now",
                      "position",
                      "std",
                      "stddev",
                      "stddev_pop",
                      "stddev_samp",
                      "subdate",
                      "substr",
                      "substring",
                      "sum",
                      "sysdate",
                      "trim",
                      "variance",
                      "var_pop",
                      "var_samp",
                      "json_arrayagg",
                      "cume_dist",
                      "dense_rank",
                      "first_value",
                      "lag",
                      "last_value",
                      "lead",
                      "median",
                      "nth_value",
                      "ntile",
                      "percent_rank",
                      "percentile_cont",
                      "percentile_disc",
                      "rank",
                      "row_number",
                      "json_objectagg"};
const Words kUnitFunctions{"timestampdiff", "timestampadd", "get_format"};
const Words kPatternFunctions{"regexp_instr", "regexp_like", "regexp_replace", "regexp_substr"};
const Words kAggregates{"any_value",
                        "avg",
                        "bit_and",
                        "bit_or",
                        "bit_xor",
                        "count",
                        "max",
                        "min",
                        "group_concat",
                        "json_arrayagg",
                        "cume_dist",
                        "dense_rank",
                        "first_value",
                        "lag",
                        "last_value",
                        "lead",
                        "median",
                        "nth_value",
                        "ntile",
                        "percent_rank",
                        "percentile_cont",
                        "percentile_disc",
                        "rank",
                        "row_number",
                        "std",
                        "stddev",
                        "sum",
                        "stddev_pop",
                        "stddev_samp",
                        "var_pop",
                        "var_samp",
                        "variance",
                        "json_objectagg"};

constexpr std::array<std::string_view, 29> kOperators{
    "<=>", "->>", "->", "<<", ">>", "<=", ">=", "<>", "!=", "&&", "||", "+", "-", "*", "/",
    "%",   "=",   "<",  ">",  "!",  "~",  "&",  "|",  "^",  "(",  ")",  ",", ".", ";"};
constexpr std::array<std::string_view, 9> kPrefixes{
    "x", "b", "n", "_utf8mb4", "_utf8", "_utf8mb3", "_binary", "_latin1", "_ascii"};
constexpr std::array<std::string_view, 4> kSystemSchemas{"mysql", "information_schema",
                                                         "performance_schema", "sys"};
constexpr std::string_view kNoHint = "Hints for the optimiser or the cache may not be given.";
constexpr std::array<RefusedWord, 18> kRefusedWords{{
    {"into", "select_into", "INTO would write a file or set variables.", "Leave out INTO."},
    {"for", "row_lock", "FOR UPDATE and FOR SHARE lock rows.", "Leave out the FOR clause."},
    {"lock", "row_lock", "LOCK IN SHARE MODE locks rows.", "Leave it out."},
    {"procedure", "node", "PROCEDURE may not be called.", "Leave it out."},
    {"sql_calc_found_rows", "hint", kNoHint, "Leave it out."},
    {"sql_no_cache", "hint", kNoHint, "Leave it out."},
    {"sql_cache", "hint", kNoHint, "Leave it out."},
    {"sql_big_result", "hint", kNoHint, "Leave it out."},
    {"sql_small_result", "hint", kNoHint, "Leave it out."},
    {"sql_buffer_result", "hint", kNoHint, "Leave it out."},
    {"high_priority", "hint", kNoHint, "Leave it out."},
    {"straight_join", "hint", kNoHint, "Write JOIN, or put STRAIGHT_JOIN between two tables."},
    {"use", "hint", "Hints for indexes may not be given.", "Leave it out."},
    {"force", "hint", "Hints for indexes may not be given.", "Leave it out."},
    {"ignore", "hint", "Hints for indexes may not be given.", "Leave it out."},
    {"insert", "read_only", "The statement contains one that writes.", "Write SELECT only."},
    {"update", "read_only", "The statement contains one that writes.", "Write SELECT only."},
    {"delete", "read_only", "The statement contains one that writes.", "Write SELECT only."},
}};
constexpr std::array<SizedArgument, 5> kSized{{{"repeat", 1, 100'000},
                                               {"lpad", 1, 100'000},
                                               {"rpad", 1, 100'000},
                                               {"space", 0, 100'000},
                                               {"st_buffer", 1, 1'000'000}}};

strict::Grammar grammar() {
  strict::Grammar made;
  made.has_adjacent_texts = true;
  made.has_row_word = true;
  made.has_word_operators = true;
  made.has_xor = true;
  made.has_regexp = true;
  made.has_json_arrows = true;
  made.has_binary_prefix = true;
  made.has_collate = true;
  made.has_match = true;
  made.has_ordered_calls = true;
  made.has_within_group = true;
  made.has_nulls_treatment = true;
  made.has_with_rollup = true;
  made.has_text_aliases = true;
  made.has_values = true;
  made.has_row_values = true;
  made.has_recursion = true;
  made.has_comma_limit = true;
  made.has_straight_join = true;
  made.has_lateral = true;
  made.needs_derived_alias = true;
  return made;
}

strict::Language make() {
  strict::Language made{};
  made.dialect = Dialect::kMysql;
  made.lexing = {.has_backslash_escapes = false,
                 .has_uncertain_backslashes = true,
                 .has_backquoted_names = true,
                 .has_uncertain_double_quotes = true,
                 .has_hash_comments = true,
                 .needs_blank_after_dashes = true,
                 .has_active_comments = true,
                 .has_wide_names = true,
                 .has_dollars_in_names = true,
                 .has_numbered_members = false,
                 .operators = kOperators,
                 .string_prefixes = kPrefixes};
  made.grammar = grammar();
  made.reserved = &kReserved;
  made.bare_functions = &kBareFunctions;
  made.units = &kUnits;
  made.types = &kTypes;
  made.unspaced_functions = &kUnspaced;
  made.unit_functions = &kUnitFunctions;
  made.refused_words = kRefusedWords;
  made.sized_arguments = kSized;
  made.system_schemas = kSystemSchemas;
  made.is_allowed_function = [](std::string_view name) {
    return kFunctions.count(to_lower(name)) > 0;
  };
  made.nearest_function = [](std::string_view name) {
    static const std::vector<std::string> kAll(kFunctions.begin(), kFunctions.end());
    return nearest(to_lower(name), kAll);
  };
  made.is_aggregate = [](std::string_view name) { return kAggregates.count(to_lower(name)) > 0; };
  made.has_case_sensitive_relations = true;
  made.pattern_functions = &kPatternFunctions;
  return made;
}

}  // namespace

const strict::Language& language() {
  static const strict::Language kLanguage = make();
  return kLanguage;
}

}  // namespace askdb::mysql
