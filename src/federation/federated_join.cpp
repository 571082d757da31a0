// What happens once the rows of all databases are in the workspace.

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "duckdb/watchdog.hpp"
#include "federation/federated_run.hpp"

namespace askdb::federation {
namespace {

ValueKind kind_of_type(const std::string& type) {
  const auto ends_with = [&](std::string_view end) { return type.ends_with(end); };
  if (ends_with("]")) return ValueKind::kArray;
  if (type == "BOOLEAN") return ValueKind::kBoolean;
  if (type.find("INT") != std::string::npos && type != "INTERVAL") return ValueKind::kInteger;
  if (type.starts_with("DECIMAL") || type == "DOUBLE" || type == "FLOAT")
    return ValueKind::kDecimal;
  if (type == "DATE") return ValueKind::kDate;
  if (type.starts_with("TIMESTAMP")) return ValueKind::kTimestamp;
  if (type.starts_with("TIME")) return ValueKind::kTime;
  if (type == "UUID") return ValueKind::kUuid;
  if (type == "JSON" || type.starts_with("STRUCT") || type.starts_with("MAP"))
    return ValueKind::kJson;
  if (type == "BLOB") return ValueKind::kBytes;
  return type == "VARCHAR" ? ValueKind::kText : ValueKind::kOther;
}

/// The statement over the workspace: a session, its rows, and a watch that ends it.
class Joining {
 public:
  Joining(std::unique_ptr<duckdb::Session> session, std::chrono::steady_clock::time_point deadline)
      : session_(std::move(session)), watch_(*session_, deadline) {}

  void stop() { watch_.stop(); }

  Result<std::vector<Row>> next(const std::string& sql) {
    if (!cursor_) {
      auto started = session_->stream(sql);
      if (!started) return told(started.error());
      cursor_.emplace(*std::move(started));
    }
    auto rows = cursor_->next();
    if (!rows) return told(rows.error());
    return rows;
  }

  std::vector<ResultColumn> columns() const {
    std::vector<ResultColumn> columns;
    for (const auto& column : cursor_->columns()) {
      columns.push_back({column.name, kind_of_type(column.type.name), column.type.name});
    }
    return columns;
  }

 private:
  Error told(Error error) const {
    if (error.fault != Fault::kCancelled || watch_.is_stopped()) return error;
    error.fault = Fault::kTimeout;
    error.message = "Joining the rows of the databases took too long.";
    error.next_step = "Filter further, or raise STATEMENT_TIMEOUT_MS.";
    return error;
  }

  std::unique_ptr<duckdb::Session> session_;
  duckdb::Watch watch_;
  std::optional<duckdb::Cursor> cursor_;  // Ends before its session.
};

}  // namespace

Task<Result<bool>> FederatedRun::join(CheckedSql statement, RowSink sink) {
  auto connect = [this] { return workspace_->session(); };
  auto session = co_await run_blocking(threads_, std::move(connect));
  if (!session) co_return session.error();
  auto joining = std::make_shared<Joining>(*std::move(session), deadline_);
  std::size_t taken = 0;
  for (bool is_first = true;; is_first = false) {
    auto next = [joining, sql = statement.runnable()] { return joining->next(sql); };
    std::function<void()> stop = [joining] { joining->stop(); };
    auto operation = run_blocking(threads_, std::move(next), std::move(stop));
    auto rows = co_await std::move(operation);
    if (!rows) co_return rows.error();
    if (is_first && sink.on_columns) sink.on_columns(joining->columns());
    if (rows->empty()) break;
    const auto left = statement.max_rows() - taken;
    const bool is_truncated = rows->size() > left;
    if (is_truncated) rows->resize(left);
    taken += rows->size();
    if (!rows->empty() && sink.on_batch && !sink.on_batch(*std::move(rows))) co_return true;
    if (is_truncated) co_return true;
  }
  co_return false;
}

Task<void> FederatedRun::measure_matches() {
  const auto place_of = [&](std::size_t need) {
    return federation_.merged.places[plan_.parts.needs[need].table].entry;
  };
  const auto is_reduced_by = [&](std::size_t need, std::size_t other) {
    return std::any_of(plan_.fetches.begin(), plan_.fetches.end(), [&](const Fetch& fetch) {
      return fetch.need == need && fetch.keys && fetch.keys->from.need == other &&
             slots_[need]->part.keys_passed > 0;
    });
  };
  for (const auto& link : plan_.parts.links) {
    const auto [left, right] = link;
    if (place_of(left.need) == place_of(right.need)) continue;
    if (place_of(left.need) == kHere || place_of(right.need) == kHere) continue;
    KeyMatch match{.left = column_name(left), .right = column_name(right)};
    for (const auto& reference : federation_.merged.references) {
      const auto from = reference.database + "." + reference.table + "." + reference.column;
      const auto to = reference.to_database + "." + reference.to_table + "." + reference.to_column;
      const bool is_it =
          (from == match.left && to == match.right) || (from == match.right && to == match.left);
      match.is_inferred = match.is_inferred || (is_it && reference.is_inferred);
    }
    const auto left_name = match.left.substr(match.left.rfind('.') + 1);
    const auto right_name = match.right.substr(match.right.rfind('.') + 1);
    auto measure = [this, left = left, right = right, left_name, right_name] {
      auto there = workspace_->match(left.need, left_name, right.need, right_name);
      auto back = workspace_->match(right.need, right_name, left.need, left_name);
      return std::pair(std::move(there), std::move(back));
    };
    const auto [there, back] = co_await run_blocking(threads_, std::move(measure));
    // Types that do not meet make no match; the statement itself will say so.
    if (!there || !back) continue;
    match.left_keys = there->keys;
    match.right_keys = back->keys;
    if (!is_reduced_by(left.need, right.need)) match.left_unmatched = there->unmatched;
    if (!is_reduced_by(right.need, left.need)) match.right_unmatched = back->unmatched;
    report_.matches.push_back(std::move(match));
  }
}

}  // namespace askdb::federation
