#include "base/text.hpp"
#include "datasource/trino/trino_page.hpp"

namespace askdb::trino {
namespace {

struct Rule {
  std::string_view name;  ///< Of Trino's StandardErrorCode; "X*" is every name that begins so.
  Fault fault;
  std::string_view next_step;
};

constexpr std::string_view kUseSchema =
    "Use names from the schema (`/show-schema` lists them), qualified where they are ambiguous.";
constexpr std::string_view kCorrect = "Correct the SQL at that place.";
constexpr std::string_view kCheckTypes =
    "Check the function's name and the types of its arguments; cast them where needed.";
constexpr std::string_view kChangeExpression =
    "Change the expression, or leave those rows out with WHERE.";
constexpr std::string_view kAskForLess =
    "Ask for less (a shorter period, fewer tables), or raise the limit.";
constexpr std::string_view kTryLater =
    "Ask again in a moment; if it lasts, ask who runs the server.";

constexpr Rule kRules[] = {
    {"SYNTAX_ERROR", Fault::kSyntax, kCorrect},
    {"TABLE_NOT_FOUND", Fault::kSchema, kUseSchema},
    {"COLUMN_NOT_FOUND", Fault::kSchema, kUseSchema},
    {"SCHEMA_NOT_FOUND", Fault::kSchema, kUseSchema},
    {"CATALOG_NOT_FOUND", Fault::kSchema, "Correct the catalogue in the datasource's `url`."},
    {"MISSING_SCHEMA_NAME", Fault::kSchema, "Qualify the table, or name a schema in the `url`."},
    {"MISSING_CATALOG_NAME", Fault::kSchema, "Name a catalogue in the datasource's `url`."},
    {"MISSING_TABLE", Fault::kSchema, kUseSchema},
    {"FUNCTION_NOT_FOUND", Fault::kSchema, kCheckTypes},
    {"TYPE_NOT_FOUND", Fault::kSchema, kCheckTypes},
    {"AMBIGUOUS_NAME", Fault::kSchema, "Put the table's alias in front of the column."},
    {"TYPE_MISMATCH", Fault::kSyntax, kCheckTypes},
    {"EXPRESSION_NOT_AGGREGATE", Fault::kSyntax,
     "Name every column outside of aggregates in GROUP BY."},
    {"NOT_SUPPORTED", Fault::kSyntax, "Write it without that feature."},
    {"PERMISSION_DENIED", Fault::kPermission, "Ask for SELECT on it, or use what may be read."},
    {"READ_ONLY_VIOLATION", Fault::kPermission,
     "askdb only reads; write the statement as a query."},
    {"DIVISION_BY_ZERO", Fault::kData, kChangeExpression},
    {"INVALID_CAST_ARGUMENT", Fault::kData, kChangeExpression},
    {"INVALID_FUNCTION_ARGUMENT", Fault::kData, kChangeExpression},
    {"NUMERIC_VALUE_OUT_OF_RANGE", Fault::kData, kChangeExpression},
    {"INVALID_ARGUMENTS", Fault::kData, kChangeExpression},
    {"SUBQUERY_MULTIPLE_ROWS", Fault::kData,
     "Make the subquery return one row: with LIMIT 1, or an aggregate."},
    {"EXCEEDED_TIME_LIMIT", Fault::kTimeout, kAskForLess},
    {"EXCEEDED_CPU_LIMIT", Fault::kTimeout, kAskForLess},
    {"EXCEEDED_*", Fault::kData, kAskForLess},
    {"USER_CANCELED", Fault::kCancelled, "Somebody cancelled it on the server; ask again."},
    {"ADMINISTRATIVELY_*", Fault::kCancelled, "Somebody ended it on the server; ask again."},
    {"QUERY_QUEUE_FULL", Fault::kConnection, kTryLater},
    {"NO_NODES_AVAILABLE", Fault::kConnection, kTryLater},
    {"SERVER_*", Fault::kConnection, kTryLater},
    {"ABANDONED_QUERY", Fault::kTimeout, "Ask again."},
};

bool fits(std::string_view name, std::string_view pattern) {
  if (!pattern.ends_with('*')) return name == pattern;
  pattern.remove_suffix(1);
  return name.starts_with(pattern);
}

}  // namespace

Error statement_error(std::string_view name, std::string_view type, std::string_view message) {
  Error error;
  std::string said = shortened(without_controls(trim(message)), 600);
  if (!said.empty() && said.back() != '.' && said.back() != '?') said += '.';
  error.message = "Trino says: " + (said.empty() ? std::string(name) + "." : said);
  error.detail = "Trino " + std::string(name) + ", " + std::string(type);
  // Most of what a statement can be wrong in has a name of its own.
  const bool is_user = type == "USER_ERROR";
  error.fault = is_user ? Fault::kSyntax : Fault::kOther;
  error.next_step = is_user ? kCorrect : kTryLater;
  if (type == "INSUFFICIENT_RESOURCES") {
    error.fault = Fault::kData;
    error.next_step = kAskForLess;
  }
  for (const auto& rule : kRules) {
    if (!fits(name, rule.name)) continue;
    error.fault = rule.fault;
    error.next_step = rule.next_step;
    break;
  }
  return error;
}

Error status_error(unsigned status, std::string_view said) {
  Error error{.fault = Fault::kOther,
              .message = "Trino answers with status " + std::to_string(status) + ".",
              .next_step = std::string(kTryLater),
              .detail = shortened(without_controls(trim(said)), 300)};
  if (status == 401 || status == 403) {
    error.fault = Fault::kPermission;
    error.message = "Trino does not let this user in.";
    error.next_step =
        "Correct user and password in the datasource's `url` (with secure=true; "
        "auth=jwt when the password is a token).";
  } else if (status == 404 || status == 405 || status / 100 == 3) {
    error.fault = Fault::kConfig;
    error.next_step =
        "Check that host and port of the datasource's `url` are those of Trino's "
        "coordinator.";
  } else if (status >= 502 && status <= 504) {
    error.fault = Fault::kConnection;
    error.message = "Trino is not ready (status " + std::to_string(status) + ").";
  }
  return error;
}

bool is_write_refusal(const Error& error) {
  return error.detail.starts_with("Trino PERMISSION_DENIED") ||
         error.detail.starts_with("Trino READ_ONLY_VIOLATION") ||
         error.detail.starts_with("Trino NOT_SUPPORTED");
}

}  // namespace askdb::trino
