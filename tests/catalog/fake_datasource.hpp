#pragma once

/// A datasource that describes a given schema and counts how often it is asked.

#include <atomic>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <utility>

#include "datasource/datasource.hpp"

namespace askdb {

class FakeGuard : public Guard {
 public:
  Verdict check(std::string_view, const GuardPolicy&) const noexcept override {
    return Refusal{"fake", "", "", std::nullopt};
  }
};

/// What the test sees of a FakeDatasource, which the manager owns.
struct FakeState {
  Database database;
  std::vector<ColumnValues> values;
  std::string fingerprint = "one";
  std::string identity = "here";
  std::optional<Error> failure;
  int fingerprints = 0;
  int introspections = 0;
  int value_reads = 0;
  std::vector<std::string> read_tables;  ///< Whose values were read last.
  std::atomic<int> stopped{0};           ///< Introspections that were cancelled.
  bool is_slow = false;                  ///< Introspection waits until `release` or cancellation.
  std::function<void()> release;
};

class FakeDatasource : public Datasource {
 public:
  FakeDatasource(std::string name, std::shared_ptr<FakeState> state)
      : name_(std::move(name)), state_(std::move(state)) {}

  const std::string& name() const override { return name_; }
  Dialect dialect() const override { return Dialect::kPostgresql; }
  std::string identity() const override { return state_->identity; }

  Task<Result<bool>> stream(CheckedSql, RunLimits, RowSink) override {
    co_return Error{Fault::kOther, "not part of these tests", "", ""};
  }
  Task<Result<CostEstimate>> estimate(CheckedSql, RunLimits) override { co_return CostEstimate{}; }

  Task<Result<Database>> introspect(std::chrono::milliseconds) override {
    ++state_->introspections;
    if (state_->is_slow) {
      asio::steady_timer timer(co_await asio::this_coro::executor,
                               asio::steady_timer::time_point::max());
      state_->release = [&timer] { timer.cancel(); };
      boost::system::error_code failure;
      auto waiting = timer.async_wait(asio::redirect_error(asio::use_awaitable, failure));
      co_await std::move(waiting);
      const auto cancelled = co_await asio::this_coro::cancellation_state;
      if (cancelled.cancelled() != asio::cancellation_type::none) {
        ++state_->stopped;
        throw boost::system::system_error(asio::error::operation_aborted);
      }
    }
    if (state_->failure) co_return *state_->failure;
    Database found = state_->database;
    found.fingerprint = state_->fingerprint;
    co_return found;
  }

  Task<Result<std::string>> schema_fingerprint() override {
    ++state_->fingerprints;
    if (state_->failure) co_return *state_->failure;
    co_return state_->fingerprint;
  }

  Task<Result<std::vector<ColumnValues>>> distinct_values(std::shared_ptr<const Database> schema,
                                                          ValueLimits) override {
    ++state_->value_reads;
    state_->read_tables.clear();
    for (const auto& table : schema->tables) state_->read_tables.push_back(table.name);
    std::vector<ColumnValues> found;
    for (const auto& one : state_->values) {
      if (schema->table(one.schema, one.table) != nullptr) found.push_back(one);
    }
    co_return found;
  }

  Task<Result<Health>> probe() override { co_return Health{}; }
  Result<std::shared_ptr<const Guard>> make_guard(std::shared_ptr<const Database>) override {
    return std::shared_ptr<const Guard>(std::make_shared<FakeGuard>());
  }

 private:
  const std::string name_;
  const std::shared_ptr<FakeState> state_;
};

}  // namespace askdb
