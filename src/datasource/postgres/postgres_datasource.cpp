#include "datasource/postgres/postgres_datasource.hpp"

#include <boost/json.hpp>
#include <utility>

#include "base/text.hpp"
#include "datasource/engines.hpp"
#include "datasource/postgres/pg_catalog.hpp"
#include "datasource/postgres/pg_values.hpp"

namespace askdb {
namespace {

using postgres::PgSessions;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// The server ends a statement at its limit; only when it does not, the client does a little later.
constexpr milliseconds kGrace{500};
constexpr milliseconds kCatalogueTimeout{10'000};
constexpr std::size_t kFirstBatch = 64;
constexpr std::size_t kBatch = 1'024;

postgres::PgPoolSettings pool_settings(const DatasourceConfig& config) {
  return {.connection = config.connection,
          .place = config.display_url.empty() ? "`" + config.name + "`" : config.display_url,
          .max_connections = config.max_connections,
          .connect_timeout = config.connect_timeout};
}

/// `operation`, ended at `limit` and a little; then the error names the limit itself.
template <class T>
Task<Result<T>> within(Task<Result<T>> operation, milliseconds limit) {
  auto limited = with_deadline(std::move(operation), limit + kGrace);
  auto result = co_await std::move(limited);
  if (!result && result.error().fault == Fault::kTimeout &&
      result.error().message == deadline_error(limit + kGrace).message) {
    co_return deadline_error(limit);
  }
  co_return result;
}

/// One line per node of EXPLAIN's JSON, indented.
void describe_plan(const boost::json::object& node, std::size_t depth, std::string& text) {
  auto word = [&](const char* key) {
    const auto* value = node.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string().c_str())
                                                  : std::string();
  };
  auto number = [&](const char* key) {
    const auto* value = node.if_contains(key);
    boost::json::error_code failed;
    return value == nullptr ? 0.0 : value->to_number<double>(failed);
  };
  text += std::string(2 * depth, ' ') + word("Node Type");
  for (const char* key : {"Relation Name", "Index Name", "CTE Name"}) {
    if (!word(key).empty()) text += (key[0] == 'I' ? " using " : " on ") + word(key);
  }
  text += "  (rows " + std::to_string(static_cast<std::int64_t>(number("Plan Rows"))) + ", cost " +
          std::to_string(static_cast<std::int64_t>(number("Total Cost"))) + ")\n";
  const auto* below = node.if_contains("Plans");
  if (below == nullptr || !below->is_array()) return;
  for (const auto& child : below->get_array()) {
    if (child.is_object()) describe_plan(child.get_object(), depth + 1, text);
  }
}

Result<CostEstimate> read_plan(const std::string& text) {
  boost::json::error_code failed;
  const auto parsed = boost::json::parse(text, failed);
  const boost::json::object* plan = nullptr;
  if (!failed && parsed.is_array() && !parsed.get_array().empty() &&
      parsed.get_array()[0].is_object()) {
    const auto* found = parsed.get_array()[0].get_object().if_contains("Plan");
    if (found != nullptr && found->is_object()) plan = &found->get_object();
  }
  if (plan == nullptr) {
    return Error{.fault = Fault::kOther,
                 .message = "The database's plan could not be read.",
                 .next_step = "Run the statement without an estimate.",
                 .detail = {}};
  }
  CostEstimate estimate;
  if (const auto* cost = plan->if_contains("Total Cost")) {
    estimate.total_cost = cost->to_number<double>(failed);
  }
  if (const auto* rows = plan->if_contains("Plan Rows")) {
    estimate.rows = rows->to_number<double>(failed);
  }
  describe_plan(*plan, 0, estimate.plan);
  return estimate;
}

std::size_t size_of(const Row& row) {
  std::size_t bytes = row.size() * sizeof(Value);
  for (const auto& value : row) {
    if (const auto* text = std::get_if<std::string>(&value)) bytes += text->size();
  }
  return bytes;
}

Task<Result<CostEstimate>> explain(std::shared_ptr<PgSessions> sessions, std::string sql,
                                   milliseconds timeout) {
  auto beginning = sessions->begin(steady_clock::now() + timeout, timeout);
  auto session = co_await std::move(beginning);
  if (!session) co_return session.error();
  auto asking = session->connection->query("EXPLAIN (FORMAT JSON) " + sql);
  const auto answer = co_await std::move(asking);
  auto ending = PgSessions::end(*session);
  co_await std::move(ending);
  if (!answer) co_return answer.error();
  if (PQntuples(answer->get()) == 0) co_return read_plan("");
  co_return read_plan(PQgetvalue(answer->get(), 0, 0));
}

}  // namespace

PostgresDatasource::PostgresDatasource(const DatasourceConfig& config, BlockingPool& threads)
    : name_(config.name),
      identity_(config.display_url + "\n" + join(config.schemas, "\n")),
      sessions_(std::make_shared<PgSessions>(
          std::make_shared<postgres::PgPool>(pool_settings(config), threads), config.schemas)) {}

Task<Result<bool>> PostgresDatasource::stream_all(std::string sql, std::size_t max_rows,
                                                  RunLimits limits, RowSink sink) {
  const auto start = steady_clock::now();
  auto sessions = sessions_;
  auto beginning = sessions->begin(start + limits.timeout, limits.timeout);
  auto session = co_await std::move(beginning);
  if (!session) co_return session.error();
  auto starting = session->connection->start(std::move(sql));
  const auto started = co_await std::move(starting);
  if (!started) co_return started.error();

  std::vector<ResultColumn> columns;
  std::vector<Row> batch;
  std::size_t batch_size = kFirstBatch;
  std::size_t taken = 0;
  std::size_t bytes = 0;
  bool is_truncated = false;
  for (;;) {
    auto waiting = session->connection->next();
    const auto result = co_await std::move(waiting);
    if (!result) {
      auto ending = PgSessions::end(*session);
      co_await std::move(ending);
      co_return result.error();
    }
    if (!*result) break;
    if (columns.empty()) {
      columns = postgres::result_columns(result->get(), session->context->types);
      if (sink.on_columns) sink.on_columns(columns);
    }
    if (PQntuples(result->get()) == 0) continue;
    // The limit in the text lets one row more through: that there is one is all that counts.
    is_truncated = taken == max_rows;
    if (is_truncated) continue;
    Row row;
    row.reserve(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
      row.push_back(postgres::read_value(result->get(), 0, static_cast<int>(i), columns[i]));
    }
    bytes += size_of(row);
    ++taken;
    batch.push_back(std::move(row));
    const bool is_too_large = bytes > limits.max_bytes;
    if (batch.size() < batch_size && !is_too_large) continue;
    batch_size = kBatch;
    const bool goes_on = !sink.on_batch || sink.on_batch(std::exchange(batch, {}));
    // Dropping the session in the middle of a result cancels the statement on the server.
    if (!goes_on || is_too_large) co_return true;
  }
  auto ending = PgSessions::end(*session);
  co_await std::move(ending);
  if (!batch.empty() && sink.on_batch && !sink.on_batch(std::move(batch))) co_return true;
  co_return is_truncated;
}

Task<Result<bool>> PostgresDatasource::stream(CheckedSql statement, RunLimits limits,
                                              RowSink sink) {
  auto operation = stream_all(statement.runnable(), statement.max_rows(), limits, std::move(sink));
  auto limited = within(std::move(operation), limits.timeout);
  co_return co_await std::move(limited);
}

Task<Result<CostEstimate>> PostgresDatasource::estimate(CheckedSql statement, RunLimits limits) {
  auto operation = explain(sessions_, statement.runnable(), limits.timeout);
  auto limited = within(std::move(operation), limits.timeout);
  co_return co_await std::move(limited);
}

Task<Result<Database>> PostgresDatasource::introspect(milliseconds timeout) {
  sessions_->forget();
  auto operation = postgres::read_catalog(sessions_, name_, timeout);
  auto limited = within(std::move(operation), timeout);
  co_return co_await std::move(limited);
}

Task<Result<std::string>> PostgresDatasource::schema_fingerprint() {
  auto operation = postgres::read_fingerprint(sessions_, kCatalogueTimeout);
  auto limited = within(std::move(operation), kCatalogueTimeout);
  co_return co_await std::move(limited);
}

Task<Result<std::vector<ColumnValues>>> PostgresDatasource::distinct_values(
    std::shared_ptr<const Database> schema, ValueLimits limits) {
  // Ends by itself when time is up, with what it has.
  auto operation = postgres::read_values(sessions_, std::move(schema), limits);
  co_return co_await std::move(operation);
}

Task<Result<Health>> PostgresDatasource::probe() {
  auto operation = postgres::probe(sessions_, kCatalogueTimeout);
  auto limited = within(std::move(operation), kCatalogueTimeout);
  co_return co_await std::move(limited);
}

Result<std::shared_ptr<const Guard>> PostgresDatasource::make_guard(
    std::shared_ptr<const Database> schema) {
  return std::shared_ptr<const Guard>(make_postgresql_guard(std::move(schema)));
}

Result<std::unique_ptr<Datasource>> make_postgres_datasource(const DatasourceConfig& config,
                                                             BlockingPool& threads) {
  return std::unique_ptr<Datasource>(std::make_unique<PostgresDatasource>(config, threads));
}

}  // namespace askdb
