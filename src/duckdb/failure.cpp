#include "duckdb/failure.hpp"

#include <string>

#include "base/text.hpp"

namespace askdb::duckdb {
namespace {

constexpr std::size_t kMostMessage = 400;

Fault fault_of(duckdb_error_type type) {
  switch (type) {
    case DUCKDB_ERROR_PARSER:
    case DUCKDB_ERROR_SYNTAX:
      return Fault::kSyntax;
    case DUCKDB_ERROR_CATALOG:
    case DUCKDB_ERROR_BINDER:
    case DUCKDB_ERROR_UNKNOWN_TYPE:
    case DUCKDB_ERROR_MISSING_EXTENSION:
    case DUCKDB_ERROR_AUTOLOAD:
      return Fault::kSchema;
    case DUCKDB_ERROR_PERMISSION:
      return Fault::kPermission;
    case DUCKDB_ERROR_IO:
    case DUCKDB_ERROR_CONNECTION:
    case DUCKDB_ERROR_NETWORK:
    case DUCKDB_ERROR_HTTP:
      return Fault::kConnection;
    case DUCKDB_ERROR_INTERRUPT:
      return Fault::kCancelled;
    case DUCKDB_ERROR_OUT_OF_RANGE:
    case DUCKDB_ERROR_CONVERSION:
    case DUCKDB_ERROR_DECIMAL:
    case DUCKDB_ERROR_MISMATCH_TYPE:
    case DUCKDB_ERROR_DIVIDE_BY_ZERO:
    case DUCKDB_ERROR_OBJECT_SIZE:
    case DUCKDB_ERROR_INVALID_TYPE:
    case DUCKDB_ERROR_CONSTRAINT:
    case DUCKDB_ERROR_INVALID_INPUT:
    case DUCKDB_ERROR_OUT_OF_MEMORY:
    case DUCKDB_ERROR_SEQUENCE:
      return Fault::kData;
    default:
      return Fault::kOther;
  }
}

struct Opening {
  std::string_view text;
  duckdb_error_type type;
};
constexpr Opening kOpenings[] = {{"Parser Error", DUCKDB_ERROR_PARSER},
                                 {"Syntax Error", DUCKDB_ERROR_SYNTAX},
                                 {"Catalog Error", DUCKDB_ERROR_CATALOG},
                                 {"Binder Error", DUCKDB_ERROR_BINDER},
                                 {"Permission Error", DUCKDB_ERROR_PERMISSION},
                                 {"IO Error", DUCKDB_ERROR_IO},
                                 {"INTERRUPT Error", DUCKDB_ERROR_INTERRUPT},
                                 {"Out of Range Error", DUCKDB_ERROR_OUT_OF_RANGE},
                                 {"Conversion Error", DUCKDB_ERROR_CONVERSION},
                                 {"Mismatch Type Error", DUCKDB_ERROR_MISMATCH_TYPE},
                                 {"Constraint Error", DUCKDB_ERROR_CONSTRAINT},
                                 {"Invalid Input Error", DUCKDB_ERROR_INVALID_INPUT},
                                 {"Out of Memory Error", DUCKDB_ERROR_OUT_OF_MEMORY}};

duckdb_error_type type_of(std::string_view said) {
  for (const auto& opening : kOpenings) {
    if (said.starts_with(opening.text)) return opening.type;
  }
  return DUCKDB_ERROR_INVALID;
}

}  // namespace

Error failure(duckdb_error_type type, const char* said) {
  const std::string all = said == nullptr ? "" : said;
  // The text goes on with an excerpt of the statement, which the person has before them.
  std::string_view text = std::string_view(all).substr(0, all.find("\n\n"));
  const auto colon = text.find(" Error: ");
  if (colon != std::string_view::npos) text = text.substr(colon + 8);
  const auto line = text.find('\n');
  Error error{.fault = fault_of(type),
              .message = shortened(trim(text.substr(0, line)), kMostMessage),
              .next_step = {},
              .detail = all};
  if (line != std::string_view::npos) {
    error.next_step = shortened(trim(text.substr(line + 1)), kMostMessage);
  }
  // DuckDB calls it an invalid input.
  const bool is_write = all.find("attached in read-only mode") != std::string::npos;
  if (is_write && type == DUCKDB_ERROR_INVALID_INPUT) {
    error.fault = Fault::kPermission;
    error.next_step = "askdb only reads; write the statement as a query.";
  }
  if (type == DUCKDB_ERROR_OUT_OF_MEMORY) {
    error.message = "The statement needs more memory than it may use.";
    error.next_step = "Ask for less: filter earlier, or aggregate before joining.";
  } else if (error.fault == Fault::kCancelled) {
    error.message = "The statement was stopped.";
    error.next_step.clear();
  } else if (error.message.empty()) {
    error.message = "DuckDB could not do that.";
  }
  return error;
}

Error failure(const char* said) { return failure(type_of(said == nullptr ? "" : said), said); }

}  // namespace askdb::duckdb
