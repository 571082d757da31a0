#include "face/http/problem.hpp"

namespace askdb::web {
namespace {

struct Meaning {
  unsigned status;
  std::string_view title;
};

Meaning meaning_of(ProblemCode code) {
  switch (code) {
    case ProblemCode::kBadRequest:
      return {400, "Bad request"};
    case ProblemCode::kInvalidBody:
      return {400, "Invalid body"};
    case ProblemCode::kInvalidParameter:
      return {400, "Invalid parameter"};
    case ProblemCode::kUnknownField:
      return {400, "Unknown field"};
    case ProblemCode::kUnauthorized:
      return {401, "Access token needed"};
    case ProblemCode::kForbiddenOrigin:
      return {403, "Forbidden origin"};
    case ProblemCode::kForbiddenHost:
      return {403, "Forbidden host"};
    case ProblemCode::kNotFound:
      return {404, "Not found"};
    case ProblemCode::kMethodNotAllowed:
      return {405, "Method not allowed"};
    case ProblemCode::kNotAcceptable:
      return {406, "Not acceptable"};
    case ProblemCode::kConflict:
      return {409, "Conflict"};
    case ProblemCode::kTooLarge:
      return {413, "Too large"};
    case ProblemCode::kUnsupportedMediaType:
      return {415, "Unsupported media type"};
    case ProblemCode::kRefused:
      return {422, "Refused"};
    case ProblemCode::kUnavailable:
      return {503, "Unavailable"};
    case ProblemCode::kTimeout:
      return {504, "Timeout"};
    case ProblemCode::kInternal:
      break;
  }
  return {500, "Internal error"};
}

ProblemCode code_of(Fault fault) {
  switch (fault) {
    case Fault::kRefused:
    case Fault::kPermission:
    case Fault::kSyntax:
    case Fault::kSchema:
    case Fault::kData:
      return ProblemCode::kRefused;
    case Fault::kConnection:
    case Fault::kModel:
    case Fault::kConfig:
      return ProblemCode::kUnavailable;
    case Fault::kTimeout:
      return ProblemCode::kTimeout;
    case Fault::kCancelled:
      return ProblemCode::kConflict;
    case Fault::kInput:
      return ProblemCode::kInvalidParameter;
    case Fault::kOther:
      break;
  }
  return ProblemCode::kInternal;
}

}  // namespace

unsigned status_of(ProblemCode code) { return meaning_of(code).status; }
std::string_view title_of(ProblemCode code) { return meaning_of(code).title; }

std::string_view reason_of(unsigned status) {
  switch (status) {
    case 100:
      return "Continue";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Status";
  }
}

Problem problem_from(const Error& error) {
  if (error.fault == Fault::kOther) {
    return {.code = ProblemCode::kInternal,
            .detail = "Something went wrong inside askdb.",
            .next_step = "Try again; if it stays, look into askdb's log."};
  }
  Problem problem{
      .code = code_of(error.fault), .detail = error.message, .next_step = error.next_step};
  problem.more["fault"] = name_of(error.fault);
  return problem;
}

json::object problem_json(const Problem& problem) {
  json::object object{{"type", "about:blank"},
                      {"title", title_of(problem.code)},
                      {"status", problem.status > 0 ? problem.status : status_of(problem.code)},
                      {"code", name_of(problem.code)},
                      {"detail", problem.detail},
                      {"next_step", problem.next_step}};
  for (const auto& field : problem.more) object.insert(field);
  return object;
}

}  // namespace askdb::web
