#pragma once

/// Rows of a database as the store's types. A `Row` has text(i), integer(i), real(i), is_null(i).

#include <string>

#include "store/failure.hpp"
#include "store/kept_text.hpp"
#include "store/store.hpp"

namespace askdb::store {

/// In the order in which the functions below read them.
inline const std::string kThreadColumns = "id, name, created_at, updated_at, share_token, owner";
inline const std::string kMessageColumns =
    "id, thread_id, sender, content, created_at, status, answers, details, debug, rating";
inline const std::string kRunLogColumns =
    "question, sql_generated, sql_executed, rows_returned, durations_ms, outcome, engine, "
    "was_corrected, correction_type, user_feedback, user_rating, created_at";

template <class E>
E enumerator_of(std::string_view name) {
  std::optional<E> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto described) {
    if (enumerator_name(described.name) == name) found = described.value;
  });
  if (!found) throw Failure(damaged_error("\"" + std::string(name) + "\" is no known name"));
  return *found;
}

inline json::value parsed(std::string_view text) {
  auto value = from_kept_json(text);
  if (!value) throw Failure(value.error());
  return *std::move(value);
}

/// SQL's NULL is JSON's null.
template <class Row>
json::value read_json(const Row& row, int column) {
  if (row.is_null(column)) return nullptr;
  return parsed(row.text(column));
}

inline std::optional<std::string> optional_json(const json::value& value) {
  if (value.is_null()) return std::nullopt;
  return kept_json(value);
}

template <class Row>
std::optional<std::string> read_optional(const Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return std::string(row.text(column));
}

template <class T, class Row>
std::vector<T> read_list(const Row& row, int column) {
  auto list = from_json<std::vector<T>>(read_json(row, column));
  if (!list) throw Failure(damaged_error(list.error().message));
  return *std::move(list);
}

template <class Row>
Thread read_thread(const Row& row) {
  return {.id = std::string(row.text(0)),
          .name = std::string(row.text(1)),
          .created_at = std::string(row.text(2)),
          .updated_at = std::string(row.text(3)),
          .share_token = read_optional(row, 4),
          .owner = std::string(row.text(5))};
}

template <class Row>
Message read_message(const Row& row) {
  return {.id = std::string(row.text(0)),
          .thread_id = std::string(row.text(1)),
          .sender = enumerator_of<Sender>(row.text(2)),
          .content = std::string(row.text(3)),
          .created_at = std::string(row.text(4)),
          .status = enumerator_of<MessageStatus>(row.text(5)),
          .answers = read_optional(row, 6),
          .details = read_json(row, 7),
          .debug = read_json(row, 8),
          .rating = read_json(row, 9)};
}

/// number, name, data
template <class Row>
StoredEvent read_event(const Row& row) {
  return {
      .number = row.integer(0), .name = std::string(row.text(1)), .data = std::string(row.text(2))};
}

/// step, columns, rows, row_count, is_truncated (0 or 1)
template <class Row>
StoredResult read_result(const Row& row) {
  return {.step = static_cast<int>(row.integer(0)),
          .columns = read_json(row, 1),
          .rows = read_json(row, 2),
          .row_count = row.integer(3),
          .is_truncated = row.integer(4) != 0};
}

/// stage, model, input_tokens, output_tokens, calls, price_usd, is_price_known (0 or 1), elapsed_ms
template <class Row>
TokenRecord read_tokens(const Row& row) {
  return {.stage = std::string(row.text(0)),
          .model = std::string(row.text(1)),
          .input_tokens = row.integer(2),
          .output_tokens = row.integer(3),
          .calls = row.integer(4),
          .price_usd = row.real(5),
          .is_price_known = row.integer(6) != 0,
          .elapsed_ms = row.integer(7)};
}

/// id, message's id, request, answer
template <class Row>
PendingApproval read_approval(const Row& row) {
  PendingApproval approval{.id = std::string(row.text(0)),
                           .message_id = std::string(row.text(1)),
                           .request = read_json(row, 2),
                           .answer = std::nullopt};
  if (!row.is_null(3)) approval.answer = read_json(row, 3);
  return approval;
}

/// The message's id, then kRunLogColumns.
template <class Row>
RunLog read_run_log(const Row& row) {
  RunLog log{.message_id = std::string(row.text(0)),
             .question = std::string(row.text(1)),
             .sql_generated = read_list<std::string>(row, 2),
             .sql_executed = read_list<std::string>(row, 3),
             .rows_returned = read_list<std::int64_t>(row, 4),
             .durations_ms = read_list<std::int64_t>(row, 5),
             .outcome = std::string(row.text(6)),
             .engine = std::string(row.text(7)),
             .was_corrected = row.integer(8) != 0,
             .correction_type = read_optional(row, 9),
             .user_feedback = read_optional(row, 10),
             .user_rating = std::nullopt,
             .created_at = std::string(row.text(12))};
  if (!row.is_null(11)) log.user_rating = static_cast<int>(row.integer(11));
  return log;
}

}  // namespace askdb::store
