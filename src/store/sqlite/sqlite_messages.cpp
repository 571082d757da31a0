/// What SqliteStore reads of messages, and the adding of them.

#include "store/kept_text.hpp"
#include "store/rows.hpp"
#include "store/sqlite/sqlite_store_impl.hpp"

namespace askdb {

using store::optional_json;
using store::search_text;

namespace {

const std::string kSelect = "SELECT " + store::kMessageColumns + " FROM messages ";
const std::string kById = kSelect + "WHERE id = ?1";
const std::string kFirst = kSelect + "WHERE thread_id = ?1 ORDER BY number LIMIT ?2";
const std::string kAfter =
    kSelect +
    "WHERE thread_id = ?1 AND number > (SELECT number FROM messages WHERE id = ?3 "
    "AND thread_id = ?1) ORDER BY number LIMIT ?2";
const std::string kLast = kSelect + "WHERE thread_id = ?1 ORDER BY number DESC LIMIT ?2";
const std::string kUnfinished = kSelect + "WHERE status IN ('running', 'waiting') ORDER BY number";
const std::string kTouchThread =
    "UPDATE threads SET updated_at = max(updated_at, ?2) WHERE id = ?1";
const std::string kInsert =
    "INSERT INTO messages (id, thread_id, sender, content, created_at, status, answers, details, "
    "debug, rating, search) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
const std::string kOf = "WHERE message = (SELECT number FROM messages WHERE id = ?1) ";
const std::string kEvents =
    "SELECT number, name, data FROM events " + kOf + "AND number > ?2 ORDER BY number";
const std::string kResult =
    "SELECT step, columns, rows, row_count, is_truncated FROM results " + kOf + "AND step = ?2";
const std::string kApproval =
    "SELECT a.id, m.id, a.request, a.answer FROM approvals a "
    "JOIN messages m ON m.number = a.message WHERE m.id = ?1";
const std::string kRunLogs = "SELECT (SELECT id FROM messages WHERE number = message), " +
                             store::kRunLogColumns +
                             " FROM run_logs ORDER BY created_at DESC, message DESC LIMIT ?1";

std::vector<Message> read_messages(store::sqlite::Query& asked) {
  std::vector<Message> found;
  while (asked.next()) found.push_back(store::read_message(asked));
  return found;
}

}  // namespace

Task<Result<bool>> SqliteStore::add_messages(std::vector<Message> messages) {
  auto work = [messages = std::move(messages)](Connection& connection) {
    for (const auto& message : messages) {
      const auto& thread_id = messages.front().thread_id;
      if (connection.run(kTouchThread, thread_id, message.created_at) == 0) return false;
      connection.run(kInsert, message.id, thread_id, name_of(message.sender), message.content,
                     message.created_at, name_of(message.status), message.answers,
                     optional_json(message.details), optional_json(message.debug),
                     optional_json(message.rating), search_text(message.content));
    }
    return true;
  };
  auto writing = write<bool>(std::move(work));
  co_return co_await std::move(writing);
}

Task<Result<std::optional<Message>>> SqliteStore::message(std::string id) {
  auto work = [id = std::move(id)](Connection& connection) -> std::optional<Message> {
    const auto asked = connection.query(kById, id);
    if (!asked->next()) return std::nullopt;
    return store::read_message(*asked);
  };
  auto reading = read<std::optional<Message>>(std::move(work));
  co_return co_await std::move(reading);
}

Task<Result<std::vector<Message>>> SqliteStore::messages(std::string thread_id, std::string after,
                                                         std::size_t limit) {
  auto work = [thread_id = std::move(thread_id), after = std::move(after),
               limit = static_cast<std::int64_t>(limit)](Connection& connection) {
    const auto asked = after.empty() ? connection.query(kFirst, thread_id, limit)
                                     : connection.query(kAfter, thread_id, limit, after);
    return read_messages(*asked);
  };
  auto reading = read<std::vector<Message>>(std::move(work));
  co_return co_await std::move(reading);
}

Task<Result<std::vector<Message>>> SqliteStore::last_messages(std::string thread_id,
                                                              std::size_t count) {
  auto work = [thread_id = std::move(thread_id),
               count = static_cast<std::int64_t>(count)](Connection& connection) {
    const auto asked = connection.query(kLast, thread_id, count);
    auto found = read_messages(*asked);
    return std::vector<Message>(std::make_move_iterator(found.rbegin()),
                                std::make_move_iterator(found.rend()));
  };
  auto reading = read<std::vector<Message>>(std::move(work));
  co_return co_await std::move(reading);
}

Task<Result<std::vector<Message>>> SqliteStore::unfinished_messages() {
  auto work = [](Connection& connection) { return read_messages(*connection.query(kUnfinished)); };
  auto reading = read<std::vector<Message>>(std::move(work));
  co_return co_await std::move(reading);
}

Task<Result<std::vector<StoredEvent>>> SqliteStore::events(std::string message_id,
                                                           std::int64_t after) {
  auto work = [message_id = std::move(message_id), after](Connection& connection) {
    const auto asked = connection.query(kEvents, message_id, after);
    std::vector<StoredEvent> found;
    while (asked->next()) found.push_back(store::read_event(*asked));
    return found;
  };
  auto reading = read<std::vector<StoredEvent>>(std::move(work));
  co_return co_await std::move(reading);
}

Task<Result<std::optional<StoredResult>>> SqliteStore::result(std::string message_id, int step) {
  auto work = [message_id = std::move(message_id),
               step](Connection& connection) -> std::optional<StoredResult> {
    const auto asked = connection.query(kResult, message_id, std::int64_t{step});
    if (!asked->next()) return std::nullopt;
    return store::read_result(*asked);
  };
  auto reading = read<std::optional<StoredResult>>(std::move(work));
  co_return co_await std::move(reading);
}

Task<Result<std::optional<PendingApproval>>> SqliteStore::approval(std::string message_id) {
  auto work = [message_id = std::move(message_id)](
                  Connection& connection) -> std::optional<PendingApproval> {
    const auto asked = connection.query(kApproval, message_id);
    if (!asked->next()) return std::nullopt;
    return store::read_approval(*asked);
  };
  auto reading = read<std::optional<PendingApproval>>(std::move(work));
  co_return co_await std::move(reading);
}

Task<Result<std::vector<RunLog>>> SqliteStore::run_logs(std::size_t limit) {
  auto work = [limit = static_cast<std::int64_t>(limit)](Connection& connection) {
    const auto asked = connection.query(kRunLogs, limit);
    std::vector<RunLog> logs;
    while (asked->next()) logs.push_back(store::read_run_log(*asked));
    return logs;
  };
  auto reading = read<std::vector<RunLog>>(std::move(work));
  co_return co_await std::move(reading);
}

}  // namespace askdb
