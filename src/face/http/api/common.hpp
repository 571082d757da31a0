#pragma once

/// What the handlers share.

#include <string>
#include <utility>

#include "conversation/conversations.hpp"
#include "conversation/message_json.hpp"
#include "face/http/reply.hpp"

namespace askdb::web {

/// Who asks, as the conversations know them.
inline askdb::Caller owner_of(const Request& request) {
  // Everybody is the same until there are users; their threads belong to no one.
  return {request.caller.name == "local" ? std::string() : request.caller.name};
}

inline Problem not_found(const std::string& what) {
  return {.code = ProblemCode::kNotFound,
          .detail = "There is no such " + what + ".",
          .next_step = "It may have been deleted; load the list again."};
}

inline Problem bad_body(std::string detail, std::string next_step) {
  return {.code = ProblemCode::kInvalidBody,
          .detail = std::move(detail),
          .next_step = std::move(next_step)};
}

inline Problem refused(const Refusal& refusal) {
  return {.code = ProblemCode::kRefused,
          .detail = refusal.message,
          .next_step = refusal.instead,
          .more = json::object{{"rule", refusal.rule}}};
}

/// The problem of a name that no database has.
Problem no_such_database(const std::string& name, const std::vector<std::string>& known);

}  // namespace askdb::web
