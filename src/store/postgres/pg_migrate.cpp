/// Brings the schema `askdb` to this program's version.

#include "postgres_store_migrations.embedded.hpp"
#include "store/migrations.hpp"
#include "store/postgres/postgres_store_impl.hpp"

namespace askdb {

using postgres::PgConnection;
using store::postgres_error;

namespace {

/// Held until the transaction's end by whoever migrates: "askd".
constexpr const char* kLock = "SELECT pg_catalog.pg_advisory_xact_lock(1634952036)";

constexpr const char* kHasVersions =
    "SELECT (pg_catalog.to_regclass('askdb.versions') IS NOT NULL)::int";
constexpr const char* kVersion = "SELECT coalesce(max(number), 0) FROM askdb.versions";

/// To make what is there already needs more rights than to use it.
constexpr const char* kHasSchema = "SELECT (pg_catalog.to_regnamespace('askdb') IS NOT NULL)::int";
constexpr const char* kMakeSchema = "CREATE SCHEMA askdb";
constexpr const char* kMakeVersions =
    "CREATE TABLE IF NOT EXISTS askdb.versions (number integer PRIMARY KEY, "
    "made_at timestamptz NOT NULL DEFAULT now())";

Task<Result<std::int64_t>> number(PgConnection& connection, const char* sql) {
  auto asking = connection.query(sql);
  const auto result = co_await std::move(asking);
  if (!result) co_return result.error();
  co_return store::PgRow(result->get(), 0).integer(0);
}

Task<Result<Done>> run_all(PgConnection& connection, std::vector<std::string> commands) {
  for (const auto& sql : commands) {
    auto running = connection.command(sql);
    const auto done = co_await std::move(running);
    if (!done) co_return postgres_error(done.error());
  }
  co_return Done{};
}

}  // namespace

Task<Result<int>> PostgresStore::version(PgConnection& connection) {
  auto looking = number(connection, kHasVersions);
  const auto has_versions = co_await std::move(looking);
  if (!has_versions) co_return postgres_error(has_versions.error());
  if (*has_versions == 0) co_return 0;
  auto asking = number(connection, kVersion);
  const auto found = co_await std::move(asking);
  if (!found) co_return postgres_error(found.error());
  const auto version = static_cast<int>(*found);
  const int known = store::newest_version(embedded::postgres_store_migrations);
  if (version > known) co_return store::newer_error(pool_->settings().place, version, known);
  co_return version;
}

Task<Result<Done>> PostgresStore::write_migrations(PgConnection& connection) {
  auto beginning = run_all(connection, {"BEGIN", kLock});
  const auto begun = co_await std::move(beginning);
  if (!begun) co_return begun.error();
  auto looking = number(connection, kHasSchema);
  const auto has_schema = co_await std::move(looking);
  if (!has_schema) co_return postgres_error(has_schema.error());
  // Another process may have done it all while we waited for the lock.
  auto reading = version(connection);
  const auto old = co_await std::move(reading);
  if (!old) co_return old.error();
  std::vector<std::string> commands;
  if (*has_schema == 0) commands.emplace_back(kMakeSchema);
  commands.emplace_back(kMakeVersions);
  for (const auto& [name, sql] : embedded::postgres_store_migrations) {
    const int target = store::version_of(name);
    if (target <= *old) continue;
    commands.emplace_back(sql);
    commands.push_back("INSERT INTO askdb.versions VALUES (" + std::to_string(target) + ")");
  }
  commands.emplace_back("COMMIT");
  auto running = run_all(connection, std::move(commands));
  co_return co_await std::move(running);
}

Task<Result<Done>> PostgresStore::migrate(PgConnection& connection) {
  auto reading = version(connection);
  const auto old = co_await std::move(reading);
  if (!old) co_return old.error();
  if (*old == store::newest_version(embedded::postgres_store_migrations)) co_return Done{};
  auto writing = write_migrations(connection);
  auto written = co_await std::move(writing);
  if (!written && !connection.is_broken()) {
    auto undoing = connection.command("ROLLBACK");
    const auto undone = co_await std::move(undoing);
    static_cast<void>(undone.has_value());
  }
  co_return written;
}

}  // namespace askdb
