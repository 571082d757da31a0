#include "datasource/mysql/my_session.hpp"

#include <algorithm>
#include <utility>

#include "datasource/mysql/my_text.hpp"

namespace askdb::mysql {
namespace {

using std::chrono::milliseconds;

/// Locks are waited for briefly, in whole seconds: a reader waits only for somebody who changes the
/// table itself.
constexpr const char* kLockSeconds = "2";

/// The guard reads SQL as this mode does: "x" is text, \ escapes, || is OR, a space before ( ends a
/// function's name. The other words make wrong values failures instead of silent guesses.
constexpr const char* kSqlMode =
    "'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
    "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'";

/// The transaction's own READ ONLY ends with a statement that commits implicitly, as DDL does: the
/// session's setting stays, and refuses those too.
std::string settings_sql(const MyConnection& connection, milliseconds statement_timeout) {
  const auto limit = std::max<std::int64_t>(statement_timeout.count(), 1);
  std::string sql = "SET NAMES utf8mb4";
  auto set = [&sql](const std::string& name, const std::string& value) {
    sql += ", SESSION " + name + " = " + value;
  };
  set("sql_mode", kSqlMode);
  set("time_zone", "'+00:00'");
  set("lock_wait_timeout", kLockSeconds);
  set("innodb_lock_wait_timeout", kLockSeconds);
  set("sql_select_limit", "18446744073709551615");
  set("group_concat_max_len", "1048576");
  set("autocommit", "0");
  if (connection.is_mariadb()) {
    // In seconds, with a fraction.
    set("max_statement_time",
        std::to_string(limit / 1'000) + "." + std::to_string(1'000 + limit % 1'000).substr(1));
    set("tx_read_only", "1");
  } else {
    set("max_execution_time", std::to_string(limit));
    set("transaction_read_only", "1");
  }
  return sql;
}

/// The same picture of the data for all statements of the session.
constexpr const char* kBegin = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";

Task<Result<std::unique_ptr<PooledConnection>>> open_one(MyAddress address, BlockingPool& threads) {
  auto opening = MyConnection::open(std::move(address), threads);
  auto connection = co_await std::move(opening);
  if (!connection) co_return connection.error();
  co_return std::unique_ptr<PooledConnection>(*std::move(connection));
}

Task<Result<Done>> prepare(MyConnection& connection, std::string settings,
                           std::string default_schema) {
  auto setting = connection.command(std::move(settings));
  const auto set = co_await std::move(setting);
  if (!set) co_return set.error();
  if (!default_schema.empty()) {
    auto using_it = connection.command("USE " + quoted_name(default_schema));
    const auto used = co_await std::move(using_it);
    if (!used) co_return used.error();
  }
  auto beginning = connection.command(kBegin);
  co_return co_await std::move(beginning);
}

}  // namespace

MySessions::MySessions(MyAddress address, std::size_t max_connections,
                       std::vector<std::string> schemas, BlockingPool& threads)
    : address_(std::move(address)),
      schemas_(schemas.empty() ? std::vector<std::string>{address_.database} : std::move(schemas)),
      pool_(std::make_shared<ConnectionPool>(
          PoolSettings{.max_connections = max_connections},
          [address = address_, &threads] { return open_one(address, threads); }, threads)) {}

Task<Result<MySessions::Session>> MySessions::begin(std::chrono::steady_clock::time_point deadline,
                                                    milliseconds statement_timeout) {
  for (;;) {
    auto taking = pool_->take(deadline);
    auto lease = co_await std::move(taking);
    if (!lease) co_return lease.error();
    Session session{MyLease(*std::move(lease))};
    auto& connection = *session.connection;
    // A session that was reset is in the address's database again, or in none.
    const bool is_elsewhere = schemas_.front() != address_.database;
    auto preparing = prepare(connection, settings_sql(connection, statement_timeout),
                             is_elsewhere ? schemas_.front() : std::string());
    const auto prepared = co_await std::move(preparing);
    if (prepared) co_return session;
    // What broke while nobody used it is nobody's failure.
    const bool is_stale = prepared.error().fault == Fault::kConnection;
    if (!is_stale || session.connection.is_fresh()) co_return prepared.error();
  }
}

Task<void> MySessions::end(Session& session) {
  if (session.connection->is_broken()) co_return;
  auto ending = session.connection->command("ROLLBACK");
  const auto ended = co_await std::move(ending);
  if (!ended) co_return;
  // A failure leaves the connection in a state in which the pool drops it.
  auto resetting = session.connection->reset();
  const auto was_reset = co_await std::move(resetting);
  static_cast<void>(was_reset.has_value());
}

}  // namespace askdb::mysql
