/// What PostgresStore writes when a question ends or waits, and what a person says of it.

#include "store/postgres/postgres_store_impl.hpp"
#include "store/rating.hpp"
#include "store/rows.hpp"
#include "store/summed.hpp"

namespace askdb {

using store::kept_json;
using store::kept_text;
using store::optional_json;
using store::parameter;

namespace {

/// One statement. The thread is locked first, as whoever deletes it does.
const std::string kUpdate =
    "WITH thread AS MATERIALIZED (SELECT t.id FROM askdb.threads t "
    "JOIN askdb.messages m ON m.thread_id = t.id WHERE m.id = $1 FOR KEY SHARE OF t), "

    "message AS (UPDATE askdb.messages m SET content = $2, search = $3, status = $4, "
    "answers = $5, details = $6, debug = $7, alive_at = clock_timestamp() FROM thread WHERE m.id = "
    "$1 "
    "AND m.thread_id = thread.id RETURNING m.number, m.thread_id, m.rating), "

    "events AS (INSERT INTO askdb.events (message, number, name, data) "
    "SELECT m.number, e.number, e.name, e.data FROM message m, json_to_recordset($8::json) "
    "AS e(number bigint, name text, data text) ON CONFLICT (message, number) "
    "DO UPDATE SET name = excluded.name, data = excluded.data), "

    "results AS (INSERT INTO askdb.results (message, step, columns, rows, row_count, is_truncated) "
    "SELECT m.number, r.step, r.columns, r.rows, r.row_count, r.is_truncated "
    "FROM message m, json_to_recordset($9::json) AS r(step int, columns text, rows text, "
    "row_count bigint, is_truncated boolean) ON CONFLICT (message, step) DO UPDATE "
    "SET columns = excluded.columns, rows = excluded.rows, row_count = excluded.row_count, "
    "is_truncated = excluded.is_truncated), "

    "tokens AS (INSERT INTO askdb.tokens (message, stage, model, input_tokens, output_tokens, "
    "calls, price_usd, is_price_known, elapsed_ms) SELECT m.number, u.stage, u.model, "
    "u.input_tokens, u.output_tokens, u.calls, u.price_usd, u.is_price_known, u.elapsed_ms "
    "FROM message m, json_to_recordset($10::json) AS u(stage text, model text, "
    "input_tokens bigint, output_tokens bigint, calls bigint, price_usd double precision, "
    "is_price_known boolean, elapsed_ms bigint) ON CONFLICT (message, stage, model) DO UPDATE "
    "SET input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens, "
    "calls = excluded.calls, price_usd = excluded.price_usd, "
    "is_price_known = excluded.is_price_known, elapsed_ms = excluded.elapsed_ms), "

    "databases AS (INSERT INTO askdb.thread_databases (thread_id, name) SELECT m.thread_id, d.name "
    "FROM message m, json_array_elements_text($11::json) AS d(name) ON CONFLICT DO NOTHING), "

    "finished AS (DELETE FROM askdb.approvals a USING message m WHERE a.message = m.number "
    "AND $4 NOT IN ('running', 'waiting')), "

    "approval AS (INSERT INTO askdb.approvals (message, id, request, answer) "
    "SELECT m.number, $12::text, $13::text, $14::text FROM message m WHERE $12::text IS NOT NULL "
    "ON CONFLICT (message) "
    "DO UPDATE SET id = excluded.id, request = excluded.request, answer = excluded.answer), "

    "log AS (INSERT INTO askdb.run_logs AS old (message, " +
    store::kRunLogColumns +
    ") SELECT m.number, $15::text, $16::text, $17::text, $18::text, $19::text, $20::text, "
    "$21::text, $22::boolean, $23::text, $24::text, $25::int, $26::text "
    "FROM message m WHERE $15::text IS NOT NULL ON CONFLICT (message) DO UPDATE SET "
    "question = excluded.question, sql_generated = excluded.sql_generated, "
    "sql_executed = excluded.sql_executed, rows_returned = excluded.rows_returned, "
    "durations_ms = excluded.durations_ms, outcome = excluded.outcome, engine = excluded.engine, "
    "created_at = excluded.created_at, (was_corrected, correction_type, user_feedback, "
    "user_rating) = (SELECT "
    "CASE WHEN m.rating IS NULL THEN excluded.was_corrected ELSE old.was_corrected END, "
    "CASE WHEN m.rating IS NULL THEN excluded.correction_type ELSE old.correction_type END, "
    "CASE WHEN m.rating IS NULL THEN excluded.user_feedback ELSE old.user_feedback END, "
    "CASE WHEN m.rating IS NULL THEN excluded.user_rating ELSE old.user_rating END "
    "FROM message m)) "

