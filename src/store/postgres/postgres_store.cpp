#include "store/postgres/postgres_store.hpp"

#include "store/postgres/postgres_store_impl.hpp"

namespace askdb {

using postgres::PgConnection;
using postgres::PgLease;
using postgres::PgResult;
using store::postgres_error;

namespace {

using namespace std::chrono_literals;

constexpr auto kConnectTimeout = 10s;
/// From sending a statement to its answer; the server gives up a little earlier.
constexpr auto kStatementTimeout = 30s;

/// A commit that the server only promises to write is no acknowledgement.
constexpr const char* kSetUp =
    "SET statement_timeout = 28000; SET extra_float_digits = 1; "
    "SELECT pg_catalog.set_config('synchronous_commit', 'on', false) "
    "WHERE pg_catalog.current_setting('synchronous_commit') = 'off'";

constexpr int kDeadlockTries = 5;

bool is_deadlock(const Error& error) {
  return error.detail.starts_with("SQLSTATE 40P01") || error.detail.starts_with("SQLSTATE 40001");
}

/// The server itself ended the connection and said so in place of an answer: what was under way is
/// undone, as after a deadlock.
bool is_ended_by_server(const Error& error) {
  return error.detail.starts_with("SQLSTATE 57P01") || error.detail.starts_with("SQLSTATE 57P02");
}

}  // namespace

PostgresStore::PostgresStore(std::string connection, std::string place, std::size_t max_connections,
                             BlockingPool& threads)
    : pool_(std::make_shared<postgres::PgPool>(
          postgres::PgPoolSettings{.connection = std::move(connection),
                                   .place = std::move(place),
                                   .max_connections = max_connections,
                                   .connect_timeout = kConnectTimeout},
          threads)) {}

Task<Result<PgLease>> PostgresStore::connection() {
  auto taking = pool_->take(std::chrono::steady_clock::now() + kConnectTimeout);
  auto lease = co_await std::move(taking);
  if (!lease) co_return lease.error();
  if (lease->is_fresh()) {
    auto setting_up = (*lease)->command(kSetUp);
    auto limited = with_deadline(std::move(setting_up), kStatementTimeout);
    const auto set_up = co_await std::move(limited);
    if (!set_up) co_return set_up.error();
  }
  co_return lease;
}

Task<Result<PgResult>> PostgresStore::ask(std::string sql, Parameters parameters, Repeat repeat) {
  if (!is_open_) co_return store::not_open_error();
  for (int tries = 1;; ++tries) {
    auto connecting = connection();
    auto lease = co_await std::move(connecting);
    if (!lease) co_return postgres_error(lease.error());
    auto asking = (*lease)->query(sql, parameters);
    auto limited = with_deadline(std::move(asking), kStatementTimeout);
    auto result = co_await std::move(limited);
    if (result) co_return result;
    const auto& error = result.error();
    // The whole statement was undone.
    const bool is_undone = is_deadlock(error) || is_ended_by_server(error);
    if (is_undone && tries < kDeadlockTries) continue;
    // A connection may have broken while nobody used it; a new one is no better twice.
    const bool may_be_stale = error.fault == Fault::kConnection && !lease->is_fresh();
    if (may_be_stale && repeat == Repeat::kMay) continue;
    co_return postgres_error(error);
  }
}

Task<Result<bool>> PostgresStore::is_done(std::string sql, Parameters parameters, Repeat repeat) {
  auto asking = ask(std::move(sql), std::move(parameters), repeat);
  const auto result = co_await std::move(asking);
  if (!result) co_return result.error();
  co_return PQntuples(result->get()) > 0 && store::PgRow(result->get(), 0).integer(0) > 0;
}

Task<Result<Done>> PostgresStore::open() {
  auto connecting = connection();
  auto lease = co_await std::move(connecting);
  if (!lease) co_return postgres_error(lease.error());
  const char* encoding = PQparameterStatus((*lease)->get(), "server_encoding");
  if (encoding != nullptr && std::string_view(encoding) != "UTF8") {
    co_return Error{.fault = Fault::kConfig,
                    .message = "The database " + pool_->settings().place + " is encoded in " +
                               encoding + "; askdb's store needs UTF8.",
                    .next_step =
                        "Make a database with ENCODING 'UTF8' and name it in "
                        "CONTROL_DB_URL.",
                    .detail = {}};
  }
  auto migrating = migrate(**lease);
  auto limited = with_deadline(std::move(migrating), kStatementTimeout);
  const auto migrated = co_await std::move(limited);
  if (!migrated) co_return migrated.error();
  is_open_ = true;
  co_return Done{};
}

Task<Result<Done>> PostgresStore::check() {
  auto asking =
      ask("SELECT count(*) FROM (SELECT 1 FROM askdb.threads LIMIT 1) AS t", {}, Repeat::kMay);
  const auto result = co_await std::move(asking);
  if (!result) co_return result.error();
  co_return Done{};
}

}  // namespace askdb
