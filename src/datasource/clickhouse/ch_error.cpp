#include "datasource/clickhouse/ch_error.hpp"

#include <charconv>

#include "base/text.hpp"

namespace askdb::clickhouse {
namespace {

struct Rule {
  int code;  ///< Of ErrorCodes.cpp; numbers are never reused.
  Fault fault;
  std::string_view next_step;
};

constexpr std::string_view kUseSchema =
    "Use names from the schema (`/show-schema` lists them), qualified where they are ambiguous.";
constexpr std::string_view kCheckTypes =
    "Check the function's name and the types of its arguments; cast them where needed.";
constexpr std::string_view kChangeExpression =
    "Change the expression, or leave those rows out with WHERE.";
constexpr std::string_view kCorrect = "Correct the SQL at that place.";
constexpr std::string_view kAskForLess =
    "Ask for less (a shorter period, fewer columns), or raise the limit.";
constexpr std::string_view kTryLater =
    "Ask again in a moment; if it lasts, ask who runs the server.";
constexpr std::string_view kCredentials = "Correct user and password in the datasource's `url`.";

constexpr Rule kRules[] = {
    {62, Fault::kSyntax, kCorrect},                          // SYNTAX_ERROR
    {42, Fault::kSyntax, kCheckTypes},                       // NUMBER_OF_ARGUMENTS_DOESNT_MATCH
    {43, Fault::kSyntax, kCheckTypes},                       // ILLEGAL_TYPE_OF_ARGUMENT
    {44, Fault::kSyntax, kCheckTypes},                       // ILLEGAL_COLUMN
    {48, Fault::kSyntax, "Write it without that feature."},  // NOT_IMPLEMENTED
    {53, Fault::kSyntax, kCheckTypes},                       // TYPE_MISMATCH
    {59, Fault::kSyntax, kCorrect},                          // ILLEGAL_TYPE_OF_COLUMN_FOR_FILTER
    {63, Fault::kSchema, kCheckTypes},                       // UNKNOWN_AGGREGATE_FUNCTION
    {130, Fault::kSyntax, kCorrect},                         // CANNOT_READ_ARRAY_FROM_TEXT
    {168, Fault::kSyntax, "Write it shorter, with fewer nested parts."},  // TOO_BIG_AST
    {167, Fault::kSyntax, "Write it shorter, with fewer nested parts."},  // TOO_DEEP_AST
    {162, Fault::kSyntax, "Write it with fewer nested subqueries."},      // TOO_DEEP_SUBQUERIES
    {171, Fault::kSyntax, kCorrect},  // BLOCKS_HAVE_DIFFERENT_STRUCTURE
    {179, Fault::kSyntax,
     "Give each expression an alias of its own."},  // MULTIPLE_EXPRESSIONS_FOR_ALIAS
    {184, Fault::kSyntax, "Do not put one aggregate into another."},  // ILLEGAL_AGGREGATION
    {215, Fault::kSyntax, "Name every column outside of aggregates in GROUP BY."},
    {258, Fault::kSyntax, "Give every SELECT of the UNION the same columns."},
    {306, Fault::kSyntax, "Write it shorter, with fewer nested parts."},  // TOO_DEEP_RECURSION
    {352, Fault::kSchema,
     "Put the table's alias in front of the column."},  // AMBIGUOUS_COLUMN_NAME
    {386, Fault::kSyntax, kCheckTypes},                 // NO_COMMON_TYPE
    {403, Fault::kSyntax, "Join on equal columns; put other conditions into WHERE."},
    {16, Fault::kSchema, kUseSchema},   // NO_SUCH_COLUMN_IN_TABLE
    {36, Fault::kSyntax, kCorrect},     // BAD_ARGUMENTS
    {46, Fault::kSchema, kCheckTypes},  // UNKNOWN_FUNCTION
    {47, Fault::kSchema, kUseSchema},   // UNKNOWN_IDENTIFIER
    {10, Fault::kSchema, kUseSchema},   // NOT_FOUND_COLUMN_IN_BLOCK
    {8, Fault::kSchema, kUseSchema},    // THERE_IS_NO_COLUMN
    {50, Fault::kSchema, kCheckTypes},  // UNKNOWN_TYPE
    {60, Fault::kSchema, kUseSchema},   // UNKNOWN_TABLE
    {81, Fault::kSchema, kUseSchema},   // UNKNOWN_DATABASE
    {164, Fault::kPermission, "askdb only reads; write the statement as a query."},  // READONLY
    {497, Fault::kPermission, "Ask for SELECT on it, or use what may be read."},  // ACCESS_DENIED
    {291, Fault::kPermission, "Ask for access to that database."},  // DATABASE_ACCESS_DENIED
    {192, Fault::kPermission, kCredentials},                        // UNKNOWN_USER
    {193, Fault::kPermission, kCredentials},                        // WRONG_PASSWORD
    {194, Fault::kPermission, kCredentials},                        // REQUIRED_PASSWORD
    {516, Fault::kPermission, kCredentials},                        // AUTHENTICATION_FAILED
    {195, Fault::kPermission, "Ask for access from this machine's address."},
    {452, Fault::kPermission, "Ask who runs the server to allow askdb this setting."},
    {6, Fault::kData, kChangeExpression},   // CANNOT_PARSE_TEXT
    {27, Fault::kData, kChangeExpression},  // CANNOT_PARSE_INPUT_ASSERTION_FAILED
    {38, Fault::kData, kChangeExpression},  // CANNOT_PARSE_DATE
    {41, Fault::kData, kChangeExpression},  // CANNOT_PARSE_DATETIME
    {69, Fault::kData, kChangeExpression},  // ARGUMENT_OUT_OF_BOUND
    {70, Fault::kData, kChangeExpression},  // CANNOT_CONVERT_TYPE
    {72, Fault::kData, kChangeExpression},  // CANNOT_PARSE_NUMBER
    {125, Fault::kData, "Make the subquery return one row: with LIMIT 1, or an aggregate."},
    {128, Fault::kData, kAskForLess},        // TOO_LARGE_ARRAY_SIZE
    {131, Fault::kData, kAskForLess},        // TOO_LARGE_STRING_SIZE
    {153, Fault::kData, kChangeExpression},  // ILLEGAL_DIVISION
    {349, Fault::kData, kChangeExpression},  // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
    {395, Fault::kData, kChangeExpression},  // FUNCTION_THROW_IF_VALUE_IS_NON_ZERO
    {407, Fault::kData, kChangeExpression},  // DECIMAL_OVERFLOW
    {158, Fault::kData, kAskForLess},        // TOO_MANY_ROWS
    {160, Fault::kTimeout, kAskForLess},     // TOO_SLOW
    {191, Fault::kData, kAskForLess},        // SET_SIZE_LIMIT_EXCEEDED
    {201, Fault::kOther, "Ask again later: the user's quota on the server is used up."},
    {241, Fault::kData, "Ask for less: the statement needs more memory than the server allows."},
    {307, Fault::kData, kAskForLess},      // TOO_MANY_BYTES
    {396, Fault::kData, kAskForLess},      // TOO_MANY_ROWS_OR_BYTES
    {159, Fault::kTimeout, kAskForLess},   // TIMEOUT_EXCEEDED
    {209, Fault::kConnection, kTryLater},  // SOCKET_TIMEOUT
    {210, Fault::kConnection, kTryLater},  // NETWORK_ERROR
    {202, Fault::kConnection, kTryLater},  // TOO_MANY_SIMULTANEOUS_QUERIES
    {279, Fault::kConnection, kTryLater},  // ALL_CONNECTION_TRIES_FAILED
    {1000, Fault::kOther, kTryLater},      // POCO_EXCEPTION
    {394, Fault::kCancelled, "Somebody cancelled it on the server; ask again."},
};

/// "Table default.x doesn't exist" of an exception's whole text.
std::string sentence(std::string_view text) {
  std::string said = without_controls(trim(text));
  for (const std::string_view mark : {"e.displayText() = ", "DB::Exception: "}) {
    const auto at = said.find(mark);
    if (at != std::string::npos) said.erase(0, at + mark.size());
  }
  for (const std::string_view mark :
       {", e.what() = ", "Stack trace:", " (version ", "\n__exception"}) {
    const auto at = said.rfind(mark);
    if (at != std::string::npos) said.resize(at);
  }
  said = shortened(trim(said), 600);
  if (!said.empty() && said.back() != '.' && said.back() != '?') said += '.';
  return said;
}

}  // namespace

int exception_code(std::string_view text) {
  const auto at = text.find("Code: ");
  int code = 0;
  if (at == std::string_view::npos) return code;
  std::from_chars(text.data() + at + 6, text.data() + text.size(), code);
  return code;
}

Error exception_error(std::string_view text, unsigned status) {
  const int code = exception_code(text);
  Error error;
  error.next_step = kTryLater;
  error.detail =
      "ClickHouse code " + std::to_string(code) +
      (status == 0 ? ", in the middle of the result" : ", status " + std::to_string(status));
  for (const auto& rule : kRules) {
    if (rule.code != code) continue;
    error.fault = rule.fault;
    error.next_step = rule.next_step;
  }
  if (code != 0) {
    error.message = "ClickHouse says: " + sentence(text);
    return error;
  }
  // Not ClickHouse itself: a proxy in front of it, or another program.
  error.message = "The server answers with status " + std::to_string(status) + ".";
  if (status == 401 || status == 403) {
    error.fault = Fault::kPermission;
    error.next_step = kCredentials;
  } else if (status >= 502 && status <= 504) {
    error.fault = Fault::kConnection;
  } else if (status != 0 && status < 500) {
    error.fault = Fault::kConfig;
    error.next_step =
        "Check that host and port of the datasource's `url` are those of ClickHouse's HTTP "
        "interface (8123, or 8443 with secure=true).";
  }
  return error;
}

bool is_read_only_refusal(const Error& error) {
  return error.detail.starts_with("ClickHouse code 164,") ||
         error.detail.starts_with("ClickHouse code 497,");
}

}  // namespace askdb::clickhouse
