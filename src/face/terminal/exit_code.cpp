#include "face/terminal/exit_code.hpp"

namespace askdb {
namespace {

int code_of(const std::string& fault, int otherwise) {
  if (fault == "refused" || fault == "permission") return kExitRefused;
  if (fault == "cancelled") return kExitCancelled;
  if (fault == "config" || fault == "input") return kExitUsage;
  for (const auto* of_datasource : {"connection", "timeout", "data", "schema", "syntax"}) {
    if (fault == of_datasource) return kExitDatasource;
  }
  return otherwise;
}

}  // namespace

int exit_code_of(const Answer& answer) {
  switch (answer.outcome) {
    case Outcome::kAnswer:
    case Outcome::kDirectAnswer:
      return kExitAnswered;
    case Outcome::kClarification:
    case Outcome::kRejection:
      return answer.fault && *answer.fault == "refused" ? kExitRefused : kExitNotUnderstood;
    case Outcome::kDatasourceError:
      return kExitDatasource;
    case Outcome::kExecutionError:
      return code_of(answer.fault.value_or(""), kExitDatasource);
    case Outcome::kError:
      break;
  }
  return code_of(answer.fault.value_or(""), kExitError);
}

int exit_code_of(const Error& error) { return code_of(name_of(error.fault), kExitError); }

}  // namespace askdb
