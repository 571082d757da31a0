#include "store/sqlite/sqlite_store.hpp"

#include "store/kept_text.hpp"
#include "store/rows.hpp"
#include "store/sqlite/open_file.hpp"
#include "store/sqlite/sqlite_store_impl.hpp"

namespace askdb {

using store::search_text;

namespace {

const std::string kInsertThread =
    "INSERT INTO threads (id, owner, name, search, created_at, updated_at, share_token) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const std::string kSelectThreads = "SELECT " + store::kThreadColumns + " FROM threads ";
const std::string kThreadById = kSelectThreads + "WHERE id = ?1";
const std::string kThreadByToken = kSelectThreads + "WHERE share_token = ?1";
const std::string kPage = "WHERE owner = ?1 AND (updated_at, id) < (?2, ?3) ";
const std::string kOrder = "ORDER BY updated_at DESC, id DESC LIMIT ?4";
const std::string kAllThreads = kSelectThreads + kPage + kOrder;
const std::string kFoundThreads = kSelectThreads + kPage +
                                  "AND (instr(search, ?5) > 0 OR EXISTS (SELECT 1 FROM messages m "
                                  "WHERE m.thread_id = threads.id AND instr(m.search, ?5) > 0)) " +
                                  kOrder;
const std::string kUpdateThread =
    "UPDATE threads SET name = ?2, search = ?3, share_token = ?4 WHERE id = ?1";
const std::string kDeleteThread = "DELETE FROM threads WHERE id = ?1";
const std::string kDatabases =
    "SELECT name FROM thread_databases WHERE thread_id = ?1 ORDER BY name";
const std::string kTokens =
    "SELECT stage, model, sum(input_tokens), sum(output_tokens), sum(calls), sum(price_usd), "
    "min(is_price_known), sum(t.elapsed_ms) FROM tokens t JOIN messages m ON m.number = t.message "
    "WHERE m.thread_id = ?1 GROUP BY stage, model ORDER BY stage, model";

/// Sorts after every time: a first page is a page like the others.
constexpr const char* kEndOfTime = "~";

std::pair<dev_t, ino_t> file_at(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return {0, 0};
  return {status.st_dev, status.st_ino};
}

std::optional<Thread> one_thread(store::sqlite::Connection& connection, const std::string& sql,
                                 const std::string& key) {
  const auto asked = connection.query(sql, key);
  if (!asked->next()) return std::nullopt;
  return store::read_thread(*asked);
}

}  // namespace

SqliteStore::SqliteStore(std::string path, BlockingPool& threads)
    : path_(std::move(path)), threads_(threads) {}

SqliteStore::~SqliteStore() {
  readers_.reset();
  if (queue_) queue_->close();
}

Task<Result<Done>> SqliteStore::open() {
  using Opened = Result<std::shared_ptr<Connection>>;
  auto job = [path = path_]() -> Opened {
    return store::caught(
        [&] { return std::shared_ptr<Connection>(store::sqlite::open_file(path)); });
  };
  auto running = run_blocking(threads_, std::move(job));
  const Opened opened = co_await std::move(running);
  if (!opened) co_return opened.error();
  const std::scoped_lock lock(mutex_);
  queue_ = std::make_shared<store::sqlite::WriteQueue>(*opened, threads_);
  readers_ = std::make_shared<Readers>();
  readers_->file = file_at(path_);
  co_return Done{};
}

Task<Result<Done>> SqliteStore::check() {
  std::pair<dev_t, ino_t> opened{0, 0};
  {
    const std::scoped_lock lock(mutex_);
    if (readers_) opened = readers_->file;
  }
  auto work = [opened, path = path_](Connection& connection) {
    // What is written to a file without a name is lost when the process ends.
    if (file_at(path) != opened) {
      throw store::Failure({.fault = Fault::kConnection,
                            .message = "askdb's store " + path + " was moved or removed.",
                            .next_step = "Put the file back, then start askdb again.",
                            .detail = {}});
    }
    connection.number("SELECT count(*) FROM (SELECT 1 FROM threads LIMIT 1)");
    return Done{};
  };
  auto reading = read<Done>(std::move(work));
  co_return co_await std::move(reading);
}

Task<Result<Done>> SqliteStore::create_thread(Thread thread) {
  auto work = [thread = std::move(thread)](Connection& connection) {
    connection.run(kInsertThread, thread.id, thread.owner, thread.name, search_text(thread.name),
                   thread.created_at, thread.updated_at, thread.share_token);
    return Done{};
  };
  auto writing = write<Done>(std::move(work));
  co_return co_await std::move(writing);
}

Task<Result<std::vector<Thread>>> SqliteStore::threads(ThreadQuery query) {
  auto work = [query = std::move(query)](Connection& connection) {
    const std::string after = query.after_time.empty() ? kEndOfTime : query.after_time;
    const auto limit = static_cast<std::int64_t>(query.limit);
    const auto asked =
        query.text.empty()
            ? connection.query(kAllThreads, query.owner, after, query.after_id, limit)
            : connection.query(kFoundThreads, query.owner, after, query.after_id, limit,
                               search_text(query.text));
    std::vector<Thread> found;
    while (asked->next()) found.push_back(store::read_thread(*asked));
    return found;
  };
  auto reading = read<std::vector<Thread>>(std::move(work));
  co_return co_await std::move(reading);
}

Task<Result<std::optional<Thread>>> SqliteStore::thread(std::string id) {
  auto work = [id = std::move(id)](Connection& connection) {
    return one_thread(connection, kThreadById, id);
  };
  auto reading = read<std::optional<Thread>>(std::move(work));
  co_return co_await std::move(reading);
}

Task<Result<std::optional<Thread>>> SqliteStore::shared_thread(std::string share_token) {
  auto work = [share_token = std::move(share_token)](Connection& connection) {
    return one_thread(connection, kThreadByToken, share_token);
  };
  auto reading = read<std::optional<Thread>>(std::move(work));
  co_return co_await std::move(reading);
}

Task<Result<bool>> SqliteStore::update_thread(Thread thread) {
  auto work = [thread = std::move(thread)](Connection& connection) {
    return connection.run(kUpdateThread, thread.id, thread.name, search_text(thread.name),
                          thread.share_token) > 0;
  };
  auto writing = write<bool>(std::move(work));
  co_return co_await std::move(writing);
}

Task<Result<bool>> SqliteStore::delete_thread(std::string id) {
  auto work = [id = std::move(id)](Connection& connection) {
    return connection.run(kDeleteThread, id) > 0;
  };
  auto writing = write<bool>(std::move(work));
  co_return co_await std::move(writing);
}

Task<Result<std::vector<TokenRecord>>> SqliteStore::tokens(std::string thread_id) {
  auto work = [thread_id = std::move(thread_id)](Connection& connection) {
    const auto asked = connection.query(kTokens, thread_id);
    std::vector<TokenRecord> records;
    while (asked->next()) records.push_back(store::read_tokens(*asked));
    return records;
  };
  auto reading = read<std::vector<TokenRecord>>(std::move(work));
  co_return co_await std::move(reading);
}

Task<Result<std::vector<std::string>>> SqliteStore::databases(std::string thread_id) {
  auto work = [thread_id = std::move(thread_id)](Connection& connection) {
    const auto asked = connection.query(kDatabases, thread_id);
    std::vector<std::string> names;
    while (asked->next()) names.emplace_back(asked->text(0));
    return names;
  };
  auto reading = read<std::vector<std::string>>(std::move(work));
  co_return co_await std::move(reading);
}

}  // namespace askdb
