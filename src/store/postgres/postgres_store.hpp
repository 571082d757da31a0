#pragma once

/// The store that several processes share: tables in the schema `askdb` of a PostgreSQL database.
/// Each call is one statement, so that it is one round trip and one transaction. A lost connection
/// is made anew with the next call.

#include <atomic>
#include <memory>

#include "datasource/postgres/pg_pool.hpp"
#include "store/postgres/pg_row.hpp"
#include "store/store.hpp"

namespace askdb {

class PostgresStore : public Store {
 public:
  /// `connection` is a libpq URL (secret), `place` the same for people. `threads` outlives the
  /// store.
  PostgresStore(std::string connection, std::string place, std::size_t max_connections,
                BlockingPool& threads);

  std::string kind() const override { return "postgresql"; }
  Task<Result<Done>> open() override;
  Task<Result<Done>> check() override;

  Task<Result<Done>> create_thread(Thread thread) override;
  Task<Result<std::vector<Thread>>> threads(ThreadQuery query) override;
  Task<Result<std::optional<Thread>>> thread(std::string id) override;
  Task<Result<std::optional<Thread>>> shared_thread(std::string share_token) override;
  Task<Result<bool>> update_thread(Thread thread) override;
  Task<Result<bool>> delete_thread(std::string id) override;

  Task<Result<bool>> add_messages(std::vector<Message> messages) override;
  Task<Result<bool>> update_message(MessageUpdate update) override;
  Task<Result<std::optional<Message>>> message(std::string id) override;
  Task<Result<std::vector<Message>>> messages(std::string thread_id, std::string after,
                                              std::size_t limit) override;
  Task<Result<std::vector<Message>>> last_messages(std::string thread_id,
                                                   std::size_t count) override;
  Task<Result<std::vector<Message>>> unfinished_messages() override;
  bool is_shared() const override { return true; }
  Task<Result<std::vector<std::string>>> keep_alive(std::vector<std::string> message_ids) override;
  Task<Result<std::vector<Message>>> abandoned_messages(std::chrono::seconds silence) override;

  Task<Result<std::vector<StoredEvent>>> events(std::string message_id,
                                                std::int64_t after) override;
  Task<Result<std::optional<StoredResult>>> result(std::string message_id, int step) override;
  Task<Result<std::vector<TokenRecord>>> tokens(std::string thread_id) override;
  Task<Result<std::vector<std::string>>> databases(std::string thread_id) override;

  Task<Result<std::optional<PendingApproval>>> approval(std::string message_id) override;
  Task<Result<bool>> answer_approval(std::string id, json::value answer) override;

  Task<Result<bool>> rate(std::string message_id, json::value rating) override;
  Task<Result<std::vector<RunLog>>> run_logs(std::size_t limit) override;

 private:
  using Parameters = postgres::PgConnection::Parameters;

  /// Whether a statement may be sent again when the connection broke before its answer came.
  enum class Repeat { kNever, kMay };

  /// Waits for a connection that is set up.
  Task<Result<postgres::PgLease>> connection();
  Task<Result<postgres::PgResult>> ask(std::string sql, Parameters parameters, Repeat repeat);
  /// Every row, the first row if there is one, or whether a count in the first row is not 0.
  template <class T>
  Task<Result<std::vector<T>>> list(std::string sql, Parameters parameters,
                                    T (*read)(const store::PgRow&));
  template <class T>
  Task<Result<std::optional<T>>> first(std::string sql, Parameters parameters,
                                       T (*read)(const store::PgRow&));
  Task<Result<bool>> is_done(std::string sql, Parameters parameters, Repeat repeat);

  Task<Result<Done>> migrate(postgres::PgConnection& connection);
  Task<Result<Done>> write_migrations(postgres::PgConnection& connection);
  Task<Result<int>> version(postgres::PgConnection& connection);

  const std::shared_ptr<postgres::PgPool> pool_;
  std::atomic<bool> is_open_ = false;
};

}  // namespace askdb
