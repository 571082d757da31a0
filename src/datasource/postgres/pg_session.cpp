#include "datasource/postgres/pg_session.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace askdb::postgres {
namespace {

using std::chrono::milliseconds;

/// Locks are waited for briefly: a reader waits only for somebody who changes the table itself.
constexpr milliseconds kLockTimeout{2'000};

/// Values are read as text: these settings fix its form, whatever the server's defaults are.
constexpr const char* kTextForm =
    "SET LOCAL DateStyle = ISO; SET LOCAL IntervalStyle = postgres; SET LOCAL bytea_output = hex; "
    "SET LOCAL extra_float_digits = 1; SET LOCAL standard_conforming_strings = on; "
    "SET LOCAL statement_timeout = ";

std::string begin_sql(milliseconds statement_timeout, const PgContext* context) {
  const auto timeout = std::max<std::int64_t>(statement_timeout.count(), 1);
  return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; " + std::string(kTextForm) +
         std::to_string(timeout) +
         "; SET LOCAL lock_timeout = " + std::to_string(kLockTimeout.count()) +
         "; SET LOCAL idle_in_transaction_session_timeout = " + std::to_string(timeout + 30'000) +
         (context == nullptr
              ? std::string("; SET LOCAL search_path = pg_catalog")
              : "; SET LOCAL search_path = " + context->search_path + context->further_settings);
}

/// The role's own search path first, then every other schema it may use.
constexpr const char* kSchemas =
    "SELECT n.nspname FROM pg_catalog.pg_namespace n "
    "WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' "
    "AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') "
    "ORDER BY pg_catalog.array_position(pg_catalog.current_schemas(false), n.nspname), n.nspname";

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
  auto asking_limits = connection.query(kMayLimitFiles);
  const auto limits = co_await std::move(asking_limits);
  if (!limits) co_return limits.error();
  if (PQntuples(limits->get()) > 0 && *PQgetvalue(limits->get(), 0, 0) == 't') {
    context->further_settings = "; SET LOCAL temp_file_limit = '1GB'";
  }
  auto asking_types = connection.query(kTypes);
  const auto types = co_await std::move(asking_types);
  if (!types) co_return types.error();
  for (int row = 0; row < PQntuples(types->get()); ++row) {
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
