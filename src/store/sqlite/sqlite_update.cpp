/// What SqliteStore writes when a question ends or waits, and what a person says of it.

#include "store/kept_text.hpp"
#include "store/rating.hpp"
#include "store/rows.hpp"
#include "store/sqlite/sqlite_store_impl.hpp"
#include "store/summed.hpp"

namespace askdb {

using store::kept_json;
using store::optional_json;
using store::search_text;

namespace {

using store::sqlite::Connection;

const std::string kFindMessage = "SELECT number, thread_id, rating FROM messages WHERE id = ?1";
const std::string kUpdate =
    "UPDATE messages SET content = ?2, search = ?3, status = ?4, answers = ?5, details = ?6, "
    "debug = ?7 WHERE number = ?1";
const std::string kUpsertEvent =
    "INSERT INTO events (message, number, name, data) VALUES (?1, ?2, ?3, ?4) "
    "ON CONFLICT DO UPDATE SET name = excluded.name, data = excluded.data";
const std::string kUpsertResult =
    "INSERT INTO results (message, step, columns, rows, row_count, is_truncated) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET columns = excluded.columns, "
    "rows = excluded.rows, row_count = excluded.row_count, is_truncated = excluded.is_truncated";
const std::string kUpsertTokens =
    "INSERT OR REPLACE INTO tokens (message, stage, model, input_tokens, output_tokens, calls, "
    "price_usd, is_price_known, elapsed_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
const std::string kInsertDatabase =
    "INSERT OR IGNORE INTO thread_databases (thread_id, name) VALUES (?1, ?2)";
const std::string kUpsertApproval =
    "INSERT INTO approvals (message, id, request, answer) VALUES (?1, ?2, ?3, ?4) "
    "ON CONFLICT (message) DO UPDATE SET id = excluded.id, request = excluded.request, "
    "answer = excluded.answer";
const std::string kDeleteApproval = "DELETE FROM approvals WHERE message = ?1";
const std::string kAnswerApproval =
    "UPDATE approvals SET answer = ?2 WHERE id = ?1 AND answer IS NULL";
const std::string kUpsertRunLog =
    "INSERT INTO run_logs (message, " + store::kRunLogColumns +
    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) "
    "ON CONFLICT (message) DO UPDATE SET question = excluded.question, "
    "sql_generated = excluded.sql_generated, sql_executed = excluded.sql_executed, "
    "rows_returned = excluded.rows_returned, durations_ms = excluded.durations_ms, "
    "outcome = excluded.outcome, engine = excluded.engine, "
    "was_corrected = excluded.was_corrected, correction_type = excluded.correction_type, "
    "user_feedback = excluded.user_feedback, user_rating = excluded.user_rating, "
    "created_at = excluded.created_at";
const std::string kRate = "UPDATE messages SET rating = ?2 WHERE id = ?1";
const std::string kRateRunLog =
    "UPDATE run_logs SET was_corrected = ?2, correction_type = ?3, user_feedback = ?4, "
    "user_rating = ?5 WHERE message = (SELECT number FROM messages WHERE id = ?1)";

void write_run_log(Connection& connection, std::int64_t number, const RunLog& log,
                   const json::value& rating) {
  store::LoggedRating said{.was_corrected = log.was_corrected,
                           .correction_type = log.correction_type,
                           .user_feedback = log.user_feedback,
                           .user_rating = log.user_rating};
  if (!rating.is_null()) said = store::logged_rating(rating);
  connection.run(kUpsertRunLog, number, log.question, kept_json(to_json(log.sql_generated)),
                 kept_json(to_json(log.sql_executed)), kept_json(to_json(log.rows_returned)),
                 kept_json(to_json(log.durations_ms)), log.outcome, log.engine, said.was_corrected,
                 said.correction_type, said.user_feedback, said.user_rating, log.created_at);
}

void write_parts(Connection& connection, std::int64_t number, const MessageUpdate& update) {
  for (const auto& event : update.events) {
    connection.run(kUpsertEvent, number, event.number, event.name, event.data);
  }
  for (const auto& result : update.results) {
    connection.run(kUpsertResult, number, std::int64_t{result.step}, optional_json(result.columns),
                   optional_json(result.rows), result.row_count, result.is_truncated);
  }
  for (const auto& used : store::summed(update.tokens)) {
    connection.run(kUpsertTokens, number, used.stage, used.model, used.input_tokens,
                   used.output_tokens, used.calls, used.price_usd, used.is_price_known,
                   used.elapsed_ms);
  }
}

void write_approval(Connection& connection, std::int64_t number, const MessageUpdate& update) {
  const auto status = update.message.status;
  if (status != MessageStatus::kRunning && status != MessageStatus::kWaiting) {
    connection.run(kDeleteApproval, number);
  } else if (update.approval) {
    const auto& approval = *update.approval;
    const auto answer = approval.answer ? std::optional(kept_json(*approval.answer)) : std::nullopt;
    connection.run(kUpsertApproval, number, approval.id, optional_json(approval.request), answer);
  }
}

bool write_update(Connection& connection, const MessageUpdate& update) {
  const auto& message = update.message;
  std::int64_t number = 0;
  std::string thread_id;
  json::value rating;
  {
    const auto asked = connection.query(kFindMessage, message.id);
    if (!asked->next()) return false;
    number = asked->integer(0);
    thread_id = asked->text(1);
    rating = store::read_json(*asked, 2);
  }
  connection.run(kUpdate, number, message.content, search_text(message.content),
                 name_of(message.status), message.answers, optional_json(message.details),
                 optional_json(message.debug));
  write_parts(connection, number, update);
  for (const auto& name : update.databases) connection.run(kInsertDatabase, thread_id, name);
  write_approval(connection, number, update);
  if (update.run_log) write_run_log(connection, number, *update.run_log, rating);
  return true;
}

}  // namespace

Task<Result<bool>> SqliteStore::update_message(MessageUpdate update) {
  auto work = [update = std::move(update)](Connection& connection) {
    return write_update(connection, update);
  };
  auto writing = write<bool>(std::move(work));
  co_return co_await std::move(writing);
}

Task<Result<bool>> SqliteStore::answer_approval(std::string id, json::value answer) {
  auto work = [id = std::move(id), answer = kept_json(answer)](Connection& connection) {
    return connection.run(kAnswerApproval, id, answer) > 0;
  };
  auto writing = write<bool>(std::move(work));
  co_return co_await std::move(writing);
}

Task<Result<bool>> SqliteStore::rate(std::string message_id, json::value rating) {
  auto work = [message_id = std::move(message_id),
               rating = std::move(rating)](Connection& connection) {
    if (connection.run(kRate, message_id, optional_json(rating)) == 0) return false;
    const auto said = store::logged_rating(rating);
    connection.run(kRateRunLog, message_id, said.was_corrected, said.correction_type,
                   said.user_feedback, said.user_rating);
    return true;
  };
  auto writing = write<bool>(std::move(work));
  co_return co_await std::move(writing);
}

}  // namespace askdb
