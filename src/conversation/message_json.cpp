#include "conversation/message_json.hpp"

#include <algorithm>
#include <set>

#include "base/clock.hpp"

namespace askdb {
namespace {

Value value_of(const json::value& cell) {
  if (cell.is_bool()) return cell.get_bool();
  if (cell.is_int64()) return cell.get_int64();
  if (cell.is_uint64()) return static_cast<double>(cell.get_uint64());
  if (cell.is_double()) return cell.get_double();
  if (cell.is_string()) return std::string(cell.get_string());
  return std::monostate();
}

}  // namespace

json::array columns_json(const std::vector<ResultColumn>& columns) {
  json::array list;
  for (const auto& column : columns) {
    list.push_back(to_json(ColumnShape{column.name, column.kind, column.type}));
  }
  return list;
}

json::array rows_json(const Rows& rows, std::size_t from, std::size_t count) {
  json::array list;
  const auto end = std::min(rows.rows.size(), from + count);
  for (auto i = from; i < end; ++i) {
    json::array cells;
    for (std::size_t c = 0; c < rows.rows[i].size(); ++c) {
      cells.push_back(to_json_value(rows.rows[i][c], rows.columns[c].kind));
    }
    list.push_back(std::move(cells));
  }
  return list;
}

json::object step_json(const StepExecutionResult& step) {
  json::object object = to_json(step).as_object();
  object["columns"] = columns_json(step.rows.columns);
  object["rows"] = rows_json(step.rows, 0, kRowsInMessage);
  object["rows_kept"] = static_cast<std::int64_t>(step.rows.rows.size());
  return object;
}

json::object metadata_json(const Answer& answer, Clock::WallTime now) {
  json::object object = to_json(answer).as_object();
  object.erase("text");
  json::array steps;
  std::set<std::string> databases;
  for (const auto& step : answer.steps) {
    steps.push_back(step_json(step));
    if (!step.success) continue;
    for (auto& name : databases_of(step)) databases.insert(std::move(name));
  }
  object["steps"] = std::move(steps);
  object["databases"] = json::value_from(databases);
  object["answered_at"] = iso_time_ms(now);
  return object;
}

json::value stream_json(const Event& event) {
  auto data = event_json(event);
  if (const auto* finished = std::get_if<StepFinished>(&event)) {
    data.as_object()["result"] = step_json(finished->result);
  }
  return data;
}

json::object details_of(const Message& message) {
  return message.details.is_object() ? message.details.get_object() : json::object();
}

json::object message_json(const Message& message) {
  json::object object{{"id", message.id},
                      {"thread_id", message.thread_id},
                      {"content", message.content},
                      {"sender", name_of(message.sender)},
                      {"created_at", message.created_at},
                      {"status", name_of(message.status)}};
  if (message.sender == Sender::kUser) return object;
  if (message.debug.is_array() && !message.debug.get_array().empty()) {
    object["debug_info"] = message.debug;
  }
  if (message.details.is_object()) {
    const auto& details = message.details.get_object();
    for (const char* field : {"type", "metadata"}) {
      if (const auto* value = details.if_contains(field)) object[field] = *value;
    }
    const auto* approval = details.if_contains("approval");
    if (approval != nullptr && message.status == MessageStatus::kWaiting) {
      object["approval"] = *approval;
    }
  }
  if (!message.rating.is_null()) object["rating"] = message.rating;
  if (message.answers) object["answers"] = *message.answers;
  return object;
}

Rows rows_of(const StoredResult& result) {
  Rows rows;
  if (!result.columns.is_array() || !result.rows.is_array()) return rows;
  for (const auto& column : result.columns.get_array()) {
    auto shape = from_json<ColumnShape>(column);
    if (!shape) return rows;
    rows.columns.push_back({std::move(shape->name), shape->kind, std::move(shape->type)});
  }
  for (const auto& cells : result.rows.get_array()) {
    Row row;
    for (const auto& cell : cells.is_array() ? cells.get_array() : json::array()) {
      row.push_back(value_of(cell));
    }
    row.resize(rows.columns.size());
    rows.rows.push_back(std::move(row));
  }
  rows.is_truncated = result.is_truncated;
  return rows;
}

}  // namespace askdb
