#include "datasource/postgres/pg_error.hpp"

#include "base/text.hpp"

namespace askdb::postgres {
namespace {

struct StateRule {
  std::string_view prefix;  ///< Of the SQLSTATE; the first that fits decides.
  Fault fault;
  std::string_view next_step;  ///< When the server gives no hint.
};

constexpr std::string_view kUseSchema =
    "Use names from the schema (`/show-schema` lists them), qualified where they are ambiguous.";
constexpr std::string_view kChangeExpression =
    "Change the expression, or leave those rows out with WHERE.";
constexpr std::string_view kTryLater =
    "Ask again in a moment; if it lasts, ask who runs the server.";

constexpr StateRule kRules[] = {
    {"42P01", Fault::kSchema, kUseSchema},
    {"42703", Fault::kSchema, kUseSchema},
    {"42883", Fault::kSchema,
     "Check the function's name and the types of its arguments; cast them "
     "where needed."},
    {"42704", Fault::kSchema, kUseSchema},
    {"42702", Fault::kSchema, "Put the table's alias in front of the column."},
    {"42725", Fault::kSchema, "Cast the arguments to the types that are meant."},
    {"3F000", Fault::kSchema, kUseSchema},
    {"42501", Fault::kPermission, "Ask for SELECT on it, or use what may be read."},
    {"25006", Fault::kPermission, "askdb only reads; write the statement as a query."},
    {"28", Fault::kPermission, "Check user and password of the datasource."},
    {"42", Fault::kSyntax, "Correct the SQL at that place."},
    {"0A000", Fault::kSyntax, "Write it without that feature."},
    {"54", Fault::kSyntax, "Write it shorter, with fewer nested parts."},
    {"22", Fault::kData, kChangeExpression},
    {"21000", Fault::kData, "Make the subquery return one row: with LIMIT 1, or an aggregate."},
    {"23", Fault::kData, kChangeExpression},
    {"55P03", Fault::kTimeout, "Somebody changes that table now; ask again in a moment."},
    {"57014", Fault::kTimeout,
     "Ask for less (a shorter period, fewer tables), or raise the time "
     "limit."},
    {"25P03", Fault::kTimeout, "Ask again."},
    {"53300", Fault::kConnection, "Ask again in a moment, or lower `max_pool_size`."},
    {"53400", Fault::kData, "Ask for less: the statement needs more temporary space than allowed."},
    {"53", Fault::kOther, kTryLater},
    {"57P", Fault::kConnection, kTryLater},
    {"08", Fault::kConnection, kTryLater},
    {"58", Fault::kOther, kTryLater},
    {"40", Fault::kOther, "Ask again."},
};

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text == nullptr ? std::string() : std::string(text);
}

std::string sentence(std::string text) {
  text = std::string(trim(text));
  if (!text.empty() && text.back() != '.' && text.back() != '?') text += '.';
  return text;
}

struct ConnectRule {
  std::string_view part;
  Fault fault;
  std::string_view message;  ///< After "{place}: ".
  std::string_view next_step;
};

constexpr ConnectRule kConnectRules[] = {
    {"too many clients", Fault::kConnection, "the server has no connection left",
     "Ask again in a moment, or lower `max_pool_size`."},
    {"remaining connection slots", Fault::kConnection, "the server has no connection left",
     "Ask again in a moment, or lower `max_pool_size`."},
    {"too many connections", Fault::kConnection, "the user or database has no connection left",
     "Ask again in a moment, or lower `max_pool_size`."},
    {"password authentication failed", Fault::kPermission, "the user or the password is wrong",
     "Correct user and password in the datasource's `url` (or PGPASSWORD)."},
    {"no password supplied", Fault::kPermission, "the server asks for a password",
     "Add the password to the datasource's `url`, or set PGPASSWORD."},
    {"no pg_hba.conf entry", Fault::kPermission, "the server does not let this user in from here",
     "Ask for a line in its pg_hba.conf, or try sslmode=require."},
    {"role \"", Fault::kPermission, "the server does not know this user",
     "Correct the user in the datasource's `url`."},
    {"database \"", Fault::kConnection, "the server has no such database",
     "Correct the database name in the datasource's `url`."},
    {"could not translate host name", Fault::kConnection, "the host name is unknown",
     "Check the spelling of the host in the datasource's `url`."},
    {"Connection refused", Fault::kConnection, "nothing answers there",
     "Check that the server runs and that host and port are right."},
    {"No such file or directory", Fault::kConnection, "there is no server socket there",
     "Check that the server runs and where its socket folder is."},
    {"starting up", Fault::kConnection, "the server is starting", "Ask again in a moment."},
    {"shutting down", Fault::kConnection, "the server is shutting down", "Ask again later."},
    {"certificate", Fault::kConnection, "the server's certificate could not be verified",
     "Set sslrootcert to the authority's certificate in the datasource's `url`."},
    {"SSL", Fault::kConnection, "no encrypted connection could be agreed on",
     "Check `sslmode` in the datasource's `url`."},
    {"timeout", Fault::kTimeout, "it did not answer in time",
     "Check host, port and firewall, or raise `connect_timeout`."},
    {"invalid", Fault::kConfig, "the connection settings are not valid",
     "Correct the datasource's `url`."},
};

}  // namespace

std::string_view sqlstate(const PGresult* result) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  return state == nullptr ? std::string_view() : std::string_view(state);
}

Error lost_error(const std::string& text) {
  return {.fault = Fault::kConnection,
          .message = "The connection to the database was lost.",
          .next_step = "Ask again; if it lasts, check that the server runs.",
          .detail = without_controls(trim(text))};
}

Error statement_error(const PGresult* result, const PGconn* connection) {
  const auto state = sqlstate(result);
  if (result == nullptr || (state.empty() && PQstatus(connection) == CONNECTION_BAD)) {
    return lost_error(PQerrorMessage(connection));
  }
  Error error;
  error.message = "PostgreSQL says: " + sentence(field(result, PG_DIAG_MESSAGE_PRIMARY));
  error.next_step = sentence(field(result, PG_DIAG_MESSAGE_HINT));
  error.detail = "SQLSTATE " + std::string(state);
  const std::string place = field(result, PG_DIAG_STATEMENT_POSITION);
  if (!place.empty()) error.detail += " at character " + place;
  for (const auto& rule : kRules) {
    if (state.substr(0, rule.prefix.size()) != rule.prefix) continue;
    error.fault = rule.fault;
    if (error.next_step.empty()) error.next_step = rule.next_step;
    break;
  }
  // The same state for a time limit of the server and for a cancel from outside.
  if (state == "57014" && error.message.find("user request") != std::string::npos) {
    error.fault = Fault::kCancelled;
    error.next_step = "Somebody cancelled it on the server; ask again.";
  }
  return error;
}

Error connect_error(const std::string& text, const std::string& place) {
  Error error{.fault = Fault::kConnection,
              .message = "Cannot connect to " + place + ".",
              .next_step = "Check the datasource's `url`.",
              .detail = without_controls(trim(text))};
  for (const auto& rule : kConnectRules) {
    if (text.find(rule.part) == std::string::npos) continue;
    error.fault = rule.fault;
    error.message = "Cannot connect to " + place + ": " + std::string(rule.message) + ".";
    error.next_step = rule.next_step;
    break;
  }
  return error;
}

}  // namespace askdb::postgres
