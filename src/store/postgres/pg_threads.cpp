/// PostgresStore's threads, and what is told of them.

#include "store/postgres/postgres_store_impl.hpp"
#include "store/rows.hpp"

namespace askdb {

using store::number_parameter;
using store::parameter;
using store::PgRow;
using store::search_text;

namespace {

const std::string kInsertThread =
    "INSERT INTO askdb.threads (id, owner, name, search, created_at, updated_at, share_token) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)";
const std::string kSelectThreads = "SELECT " + store::kThreadColumns + " FROM askdb.threads ";
const std::string kThreadById = kSelectThreads + "WHERE id = $1";
const std::string kThreadByToken = kSelectThreads + "WHERE share_token = $1";
const std::string kPage = "WHERE owner = $1 AND (updated_at, id) < ($2, $3) ";
const std::string kOrder = "ORDER BY updated_at DESC, id DESC LIMIT $4::bigint";
const std::string kAllThreads = kSelectThreads + kPage + kOrder;
const std::string kFoundThreads =
    kSelectThreads + kPage +
    "AND (strpos(search, $5) > 0 OR EXISTS (SELECT 1 FROM askdb.messages m "
    "WHERE m.thread_id = threads.id AND strpos(m.search, $5) > 0)) " +
    kOrder;
const std::string kUpdateThread =
    "WITH changed AS (UPDATE askdb.threads SET name = $2, search = $3, share_token = $4 "
    "WHERE id = $1 RETURNING 1) SELECT count(*) FROM changed";
const std::string kDeleteThread =
    "WITH gone AS (DELETE FROM askdb.threads WHERE id = $1 RETURNING 1) SELECT count(*) FROM gone";
const std::string kDatabases =
    "SELECT name FROM askdb.thread_databases WHERE thread_id = $1 ORDER BY name";
const std::string kTokens =
    "SELECT stage, model, sum(input_tokens)::bigint, sum(output_tokens)::bigint, "
    "sum(calls)::bigint, sum(price_usd), min(is_price_known::int), sum(t.elapsed_ms)::bigint "
    "FROM askdb.tokens t JOIN askdb.messages m ON m.number = t.message WHERE m.thread_id = $1 "
    "GROUP BY stage, model ORDER BY stage, model";

/// Sorts after every time: a first page is a page like the others.
constexpr const char* kEndOfTime = "~";

std::string read_name(const PgRow& row) { return std::string(row.text(0)); }

}  // namespace

Task<Result<Done>> PostgresStore::create_thread(Thread thread) {
  Parameters parameters{parameter(thread.id),         parameter(thread.owner),
                        parameter(thread.name),       search_text(thread.name),
                        parameter(thread.created_at), parameter(thread.updated_at),
                        parameter(thread.share_token)};
  auto asking = ask(kInsertThread, std::move(parameters), Repeat::kNever);
  const auto result = co_await std::move(asking);
  if (!result) co_return result.error();
  co_return Done{};
}

Task<Result<std::vector<Thread>>> PostgresStore::threads(ThreadQuery query) {
  const std::string after = query.after_time.empty() ? kEndOfTime : query.after_time;
  Parameters parameters{parameter(query.owner), parameter(after), parameter(query.after_id),
                        number_parameter(query.limit)};
  if (query.text.empty()) {
    return list(kAllThreads, std::move(parameters), &store::read_thread<PgRow>);
  }
  parameters.emplace_back(search_text(query.text));
  return list(kFoundThreads, std::move(parameters), &store::read_thread<PgRow>);
}

Task<Result<std::optional<Thread>>> PostgresStore::thread(std::string id) {
  return first(kThreadById, {parameter(id)}, &store::read_thread<PgRow>);
}

Task<Result<std::optional<Thread>>> PostgresStore::shared_thread(std::string share_token) {
  return first(kThreadByToken, {parameter(share_token)}, &store::read_thread<PgRow>);
}

Task<Result<bool>> PostgresStore::update_thread(Thread thread) {
  Parameters parameters{parameter(thread.id), parameter(thread.name), search_text(thread.name),
                        parameter(thread.share_token)};
  return is_done(kUpdateThread, std::move(parameters), Repeat::kMay);
}

Task<Result<bool>> PostgresStore::delete_thread(std::string id) {
  return is_done(kDeleteThread, {parameter(id)}, Repeat::kNever);
}

Task<Result<std::vector<TokenRecord>>> PostgresStore::tokens(std::string thread_id) {
  return list(kTokens, {parameter(thread_id)}, &store::read_tokens<PgRow>);
}

Task<Result<std::vector<std::string>>> PostgresStore::databases(std::string thread_id) {
  return list(kDatabases, {parameter(thread_id)}, &read_name);
}

}  // namespace askdb
