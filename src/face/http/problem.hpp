#pragma once

/// What went wrong, for programs and people: RFC 9457 problem details with a stable code.

#include <boost/describe/enum.hpp>
#include <string>

#include "base/described.hpp"
#include "base/result.hpp"

namespace askdb::web {

/// Stable: pages and scripts decide by it. On the wire in snake_case ("not_found").
enum class ProblemCode {
  kBadRequest,            ///< 400: what was sent is not HTTP as it should be.
  kInvalidBody,           ///< 400: the body is no JSON, or not of the type that is wanted.
  kInvalidParameter,      ///< 400: a part of the path or of the query.
  kUnknownField,          ///< 400: the body has a field that nobody reads.
  kUnauthorized,          ///< 401
  kForbiddenOrigin,       ///< 403: sent by a page of another origin.
  kForbiddenHost,         ///< 403: the Host header names a host that this server is not.
  kNotFound,              ///< 404
  kMethodNotAllowed,      ///< 405
  kNotAcceptable,         ///< 406
  kConflict,              ///< 409: not possible in the state that the thing is in.
  kTooLarge,              ///< 413 (body) or 431 (headers)
  kUnsupportedMediaType,  ///< 415: the body is not application/json.
  kRefused,               ///< 422: the guard refused the statement; has `rule`.
  kInternal,              ///< 500: details stand in the log only.
  kUnavailable,           ///< 503
  kTimeout,               ///< 504
};
BOOST_DESCRIBE_ENUM(ProblemCode, kBadRequest, kInvalidBody, kInvalidParameter, kUnknownField,
                    kUnauthorized, kForbiddenOrigin, kForbiddenHost, kNotFound, kMethodNotAllowed,
                    kNotAcceptable, kConflict, kTooLarge, kUnsupportedMediaType, kRefused,
                    kInternal, kUnavailable, kTimeout)

/// The HTTP status that belongs to a code.
unsigned status_of(ProblemCode code);
/// "Not Found": the title of a code, and the reason phrase of a status.
std::string_view title_of(ProblemCode code);
std::string_view reason_of(unsigned status);

struct Problem {
  ProblemCode code = ProblemCode::kInternal;
  std::string detail;     ///< For the person: one plain sentence.
  std::string next_step;  ///< What they can do now; may be empty.
  json::object more{};    ///< Further fields, such as `rule`.
  unsigned status = 0;    ///< 0: the one that belongs to the code.
};

/// The problem that a failure becomes. Faults that are no user's doing keep their text, except
/// `kOther`, whose text may tell of the machine: it becomes `internal` and is for the log.
Problem problem_from(const Error& error);

/// {type, title, status, code, detail, next_step, ...more}
json::object problem_json(const Problem& problem);

}  // namespace askdb::web
