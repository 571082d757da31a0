#include "sql/clickhouse/language.hpp"

#include <array>

#include "base/text.hpp"

namespace askdb::clickhouse {
namespace {

using strict::Kind;
using strict::Node;
using strict::RefusedWord;
using strict::SizedArgument;
using strict::Slot;
using strict::Words;

const Words kReserved{
#include "sql/clickhouse/reserved.inc"
};
const Words kBareFunctions{"current_user", "current_timestamp", "current_date"};
const Words kUnits{"microsecond", "millisecond", "second",  "minute", "hour",     "day",
                   "week",        "month",       "quarter", "year",   "seconds",  "minutes",
                   "hours",       "days",        "weeks",   "months", "quarters", "years"};
const Words kTypes{
    "array",      "bool",       "boolean",        "date",       "date32",     "datetime",
    "datetime32", "datetime64", "decimal",        "decimal128", "decimal256", "decimal32",
    "decimal64",  "double",     "enum",           "enum16",     "enum8",      "fixedstring",
    "float",      "float32",    "float64",        "int",        "int128",     "int16",
    "int256",     "int32",      "int64",          "int8",       "integer",    "ipv4",
    "ipv6",       "json",       "lowcardinality", "map",        "nullable",   "string",
    "text",       "timestamp",  "tuple",          "uint128",    "uint16",     "uint256",
    "uint32",     "uint64",     "uint8",          "uuid",       "varchar",    "bigint",
    "smallint",   "char",       "real",           "signed",     "unsigned",   "double precision"};
const Words kUnitFunctions{
    "datediff", "date_diff", "timestampdiff", "timestamp_diff", "dateadd", "date_add",
    "datesub",  "date_sub",  "timestampadd",  "timestampsub",   "age"};

constexpr std::array<std::string_view, 23> kOperators{
    "::", "->", "<=", ">=", "<>", "!=", "==", "||", "+", "-", "*", "/",
    "%",  "=",  "<",  ">",  "(",  ")",  "[",  "]",  ",", ".", ";"};
constexpr std::array<std::string_view, 2> kPrefixes{"x", "b"};
constexpr std::array<std::string_view, 2> kSystemSchemas{"system", "information_schema"};
constexpr std::array<RefusedWord, 8> kRefusedWords{{
    {"into", "select_into", "INTO OUTFILE would write a file.", "Leave out INTO."},
    {"settings", "settings", "A query may not change settings.", "Leave out SETTINGS."},
    {"format", "format", "A query may not choose its format.", "Leave out FORMAT."},
    {"insert", "read_only", "The statement contains one that writes.", "Write SELECT only."},
    {"update", "read_only", "The statement contains one that writes.", "Write SELECT only."},
    {"delete", "read_only", "The statement contains one that writes.", "Write SELECT only."},
    {"columns", "node", "COLUMNS('...') may not be used.", "Name the columns."},
    {"parallel", "node", "PARALLEL WITH may not be used.", "Write one SELECT statement."},
}};
constexpr double kMost = 100'000;
constexpr std::array<SizedArgument, 18> kSized{{{"repeat", 1, kMost},
                                                {"space", 0, kMost},
                                                {"leftPad", 1, kMost},
                                                {"rightPad", 1, kMost},
                                                {"leftPadUTF8", 1, kMost},
                                                {"rightPadUTF8", 1, kMost},
                                                {"lpad", 1, kMost},
                                                {"rpad", 1, kMost},
                                                {"toFixedString", 1, kMost},
                                                {"arrayWithConstant", 0, kMost},
                                                {"arrayResize", 1, kMost},
                                                {"range", 0, 1'000'000},
                                                {"range", 1, 1'000'000},
                                                {"bar", 3, 1'000},
                                                {"mapPopulateSeries", 1, kMost},
                                                {"timeSlots", 1, 100'000'000},
                                                {"bitShiftLeft", 1, 1'000},
                                                {"intExp10", 0, 1'000}}};
constexpr std::array<SizedArgument, 5> kTableFunctions{{{"numbers", 0, 10'000'000},
                                                        {"numbers_mt", 0, 10'000'000},
                                                        {"zeros", 0, 10'000'000},
                                                        {"generate_series", 0, 10'000'000},
                                                        {"generateSeries", 0, 10'000'000}}};

/// What means a table where a reader sees a value.
std::optional<Refusal> check_form(const Node& node) {
  if (node.kind == Kind::kIn) {
    const auto members = node.all(Slot::kMember);
    if (members.size() == 1 && members[0]->kind == Kind::kColumn) {
      return Refusal{"relation",
                     "IN `" + shortened(strict::dotted(members[0]->parts), 60) +
                         "` would read a table of that name.",
                     "Write IN (SELECT ...), or has(array, value) for an array.", node.offset};
    }
  }
  // arrayReduce('sum', ...) calls an aggregate by a name in quotes.
  const bool calls_by_name = node.kind == Kind::kCall &&
                             (node.text == "arrayReduce" || node.text == "arrayReduceInRanges");
  if (calls_by_name) {
    const auto arguments = node.all(Slot::kArgument);
    const bool is_text = !arguments.empty() && arguments[0]->kind == Kind::kString;
    std::string name = is_text ? arguments[0]->text : "";
    name = name.substr(0, name.find('('));
    if (!is_aggregate(name)) {
      return Refusal{"function", "`" + node.text + "` needs the name of a known aggregate.",
                     "Write the aggregate's name in quotes, for example 'sum'.", node.offset};
    }
  }
  if (node.kind == Kind::kCall && !is_aggregate(node.text)) {
    // JSONExtract and accurateCast take types as texts; this one is as large as it says.
    for (const Node* argument : node.all(Slot::kArgument)) {
      const bool is_wide = argument->kind == Kind::kString &&
                           to_lower(argument->text).find("fixedstring(") != std::string::npos;
      if (!is_wide) continue;
      return Refusal{"type", "Type `FixedString` may not be used here.", "Use String.",
                     argument->offset};
    }
  }
  return {};
}

strict::Grammar grammar() {
  strict::Grammar made;
  made.has_brackets = true;
  made.has_subscripts = true;
  made.has_lambdas = true;
  made.has_fields = true;
  made.has_double_colon = true;
  made.has_text_intervals = true;
  made.has_word_operators = true;
  made.has_ilike = true;
  made.has_regexp = true;
  made.has_global_in = true;
  made.has_distinct_from = true;
  made.has_parameters = true;
  made.has_aliases_inside = true;
  made.has_filter = true;
  made.has_nulls_treatment = true;
  made.has_star_changes = true;
  made.has_distinct_on = true;
  made.has_prewhere = true;
  made.has_with_rollup = true;
  made.has_with_cube = true;
  made.has_grouping_sets = true;
  made.has_qualify = true;
  made.has_fill = true;
  made.has_named_values = true;
  made.has_clauses_in_parts = true;
  made.has_comma_limit = true;
  made.has_limit_by = true;
  made.has_offset_alone = true;
  made.has_ties = true;
  made.has_clickhouse_from = true;
  made.has_table_calls = true;
  return made;
}

strict::Language make() {
  strict::Language made{};
  made.dialect = Dialect::kClickhouse;
  made.lexing = {.has_backslash_escapes = true,
                 .has_uncertain_backslashes = false,
                 .has_backquoted_names = true,
                 .has_uncertain_double_quotes = false,
                 .has_hash_comments = false,
                 .needs_blank_after_dashes = false,
                 .has_active_comments = false,
                 .has_wide_names = false,
                 .has_dollars_in_names = false,
                 .has_numbered_members = true,
                 .operators = kOperators,
                 .string_prefixes = kPrefixes};
  made.grammar = grammar();
  made.reserved = &kReserved;
  made.bare_functions = &kBareFunctions;
  made.units = &kUnits;
  made.types = &kTypes;
  made.unit_functions = &kUnitFunctions;
  made.refused_words = kRefusedWords;
  made.sized_arguments = kSized;
  made.system_schemas = kSystemSchemas;
  made.home_schema = "default";
  made.table_functions = kTableFunctions;
  made.is_allowed_function = is_allowed_function;
  made.nearest_function = nearest_function;
  made.is_aggregate = is_aggregate;
  made.has_case_sensitive_relations = true;
  made.has_case_sensitive_columns = true;
  made.has_correlated_aliases = true;
  made.check_form = check_form;
  return made;
}

}  // namespace

const strict::Language& language() {
  static const strict::Language kLanguage = make();
  return kLanguage;
}

}  // namespace askdb::clickhouse
