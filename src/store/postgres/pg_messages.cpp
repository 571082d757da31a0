/// What PostgresStore reads of messages, and the adding of them.

#include "store/postgres/postgres_store_impl.hpp"
#include "store/rows.hpp"

namespace askdb {

using store::kept_text;
using store::number_parameter;
using store::optional_json;
using store::parameter;
using store::PgRow;

namespace {

const std::string kSelect = "SELECT " + store::kMessageColumns + " FROM askdb.messages ";
const std::string kById = kSelect + "WHERE id = $1";
const std::string kFirst = kSelect + "WHERE thread_id = $1 ORDER BY number LIMIT $2::bigint";
const std::string kAfter =
    kSelect +
    "WHERE thread_id = $1 AND number > (SELECT number FROM askdb.messages WHERE id = $3 "
    "AND thread_id = $1) ORDER BY number LIMIT $2::bigint";
const std::string kLast =
    "SELECT " + store::kMessageColumns + " FROM (SELECT * FROM askdb.messages " +
    "WHERE thread_id = $1 ORDER BY number DESC LIMIT $2::bigint) AS last ORDER BY number";
const std::string kUnfinished = kSelect + "WHERE status IN ('running', 'waiting') ORDER BY number";
const std::string kKeepAlive =
    "WITH kept AS (UPDATE askdb.messages SET alive_at = clock_timestamp() "
    "WHERE status IN ('running', 'waiting') "
    "AND id IN (SELECT json_array_elements_text($1::json)) RETURNING id) SELECT id FROM kept";
const std::string kAbandoned =
    kSelect +
    "WHERE (status = 'running' OR (status = 'waiting' AND number IN "
    "(SELECT message FROM askdb.approvals WHERE answer IS NOT NULL))) "
    "AND alive_at < clock_timestamp() - make_interval(secs => $1::int) ORDER BY number";

/// The thread is locked first, so that numbers rise in the order in which others see the messages.
const std::string kInsert =
    "WITH thread AS (UPDATE askdb.threads SET updated_at = greatest(updated_at, $2) WHERE id = $1 "
    "RETURNING id), added AS (INSERT INTO askdb.messages (" +
    store::kMessageColumns +
    ", search) SELECT m.id, thread.id, m.sender, m.content, m.created_at, m.status, m.answers, "
    "m.details, m.debug, m.rating, m.search FROM thread, ROWS FROM (json_to_recordset($3::json) "
    "AS (id text, sender text, content text, created_at text, status text, answers text, "
    "details text, debug text, rating text, search text)) WITH ORDINALITY AS m "
    "ORDER BY m.ordinality RETURNING 1) SELECT count(*) FROM added";

const std::string kOf = "WHERE message = (SELECT number FROM askdb.messages WHERE id = $1) ";
const std::string kEvents = "SELECT number, name, data FROM askdb.events " + kOf +
                            "AND number > $2::bigint ORDER BY number";
const std::string kResult =
    "SELECT step, columns, rows, row_count, is_truncated::int FROM askdb.results " + kOf +
    "AND step = $2::int";
const std::string kApproval =
    "SELECT a.id, m.id, a.request, a.answer FROM askdb.approvals a "
    "JOIN askdb.messages m ON m.number = a.message WHERE m.id = $1";
const std::string kRunLogs =
    "SELECT (SELECT id FROM askdb.messages WHERE number = message), question, sql_generated, "
    "sql_executed, rows_returned, durations_ms, outcome, engine, was_corrected::int, "
    "correction_type, user_feedback, user_rating, created_at FROM askdb.run_logs "
    "ORDER BY created_at DESC, message DESC LIMIT $1::bigint";

std::string read_id(const PgRow& row) { return std::string(row.text(0)); }

json::value optional_value(const std::optional<std::string>& text) {
  if (!text) return nullptr;
  return json::value(kept_text(*text));
}

json::object message_row(const Message& message) {
  return {{"id", kept_text(message.id)},
          {"sender", name_of(message.sender)},
          {"content", kept_text(message.content)},
          {"created_at", kept_text(message.created_at)},
          {"status", name_of(message.status)},
          {"answers", optional_value(message.answers)},
          {"details", optional_value(optional_json(message.details))},
          {"debug", optional_value(optional_json(message.debug))},
          {"rating", optional_value(optional_json(message.rating))},
          {"search", store::search_text(message.content)}};
}

}  // namespace

Task<Result<bool>> PostgresStore::add_messages(std::vector<Message> messages) {
  if (messages.empty()) co_return true;
  json::array rows;
  std::string newest;
  for (const auto& message : messages) {
    rows.push_back(message_row(message));
    newest = std::max(newest, message.created_at);
  }
  Parameters parameters{parameter(messages.front().thread_id), parameter(newest),
                        json::serialize(rows)};
  auto adding = is_done(kInsert, std::move(parameters), Repeat::kNever);
  co_return co_await std::move(adding);
}

Task<Result<std::optional<Message>>> PostgresStore::message(std::string id) {
  return first(kById, {parameter(id)}, &store::read_message<PgRow>);
}

Task<Result<std::vector<Message>>> PostgresStore::messages(std::string thread_id, std::string after,
                                                           std::size_t limit) {
  Parameters parameters{parameter(thread_id), number_parameter(limit)};
  if (after.empty()) return list(kFirst, std::move(parameters), &store::read_message<PgRow>);
  parameters.push_back(parameter(after));
  return list(kAfter, std::move(parameters), &store::read_message<PgRow>);
}

Task<Result<std::vector<Message>>> PostgresStore::last_messages(std::string thread_id,
                                                                std::size_t count) {
  return list(kLast, {parameter(thread_id), number_parameter(count)}, &store::read_message<PgRow>);
}

Task<Result<std::vector<Message>>> PostgresStore::unfinished_messages() {
  return list(kUnfinished, {}, &store::read_message<PgRow>);
}

Task<Result<std::vector<std::string>>> PostgresStore::keep_alive(
    std::vector<std::string> message_ids) {
  json::array ids;
  for (const auto& id : message_ids) ids.push_back(json::value(kept_text(id)));
  return list(kKeepAlive, {json::serialize(ids)}, &read_id);
}

Task<Result<std::vector<Message>>> PostgresStore::abandoned_messages(std::chrono::seconds silence) {
  return list(kAbandoned, {std::to_string(silence.count())}, &store::read_message<PgRow>);
}

Task<Result<std::vector<StoredEvent>>> PostgresStore::events(std::string message_id,
                                                             std::int64_t after) {
  return list(kEvents, {parameter(message_id), std::to_string(after)}, &store::read_event<PgRow>);
}

Task<Result<std::optional<StoredResult>>> PostgresStore::result(std::string message_id, int step) {
  return first(kResult, {parameter(message_id), std::to_string(step)}, &store::read_result<PgRow>);
}

Task<Result<std::optional<PendingApproval>>> PostgresStore::approval(std::string message_id) {
  return first(kApproval, {parameter(message_id)}, &store::read_approval<PgRow>);
}

Task<Result<std::vector<RunLog>>> PostgresStore::run_logs(std::size_t limit) {
  return list(kRunLogs, {number_parameter(limit)}, &store::read_run_log<PgRow>);
}

}  // namespace askdb
