#include "datasource/mysql/my_error.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace askdb::mysql {
namespace {

struct Rule {
  unsigned number;  ///< As in the servers' lists of error messages.
  Fault fault;
  std::string_view next_step;
};

constexpr std::string_view kUseSchema =
    "Use names from the schema (`/show-schema` lists them), qualified where they are ambiguous.";
constexpr std::string_view kCorrect = "Correct the SQL at that place.";
constexpr std::string_view kChangeExpression =
    "Change the expression, or leave those rows out with WHERE.";
constexpr std::string_view kTryLater =
    "Ask again in a moment; if it lasts, ask who runs the server.";
constexpr std::string_view kAskForSelect = "Ask for SELECT on it, or use what may be read.";
constexpr std::string_view kOnlyReads = "askdb only reads; write the statement as a query.";
constexpr std::string_view kAskForLess =
    "Ask for less (a shorter period, fewer tables), or raise the time limit.";
constexpr std::string_view kGroupAll =
    "Name every selected column in GROUP BY, or put it into an aggregate such as MAX().";

constexpr Rule kRules[] = {
    {1054, Fault::kSchema, kUseSchema},  // Unknown column.
    {1146, Fault::kSchema, kUseSchema},  // No such table.
    {1049, Fault::kSchema, kUseSchema},  // Unknown database.
    {1051, Fault::kSchema, kUseSchema},  // Unknown table.
    {1109, Fault::kSchema, kUseSchema},  // Unknown table in a list.
    {1052, Fault::kSchema, "Put the table's alias in front of the column."},  // Ambiguous.
    {1305, Fault::kSchema, "Check the function's name; a space before ( matters, too."},
    {1304, Fault::kSchema, kUseSchema},
    // Also what a user without EXECUTE is told of a function that there is not.
    {1370, Fault::kSchema, "Check the function's name, or ask for EXECUTE on it."},
    {1582, Fault::kSchema, "Check how many arguments the function takes."},
    {1630, Fault::kSchema, "Check the function's name; a space before ( matters, too."},
    {1064, Fault::kSyntax, kCorrect},
    {1065, Fault::kSyntax, "Write a statement."},
    {1149, Fault::kSyntax, kCorrect},
    {1055, Fault::kSyntax, kGroupAll},  // Not in GROUP BY.
    {1056, Fault::kSyntax, kGroupAll},
    {1140, Fault::kSyntax, kGroupAll},
    {1111, Fault::kSyntax, "Put the aggregate into HAVING, or into a subquery."},
    {1066, Fault::kSyntax, "Give each table an alias of its own."},  // Not unique.
    {1060, Fault::kSyntax, "Give each column a name of its own with AS."},
    {1222, Fault::kSyntax, "Let both parts of UNION have the same number of columns."},
    {1235, Fault::kSyntax, "Write it without that feature."},
    {1241, Fault::kSyntax, "Let the subquery return one column."},
    {1248, Fault::kSyntax, "Give the subquery in FROM an alias."},
    {4028, Fault::kSyntax, kCorrect},
    {1436, Fault::kSyntax, "Write it shorter, with fewer nested parts."},  // Stack overrun.
    {1242, Fault::kData, "Make the subquery return one row: with LIMIT 1, or an aggregate."},
    {1264, Fault::kData, kChangeExpression},
    {1292, Fault::kData, kChangeExpression},
    {1365, Fault::kData, "Leave out rows whose divisor is 0: with NULLIF(divisor, 0)."},
    {1366, Fault::kData, kChangeExpression},
    {1367, Fault::kData, kChangeExpression},
    {1411, Fault::kData, kChangeExpression},
    {1416, Fault::kData, kChangeExpression},
    {1690, Fault::kData, kChangeExpression},  // Out of range.
    {1139, Fault::kData, "Correct the regular expression."},
    {1267, Fault::kData, "Compare with COLLATE, so that both sides have one."},
    {3141, Fault::kData, "Check the JSON text, or leave those rows out."},
    {1114, Fault::kData, "Ask for less: the statement needs more space than allowed."},
    {1104, Fault::kData, "Ask for less: the server does not allow so large a join."},
    {1153, Fault::kData, "Ask for smaller values: one is larger than the server may send."},
    {1044, Fault::kPermission, kAskForSelect},
    {1142, Fault::kPermission, kAskForSelect},
    {1143, Fault::kPermission, kAskForSelect},
    {1227, Fault::kPermission, kAskForSelect},
    // EXPLAIN of a view.
    {1345, Fault::kPermission, "Ask for SHOW VIEW on it: what it costs cannot be told without."},
    {1356, Fault::kPermission, "Ask who runs the server: that view's tables may not be read."},
    {1045, Fault::kPermission, "Check user and password of the datasource."},
    {1290, Fault::kPermission, kOnlyReads},  // read_only, secure_file_priv.
    {1792, Fault::kPermission, kOnlyReads},  // READ ONLY transaction.
    {1836, Fault::kPermission, kOnlyReads},
    {1568, Fault::kPermission, kOnlyReads},
    {1969, Fault::kTimeout, kAskForLess},  // MariaDB's max_statement_time.
    {3024, Fault::kTimeout, kAskForLess},  // MySQL's max_execution_time.
    {1205, Fault::kTimeout, "Somebody changes that table now; ask again in a moment."},
    {1213, Fault::kOther, "Ask again."},  // Deadlock.
    {1317, Fault::kCancelled, "Somebody cancelled it on the server; ask again."},
    {1040, Fault::kConnection, "Ask again in a moment, or lower `max_pool_size`."},
    {1203, Fault::kConnection, "Ask again in a moment, or lower `max_pool_size`."},
    {1226, Fault::kConnection, "Ask again later: the user's allowance is used up."},
    {1053, Fault::kConnection, kTryLater},  // Shutting down.
    {1927, Fault::kConnection, kTryLater},  // Connection was killed.
};

/// The client library's own: connection lost while waiting, gone away, broken packets.
bool is_lost(unsigned number) {
  constexpr unsigned kLost[] = {2006, 2013, 2014, 2027, 2055, 1927, 1053, 4031};
  return std::find(std::begin(kLost), std::end(kLost), number) != std::end(kLost);
}

struct ConnectRule {
  unsigned number;        ///< 0: any.
  std::string_view part;  ///< Of the text; "": any.
  Fault fault;
  std::string_view message;  ///< After "{place}: ".
  std::string_view next_step;
};

constexpr std::string_view kSslNext =
    "Set ssl-ca to the authority's certificate in the datasource's `url`, or check `ssl-mode`.";

constexpr ConnectRule kConnectRules[] = {
    {1045, "using password: NO", Fault::kPermission, "the server asks for a password",
     "Add the password to the datasource's `url`."},
    {1045, "", Fault::kPermission, "the user or the password is wrong",
     "Correct user and password in the datasource's `url`."},
    {1698, "", Fault::kPermission, "the user or the password is wrong",
     "Correct user and password in the datasource's `url`; a user who is let in by the system's "
     "account needs the option `socket`."},
    {1044, "", Fault::kPermission, "there is no such database, or the user may not use it",
     "Ask for SELECT on it, or correct the database name in the datasource's `url`."},
    {1049, "", Fault::kConnection, "the server has no such database",
     "Correct the database name in the datasource's `url`."},
    {1130, "", Fault::kPermission, "the server does not let anybody in from here",
     "Ask who runs the server to allow the user from this host."},
    {1040, "", Fault::kConnection, "the server has no connection left",
     "Ask again in a moment, or lower `max_pool_size`."},
    {1203, "", Fault::kConnection, "the user has no connection left",
     "Ask again in a moment, or lower `max_pool_size`."},
    {1226, "", Fault::kConnection, "the user has no connection left",
     "Ask again in a moment, or lower `max_pool_size`."},
    {1129, "", Fault::kConnection, "the server has blocked this host after too many failures",
     "Ask who runs the server to flush its hosts."},
    {1053, "", Fault::kConnection, "the server is shutting down", "Ask again later."},
    {0, "timeout", Fault::kTimeout, "it did not answer in time",
     "Check host, port and firewall, or raise `connect_timeout`."},
    {2005, "", Fault::kConnection, "the host name is unknown",
     "Check the spelling of the host in the datasource's `url`."},
    {2059, "", Fault::kPermission, "the server asks for a way of logging in that is not allowed",
     "Use a user with a password (mysql_native_password, ed25519, caching_sha2_password), or "
     "`ssl-mode=verify`."},
    {1251, "", Fault::kPermission, "the server asks for a way of logging in that is not known",
     "Use a user with another kind of password."},
    {2026, "certificate", Fault::kConnection, "the server's certificate could not be verified",
     kSslNext},
    {2026, "erif", Fault::kConnection, "the server's certificate could not be verified", kSslNext},
    {2026, "", Fault::kConnection, "no encrypted connection could be agreed on",
     "Check `ssl-mode` in the datasource's `url`."},
    {3159, "", Fault::kConnection, "the server wants an encrypted connection",
     "Check `ssl-mode` in the datasource's `url`."},
    {2002, "through socket", Fault::kConnection, "there is no server socket there",
     "Check that the server runs and where its socket is."},
    {2002, "", Fault::kConnection, "nothing answers there",
     "Check that the server runs and that host and port are right."},
    {2003, "", Fault::kConnection, "nothing answers there",
     "Check that the server runs and that host and port are right."},
    {2013, "", Fault::kConnection, "it ended the connection",
     "Check that host and port are those of a MySQL or MariaDB server."},
};

std::string sentence(std::string text) {
  text = std::string(trim(text));
  if (!text.empty() && text.back() != '.' && text.back() != '?') text += '.';
  return text;
}

std::string detail_of(unsigned number) { return "Error " + std::to_string(number); }

}  // namespace

