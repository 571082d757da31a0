#include "datasource/postgres/pg_session.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace askdb::postgres {
namespace {

using std::chrono::milliseconds;

/// Locks are waited for briefly: a reader waits only for somebody who changes the table itself.
constexpr milliseconds kLockTimeout{2'000};

struct Setting {
  std::string_view name;  ///< In lower case, as pg_settings has it.
  std::string_view value;
};

/// Values are read as text: these settings fix its form, whatever the server's defaults are.
/// Databases that only speak PostgreSQL's language (Redshift, Greenplum, CockroachDB) lack some.
constexpr Setting kTextForm[] = {{"datestyle", "ISO"},
                                 {"intervalstyle", "postgres"},
                                 {"bytea_output", "hex"},
                                 {"extra_float_digits", "1"},
                                 {"standard_conforming_strings", "on"}};
constexpr const char* kLockSetting = "lock_timeout";
constexpr const char* kIdleSetting = "idle_in_transaction_session_timeout";
constexpr const char* kFileSetting = "temp_file_limit";

/// `context` is null at the first connection: then only what every such database knows is set.
std::string begin_sql(milliseconds statement_timeout, const PgContext* context) {
  const auto timeout = std::max<std::int64_t>(statement_timeout.count(), 1);
  std::string sql =
      "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = " +
      std::to_string(timeout);
  if (context == nullptr) return sql + "; SET LOCAL search_path = pg_catalog";
  auto set = [&](std::string_view name, std::string_view value) {
    if (context->settings.count(std::string(name)) == 0) return;
    sql += "; SET LOCAL " + std::string(name) + " = " + std::string(value);
  };
  for (const auto& setting : kTextForm) set(setting.name, setting.value);
  set(kLockSetting, std::to_string(kLockTimeout.count()));
  set(kIdleSetting, std::to_string(timeout + 30'000));
  if (context->may_limit_files) set(kFileSetting, "'1GB'");
  return sql + "; SET LOCAL search_path = " + context->search_path;
}

std::string known_settings_sql() {
  std::string names;
  for (const auto& setting : kTextForm) names += quoted_literal(setting.name) + ", ";
  for (const char* name : {kLockSetting, kIdleSetting}) names += quoted_literal(name) + ", ";
  return "SELECT lower(name) FROM pg_catalog.pg_settings WHERE lower(name) IN (" + names +
         quoted_literal(kFileSetting) + ")";
}

/// The role's own search path first, then every other schema it may use. (Old relatives of
/// PostgreSQL have no array_position.)
constexpr const char* kSchemas =
    "SELECT n.nspname FROM pg_catalog.pg_namespace n "
    "WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' "
    "AND n.nspname <> 'crdb_internal' AND n.nspname <> 'gp_toolkit' "
    "AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') "
    "ORDER BY nullif(pg_catalog.strpos(',' || pg_catalog.array_to_string("
    "pg_catalog.current_schemas(false), ',') || ',', ',' || n.nspname || ',')::integer, 0), "
    "n.nspname";

/// Only a superuser may set `temp_file_limit`.
constexpr const char* kMayLimitFiles =
    "SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user";

constexpr const char* kTypes =
    "SELECT t.oid, t.typname, t.typcategory, t.typtype FROM pg_catalog.pg_type t "
    "WHERE t.oid >= 16384 AND t.typtype IN ('b', 'e', 'r', 'm') AND t.typcategory <> 'A'";

}  // namespace

Task<Result<std::shared_ptr<const PgContext>>> PgSessions::learn(PgConnection& connection) {
  auto context = std::make_shared<PgContext>();
  auto asking = connection.query(kSchemas);
  const auto names = co_await std::move(asking);
  if (!names) co_return names.error();
  std::vector<std::string> schemas = schemas_;
  if (schemas.empty()) {
    for (int row = 0; row < PQntuples(names->get()); ++row) {
      schemas.emplace_back(PQgetvalue(names->get(), row, 0));
    }
  }
  context->default_schema = schemas.empty() ? "public" : schemas.front();
  context->search_path = "pg_catalog";
  for (const auto& schema : schemas) context->search_path += ", " + quoted_identifier(schema);
  auto asking_settings = connection.query(known_settings_sql());
  const auto settings = co_await std::move(asking_settings);
  if (!settings && settings.error().fault == Fault::kConnection) co_return settings.error();
  for (int row = 0; settings && row < PQntuples(settings->get()); ++row) {
    context->settings.emplace(PQgetvalue(settings->get(), row, 0));
  }
  auto asking_limits = connection.query(kMayLimitFiles);
  const auto limits = co_await std::move(asking_limits);
  if (!limits && limits.error().fault == Fault::kConnection) co_return limits.error();
  context->may_limit_files =
      limits && PQntuples(limits->get()) > 0 && *PQgetvalue(limits->get(), 0, 0) == 't';
  auto asking_types = connection.query(kTypes);
  const auto types = co_await std::move(asking_types);
  // Without a list of its own types a database still has the built-in ones.
  if (!types && types.error().fault == Fault::kConnection) co_return types.error();
  for (int row = 0; types && row < PQntuples(types->get()); ++row) {
    const auto oid = static_cast<Oid>(std::stoul(PQgetvalue(types->get(), row, 0)));
    const std::string name = PQgetvalue(types->get(), row, 1);
    context->types[oid] = {name, kind_of_type(name, *PQgetvalue(types->get(), row, 2),
                                              *PQgetvalue(types->get(), row, 3))};
  }
  const std::scoped_lock lock(mutex_);
  context_ = context;
  co_return std::shared_ptr<const PgContext>(context);
}

void PgSessions::forget() {
  const std::scoped_lock lock(mutex_);
  context_.reset();
}

Task<Result<PgSessions::Session>> PgSessions::begin(std::chrono::steady_clock::time_point deadline,
                                                    milliseconds statement_timeout) {
  for (;;) {
    auto taking = pool_->take(deadline);
    auto lease = co_await std::move(taking);
    if (!lease) co_return lease.error();
    Session session{*std::move(lease), nullptr};
    {
      const std::scoped_lock lock(mutex_);
      session.context = context_;
    }
    const bool is_known = session.context != nullptr;
    auto beginning =
        session.connection->command(begin_sql(statement_timeout, session.context.get()));
    const auto begun = co_await std::move(beginning);
    if (!begun) {
      // What broke while nobody used it is nobody's failure.
      if (begun.error().fault == Fault::kConnection && !session.connection.is_fresh()) continue;
      co_return begun.error();
    }
    if (!is_known) {
      // `current_schemas` in the transaction would show our own path: end it first.
      auto ending = end(session);
      co_await std::move(ending);
      auto learning = learn(*session.connection);
      auto context = co_await std::move(learning);
      if (!context) co_return context.error();
      session.context = *context;
      auto again = session.connection->command(begin_sql(statement_timeout, session.context.get()));
      const auto begun_again = co_await std::move(again);
      if (!begun_again) co_return begun_again.error();
    }
    co_return session;
  }
}

Task<void> PgSessions::end(Session& session) {
  if (session.connection->is_broken()) co_return;
  auto ending = session.connection->command("ROLLBACK");
  // A failure leaves the connection in a state in which the pool drops it.
  const auto ended = co_await std::move(ending);
  static_cast<void>(ended.has_value());
}

}  // namespace askdb::postgres
