#include "face/http/route.hpp"

#include <algorithm>
#include <charconv>

#include "base/assert.hpp"
#include "base/text.hpp"

namespace askdb::web {
namespace {

constexpr std::int64_t kMaxPathText = 200;

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool is_hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (is_dash ? c != '-' : !is_hex) return false;
  }
  return true;
}

std::string integer_fault(const Parameter& parameter, std::string_view value) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), number);
  const bool is_number = failed == std::errc() && end == value.data() + value.size();
  if (is_number && number >= parameter.minimum && number <= parameter.maximum) return {};
  const bool has_end = parameter.maximum != std::numeric_limits<std::int64_t>::max();
  return "must be a whole number from " + std::to_string(parameter.minimum) +
         (has_end ? " to " + std::to_string(parameter.maximum) : " on");
}

Parameter path_parameter(const std::string& name) {
  Parameter parameter{.name = name};
  if (name == "id" || name.ends_with("_id")) {
    parameter.kind = ParameterKind::kUuid;
  } else {
    parameter.minimum = 1;
    parameter.maximum = kMaxPathText;
  }
  return parameter;
}

}  // namespace

Parameter limit_parameter(std::int64_t fallback) {
  return {.name = "limit",
          .meaning = "How many at most.",
          .kind = ParameterKind::kInteger,
          .minimum = 1,
          .maximum = 200,
          .fallback = std::to_string(fallback)};
}

Parameter cursor_parameter() {
  return {.name = "cursor",
          .meaning = "Where to go on, from the `Link` header of the page before.",
          .minimum = 1,
          .maximum = 1000};
}

std::string parameter_fault(const Parameter& parameter, std::string_view value) {
  switch (parameter.kind) {
    case ParameterKind::kInteger:
      return integer_fault(parameter, value);
    case ParameterKind::kBoolean:
      for (const auto* word : {"true", "false", "1", "0"}) {
        if (value == word) return {};
      }
      return "must be true or false";
    case ParameterKind::kUuid:
      return is_uuid(value) ? "" : "must be a UUID";
    case ParameterKind::kChoice:
      if (std::find(parameter.choices.begin(), parameter.choices.end(), value) !=
          parameter.choices.end()) {
        return {};
      }
      return "must be one of " + join(parameter.choices, ", ");
    case ParameterKind::kText:
      break;
  }
  const auto length = static_cast<std::int64_t>(value.size());
  if (length < parameter.minimum) {
    return "must have at least " + std::to_string(parameter.minimum) + " bytes";
  }
  if (length > parameter.maximum) {
    return "must have at most " + std::to_string(parameter.maximum) + " bytes";
  }
  return {};
}

Task<Reply> reply_with(Reply reply) { co_return std::move(reply); }

Route::Route(std::string method, std::string path, Schemas& schemas) : schemas_(&schemas) {
  info_.method = std::move(method);
  info_.path = std::move(path);
  ASKDB_ASSERT(info_.path.starts_with('/'), "a path starts with a slash");
  for (const auto part : split(std::string_view(info_.path).substr(1), '/')) {
    segments_.emplace_back(part);
    if (!part.starts_with('{')) continue;
    ASKDB_ASSERT(part.ends_with('}'), "a parameter is a whole part of the path");
    info_.path_parameters.push_back(path_parameter(std::string(part.substr(1, part.size() - 2))));
  }
}

Route& Route::summary(std::string text) {
  info_.summary = std::move(text);
  return *this;
}

Route& Route::description(std::string text) {
  info_.description = std::move(text);
  return *this;
}

Route& Route::in_path(Parameter parameter) {
  for (auto& one : info_.path_parameters) {
    if (one.name == parameter.name) {
      one = std::move(parameter);
      return *this;
    }
  }
  ASKDB_ASSERT(false, "the path has no parameter of that name");
  return *this;
}

Route& Route::query(Parameter parameter) {
  info_.query_parameters.push_back(std::move(parameter));
  return *this;
}

Route& Route::returns_content(unsigned status, std::string meaning, std::string content_type,
                              json::object schema) {
  info_.replies.push_back({.status = status,
                           .meaning = std::move(meaning),
                           .content_type = std::move(content_type),
                           .schema = std::move(schema)});
  return *this;
}

Route& Route::returns_nothing(unsigned status, std::string meaning) {
  return returns_content(status, std::move(meaning), "");
}

Route& Route::returns_events(std::string meaning) {
  query({.name = "last_event_id",
         .meaning = "The last event seen, as the header Last-Event-ID: only later ones are sent.",
         .kind = ParameterKind::kInteger});
  return returns_content(200, std::move(meaning), "text/event-stream", {{"type", "string"}});
}

Route& Route::fails_with(std::initializer_list<ProblemCode> codes) {
  info_.problems.insert(info_.problems.end(), codes);
  return *this;
}

Route& Route::open_to_all() {
  info_.needs_token = false;
  return *this;
}

Route& Route::unlisted() {
  info_.is_listed = false;
  return *this;
}

}  // namespace askdb::web
