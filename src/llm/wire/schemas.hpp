#pragma once

/// JSON schemas in the narrower forms that providers take.

#include <optional>
#include <string>

#include "base/described.hpp"
#include "llm/model.hpp"

namespace askdb {

/// For OpenAI's strict mode: every property required, the optional ones nullable instead. Absent
/// when the schema holds what that mode refuses (maps, free values).
std::optional<json::object> strict_schema(const json::object& schema);

/// For Gemini's `responseSchema`: an OpenAPI subset with its own type names, and the order of the
/// properties. Absent when the schema holds what Gemini refuses (maps, free values).
std::optional<json::object> gemini_schema(const OutputShape& shape);

/// Asks for the shape in words, for servers that take no schema.
std::string shape_in_words(const OutputShape& shape);

/// "provide_query_plan": the tool that a model must use to answer in `shape`.
std::string tool_name(const OutputShape& shape);

}  // namespace askdb
