#include "datasource/postgres/pg_connection.hpp"

#include <poll.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <utility>

#include "base/text.hpp"

namespace askdb::postgres {
namespace {

using asio::posix::stream_descriptor;

/// Waits until libpq's socket can be read or written. The socket stays libpq's: it is taken by the
/// executor for this wait only, because the next task may run on another one.
Task<void> wait_for(int socket, stream_descriptor::wait_type direction) {
  struct Borrowed {
    stream_descriptor descriptor;
    ~Borrowed() { descriptor.release(); }
  };
  auto executor = co_await asio::this_coro::executor;
  Borrowed borrowed{stream_descriptor(executor, socket)};
  co_await borrowed.descriptor.async_wait(direction, asio::use_awaitable);
}

PGconn* start_connecting(const std::string& connection) {
  // What stands before dbname is a default that the connection string may override.
  const char* const keywords[] = {"fallback_application_name", "tcp_user_timeout",
                                  "keepalives_idle",           "dbname",
                                  "client_encoding",           nullptr};
  const char* const values[] = {"askdb", "10000", "30", connection.c_str(), "UTF8", nullptr};
  return PQconnectStartParams(keywords, values, 1);
}

Task<Result<Done>> finish_connecting(PGconn* handle, std::string place) {
  for (;;) {
    const auto status = PQconnectPoll(handle);
    if (status == PGRES_POLLING_OK) break;
    if (status == PGRES_POLLING_FAILED) co_return connect_error(PQerrorMessage(handle), place);
    const auto direction = status == PGRES_POLLING_READING ? stream_descriptor::wait_read
                                                           : stream_descriptor::wait_write;
    co_await wait_for(PQsocket(handle), direction);
  }
  PQsetnonblocking(handle, 1);
  // Notices are for psql users; on standard error they would be noise.
  PQsetNoticeReceiver(
      handle, [](void*, const PGresult*) {}, nullptr);
  co_return Done{};
}

bool has_state(const Error& error, const std::string& state) {
  return error.detail.starts_with("SQLSTATE " + state);
}

bool is_failure(const PGresult* result) {
  const auto status = PQresultStatus(result);
  return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE ||
         status == PGRES_NONFATAL_ERROR;
}

}  // namespace

Task<Result<std::unique_ptr<PgConnection>>> PgConnection::open(std::string connection,
                                                               std::string place,
                                                               std::chrono::milliseconds timeout,
                                                               BlockingPool& threads) {
  // Resolving a host name blocks, inside libpq too.
  auto start = [connection] { return PgHandle(start_connecting(connection)); };
  auto starting = run_blocking(threads, std::move(start));
  PgHandle handle = co_await std::move(starting);
  if (!handle || PQstatus(handle.get()) == CONNECTION_BAD) {
    co_return connect_error(handle ? PQerrorMessage(handle.get()) : "out of memory", place);
  }
  auto connecting = finish_connecting(handle.get(), place);
  auto operation = with_deadline(std::move(connecting), timeout);
  const auto connected = co_await std::move(operation);
  if (!connected) {
    if (connected.error().fault == Fault::kTimeout) co_return connect_error("timeout", place);
    co_return connected.error();
  }
  co_return std::unique_ptr<PgConnection>(new PgConnection(std::move(handle)));
}

bool PgConnection::is_ready() const {
  if (PQstatus(handle_.get()) != CONNECTION_OK ||
      PQtransactionStatus(handle_.get()) != PQTRANS_IDLE) {
    return false;
  }
  pollfd socket{.fd = PQsocket(handle_.get()), .events = POLLIN, .revents = 0};
  return poll(&socket, 1, 0) == 0;
}

void PgConnection::abandon() {
  if (PQtransactionStatus(handle_.get()) == PQTRANS_ACTIVE) {
    if (PGcancel* cancel = PQgetCancel(handle_.get())) {
      char ignored[256];
      PQcancel(cancel, ignored, sizeof ignored);
      PQfreeCancel(cancel);
    }
  }
  handle_.reset();
}

Task<Result<Done>> PgConnection::flush() {
  for (;;) {
    const int left = PQflush(handle_.get());
    if (left == 0) co_return Done{};
    if (left < 0) co_return lost_error(PQerrorMessage(handle_.get()));
    co_await wait_for(PQsocket(handle_.get()), stream_descriptor::wait_write);
  }
}

Task<Result<PgResult>> PgConnection::wait_for_result() {
  while (PQisBusy(handle_.get()) != 0) {
    co_await wait_for(PQsocket(handle_.get()), stream_descriptor::wait_read);
    // A connection that breaks still has a result to give: the reason, if the server sent one.
    if (PQconsumeInput(handle_.get()) == 0) break;
  }
  PgResult result(PQgetResult(handle_.get()));
  // No result at all would read as a fatal error.
  if (result && is_failure(result.get())) co_return statement_error(result.get(), handle_.get());
  if (!result && is_broken()) co_return lost_error(PQerrorMessage(handle_.get()));
  co_return result;
}

Task<Result<PgResult>> PgConnection::drain() {
  PgResult last;
  std::optional<Error> failed;
  for (;;) {
    auto waiting = wait_for_result();
    auto result = co_await std::move(waiting);
    if (!result) {
      if (!failed) failed = result.error();
      if (is_broken()) break;
      continue;
    }
    if (!*result) break;
    last = *std::move(result);
  }
  if (failed) co_return *failed;
  co_return last;
}

Task<Result<Done>> PgConnection::command(std::string sql) {
  if (PQsendQuery(handle_.get(), sql.c_str()) == 0) {
    co_return lost_error(PQerrorMessage(handle_.get()));
  }
  auto flushing = flush();
  const auto flushed = co_await std::move(flushing);
  if (!flushed) co_return flushed.error();
  auto draining = drain();
  const auto result = co_await std::move(draining);
  if (!result) co_return result.error();
  co_return Done{};
}

Task<Result<Done>> PgConnection::start(std::string sql) {
  if (PQsendQueryParams(handle_.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) ==
      0) {
    co_return lost_error(PQerrorMessage(handle_.get()));
  }
  PQsetSingleRowMode(handle_.get());
  auto flushing = flush();
  co_return co_await std::move(flushing);
}

Task<Result<PgResult>> PgConnection::next() {
  auto waiting = wait_for_result();
  auto result = co_await std::move(waiting);
  if (result || is_broken()) co_return result;
  // The rest of a failed statement, so that the connection can be used again.
  auto draining = drain();
  [[maybe_unused]] const auto drained = co_await std::move(draining);
  co_return result.error();
}

Task<Result<PgResult>> PgConnection::query(std::string sql) {
  if (PQsendQueryParams(handle_.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) ==
      0) {
    co_return lost_error(PQerrorMessage(handle_.get()));
  }
  auto flushing = flush();
  const auto flushed = co_await std::move(flushing);
  if (!flushed) co_return flushed.error();
  auto draining = drain();
  co_return co_await std::move(draining);
}

Task<Result<Done>> PgConnection::prepare(std::string name, std::string sql) {
  if (PQsendPrepare(handle_.get(), name.c_str(), sql.c_str(), 0, nullptr) == 0) {
    co_return lost_error(PQerrorMessage(handle_.get()));
  }
  auto flushing = flush();
  const auto flushed = co_await std::move(flushing);
  if (!flushed) co_return flushed.error();
  auto draining = drain();
  const auto result = co_await std::move(draining);
  // A pooler between us and the server may have given us a session of before.
  if (!result && !has_state(result.error(), "42P05")) co_return result.error();
  co_return Done{};
}

Task<Result<PgResult>> PgConnection::run_prepared(std::string name, Parameters parameters) {
  std::vector<const char*> values;
  values.reserve(parameters.size());
  for (const auto& value : parameters) values.push_back(value ? value->c_str() : nullptr);
  if (PQsendQueryPrepared(handle_.get(), name.c_str(), static_cast<int>(values.size()),
                          values.data(), nullptr, nullptr, 0) == 0) {
    co_return lost_error(PQerrorMessage(handle_.get()));
  }
  auto flushing = flush();
  const auto flushed = co_await std::move(flushing);
  if (!flushed) co_return flushed.error();
  auto draining = drain();
  co_return co_await std::move(draining);
}

Task<Result<PgResult>> PgConnection::query(std::string sql, Parameters parameters) {
  auto found = prepared_.find(sql);
  if (found != prepared_.end()) {
    auto running = run_prepared(found->second, parameters);
    auto result = co_await std::move(running);
    // A pooler may also have given us a session without it.
    if (result || !has_state(result.error(), "26000")) co_return result;
  } else {
    // By content: the same name means the same text in every session.
    found = prepared_.emplace(sql, "askdb_" + fingerprint(sql)).first;
  }
  const std::string name = found->second;
  auto preparing = prepare(name, sql);
  const auto prepared = co_await std::move(preparing);
  if (!prepared) {
    prepared_.erase(sql);
    co_return prepared.error();
  }
  auto running = run_prepared(name, std::move(parameters));
  co_return co_await std::move(running);
}

}  // namespace askdb::postgres
