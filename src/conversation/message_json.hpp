#pragma once

/// From the agent's types to the JSON of messages (shapes.hpp).

#include "base/clock.hpp"
#include "conversation/shapes.hpp"

namespace askdb {

/// Rows that a message itself carries; the store has up to MAX_ROWS of them.
constexpr std::size_t kRowsInMessage = 50;

json::array columns_json(const std::vector<ResultColumn>& columns);
/// At most `count` rows from `from`.
json::array rows_json(const Rows& rows, std::size_t from, std::size_t count);
json::object step_json(const StepExecutionResult& step);
json::object metadata_json(const Answer& answer, Clock::WallTime now);
/// The event for a stream: a finished step carries its first rows.
json::value stream_json(const Event& event);

/// What the conversation keeps in `Message::details`: {type, metadata, request, approval}.
json::object details_of(const Message& message);
/// MessageShape. `approval` is in it while the message waits.
json::object message_json(const Message& message);

/// One row per line of the API's `rows`; what JSON cannot tell apart becomes the nearest value.
Rows rows_of(const StoredResult& result);

}  // namespace askdb
