#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "datasource/trino/trino_catalog.hpp"

namespace askdb::trino {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Rows read that count as one unit of cost, so that limits mean about the same as for PostgreSQL,
/// whose sequential scans cost some 0.01 per row.
constexpr double kRowsPerCost = 100;

/// Trino writes "NaN" where it does not know.
double number_at(const json::value& value, std::string_view pointer) {
  json::error_code failed;
  const auto* found = value.find_pointer(json::string_view(pointer.data(), pointer.size()), failed);
  if (found == nullptr || !found->is_number()) return 0;
  const auto number = found->to_number<double>(failed);
  return std::isfinite(number) && number > 0 ? number : 0;
}

std::string text_at(const json::value& value, std::string_view pointer) {
  json::error_code failed;
  const auto* found = value.find_pointer(json::string_view(pointer.data(), pointer.size()), failed);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

CostEstimate read_io_plan(const std::string& text) {
  CostEstimate estimate;
  json::error_code failed;
  const auto plan = json::parse(text, failed);
  if (failed || !plan.is_object()) return estimate;
  double read = 0;
  const auto* inputs = plan.get_object().if_contains("inputTableColumnInfos");
  if (inputs != nullptr && inputs->is_array()) {
    for (const auto& input : inputs->get_array()) {
      const double rows = number_at(input, "/estimate/outputRowCount");
      read += rows;
      estimate.plan += "reads " +
                       (rows > 0 ? "about " + std::to_string(std::llround(rows)) + " rows"
                                 : std::string("an unknown number of rows")) +
                       " of " + text_at(input, "/table/schemaTable/schema") + "." +
                       text_at(input, "/table/schemaTable/table") + "\n";
    }
  }
  const double produced = number_at(plan, "/estimate/outputRowCount");
  estimate.rows = produced > 0 ? produced : read;
  estimate.total_cost = read / kRowsPerCost;
  return estimate;
}

}  // namespace

Task<Result<CostEstimate>> estimate_io(std::shared_ptr<TrinoServer> server, std::string sql,
                                       milliseconds timeout) {
  auto asking = server->rows("EXPLAIN (TYPE IO, FORMAT JSON) " + sql, timeout);
  const auto rows = co_await std::move(asking);
  if (!rows) co_return rows.error();
  if (rows->empty() || rows->front().empty()) co_return CostEstimate{};
  co_return read_io_plan(rows->front()[0].value_or(""));
}

Task<Result<Health>> probe(std::shared_ptr<TrinoServer> server, milliseconds timeout) {
  Health health;
  auto asking_version = server->version(timeout);
  const auto version = co_await std::move(asking_version);
  if (!version) co_return version.error();
  health.version = "Trino " + *version;
  const auto start = steady_clock::now();
  auto asking = server->rows("SELECT 1", timeout);
  const auto answered = co_await std::move(asking);
  if (!answered) co_return answered.error();
  health.latency =
      std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - start);

  std::string schema = server->schema();
  if (schema.empty()) schema = "default";
  // The analyser checks the rights to a CREATE TABLE AS (to a plain CREATE TABLE it does not), and
  // nothing is run.
  auto writing =
      server->rows("EXPLAIN (TYPE VALIDATE) CREATE TABLE " + quoted_identifier(server->catalog()) +
                       "." + quoted_identifier(schema) + ".askdb_write_probe AS SELECT 1 AS x",
                   timeout);
  const auto written = co_await std::move(writing);
  health.is_read_only = !written && is_write_refusal(written.error());
  if (health.is_read_only) {
    health.read_only_note = "Trino's analyser refuses a CREATE TABLE of this user.";
  } else if (written) {
    health.read_only_note =
        "Trino would let this user create tables; only askdb's guard stands before that: give the "
        "user read-only catalogue rules.";
  } else {
    health.read_only_note =
        "Whether Trino refuses writes could not be found out: " + written.error().message;
  }
  co_return health;
}

}  // namespace askdb::trino