Error lost_error(const std::string& text) {
  return {.fault = Fault::kConnection,
          .message = "The connection to the database was lost.",
          .next_step = "Ask again; if it lasts, check that the server runs.",
          .detail = without_controls(trim(text))};
}

Error statement_error(unsigned number, const std::string& text, const std::string& product) {
  if (is_lost(number)) return lost_error(detail_of(number) + ": " + text);
  Error error{.fault = Fault::kOther,
              .message = product + " says: " + sentence(without_controls(text)),
              .next_step = std::string(kTryLater),
              .detail = detail_of(number)};
  for (const auto& rule : kRules) {
    if (rule.number != number) continue;
    error.fault = rule.fault;
    error.next_step = rule.next_step;
    break;
  }
  return error;
}

Error connect_error(unsigned number, const std::string& text, const std::string& place) {
  Error error{.fault = Fault::kConnection,
              .message = "Cannot connect to " + place + ".",
              .next_step = "Check the datasource's `url`.",
              .detail = detail_of(number) + ": " + without_controls(trim(text))};
  for (const auto& rule : kConnectRules) {
    if (rule.number != 0 && rule.number != number) continue;
    if (text.find(rule.part) == std::string::npos) continue;
    error.fault = rule.fault;
    error.message = "Cannot connect to " + place + ": " + std::string(rule.message) + ".";
    error.next_step = rule.next_step;
    break;
  }
  return error;
}

bool has_number(const Error& error, unsigned number) {
  const auto text = detail_of(number);
  return error.detail == text || error.detail.starts_with(text + ":");
}

}  // namespace askdb::mysql