    "SELECT count(*) FROM message";

const std::string kAnswerApproval =
    "WITH answered AS (UPDATE askdb.approvals SET answer = $2 WHERE id = $1 AND answer IS NULL "
    "RETURNING 1) SELECT count(*) FROM answered";

const std::string kRate =
    "WITH message AS (UPDATE askdb.messages SET rating = $2 WHERE id = $1 RETURNING number), "
    "log AS (UPDATE askdb.run_logs l SET was_corrected = $3::boolean, correction_type = $4, "
    "user_feedback = $5, user_rating = $6::int FROM message m WHERE l.message = m.number) "
    "SELECT count(*) FROM message";

json::value text_or_null(const std::optional<std::string>& text) {
  if (!text) return nullptr;
  return json::value(*text);
}

std::string event_rows(const std::vector<StoredEvent>& events) {
  json::array rows;
  for (const auto& event : store::last_of_each(events, &StoredEvent::number)) {
    rows.push_back({{"number", event.number},
                    {"name", kept_text(event.name)},
                    {"data", kept_text(event.data)}});
  }
  return json::serialize(rows);
}

std::string result_rows(const std::vector<StoredResult>& results) {
  json::array rows;
  for (const auto& result : store::last_of_each(results, &StoredResult::step)) {
    rows.push_back({{"step", result.step},
                    {"columns", text_or_null(optional_json(result.columns))},
                    {"rows", text_or_null(optional_json(result.rows))},
                    {"row_count", result.row_count},
                    {"is_truncated", result.is_truncated}});
  }
  return json::serialize(rows);
}

std::string token_rows(const std::vector<TokenRecord>& tokens) {
  json::array rows;
  for (auto record : store::summed(tokens)) {
    record.stage = kept_text(std::move(record.stage));
    record.model = kept_text(std::move(record.model));
    rows.push_back(to_json(record));
  }
  return kept_json(rows);
}

std::string name_rows(const std::vector<std::string>& names) {
  json::array rows;
  for (const auto& name : names) rows.push_back(json::value(kept_text(name)));
  return json::serialize(rows);
}

bool is_unfinished(MessageStatus status) {
  return status == MessageStatus::kRunning || status == MessageStatus::kWaiting;
}

std::optional<std::string> number_or_null(const std::optional<int>& number) {
  return number ? std::optional(std::to_string(*number)) : std::nullopt;
}

const char* flag(bool value) { return value ? "true" : "false"; }

}  // namespace

Task<Result<bool>> PostgresStore::update_message(MessageUpdate update) {
  const auto& message = update.message;
  Parameters parameters{
      parameter(message.id),        parameter(message.content), store::search_text(message.content),
      name_of(message.status),      parameter(message.answers), optional_json(message.details),
      optional_json(message.debug), event_rows(update.events),  result_rows(update.results),
      token_rows(update.tokens),    name_rows(update.databases)};
  if (update.approval && is_unfinished(message.status)) {
    const auto& answer = update.approval->answer;
    parameters.push_back(parameter(update.approval->id));
    parameters.push_back(optional_json(update.approval->request));
    parameters.push_back(answer ? std::optional(kept_json(*answer)) : std::nullopt);
  } else {
    parameters.resize(parameters.size() + 3);
  }
  if (update.run_log) {
    const auto& log = *update.run_log;
    for (auto value : Parameters{
             parameter(log.question), kept_json(to_json(log.sql_generated)),
             kept_json(to_json(log.sql_executed)), kept_json(to_json(log.rows_returned)),
             kept_json(to_json(log.durations_ms)), parameter(log.outcome), parameter(log.engine),
             flag(log.was_corrected), parameter(log.correction_type), parameter(log.user_feedback),
             number_or_null(log.user_rating), parameter(log.created_at)}) {
      parameters.push_back(std::move(value));
    }
  } else {
    parameters.resize(parameters.size() + 12);
  }
  return is_done(kUpdate, std::move(parameters), Repeat::kMay);
}

Task<Result<bool>> PostgresStore::answer_approval(std::string id, json::value answer) {
  return is_done(kAnswerApproval, {parameter(id), kept_json(answer)}, Repeat::kNever);
}

Task<Result<bool>> PostgresStore::rate(std::string message_id, json::value rating) {
  const auto said = store::logged_rating(rating);
  Parameters parameters{parameter(message_id),         optional_json(rating),
                        flag(said.was_corrected),      parameter(said.correction_type),
                        parameter(said.user_feedback), number_or_null(said.user_rating)};
  return is_done(kRate, std::move(parameters), Repeat::kMay);
}

}  // namespace askdb
