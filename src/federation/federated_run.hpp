#pragma once

/// One statement over several databases under way.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <memory>
#include <optional>
#include <vector>

#include "federation/federated_datasource.hpp"

namespace askdb::federation {

/// Runs on the executor it is given, one thread at a time. Everything it was given outlives it.
class FederatedRun {
 public:
  FederatedRun(const Federation& federation, const FederatedPlan& plan, BlockingPool& threads,
               const asio::any_io_executor& executor,
               std::chrono::steady_clock::time_point deadline);

  /// Fetches, joins and hands over the rows. Once. Cancelling it stops every statement under way.
  Task<Result<bool>> run(CheckedSql statement, RowSink sink);
  FederationReport report() const { return report_; }

 private:
  /// A fetch under way; `done` is cancelled when it has arrived.
  struct Slot {
    asio::steady_timer done;
    bool is_done = false;
    SourcePart part;
  };
  /// What narrows a fetch: nothing, or lists of keys; none at all when there are no keys.
  struct Keys {
    std::vector<std::string> lists{std::string()};
    std::size_t count = 0;
  };
  using LoadStrand = asio::strand<asio::thread_pool::executor_type>;

  Task<Result<Done>> open_workspace();
  /// All fetches side by side, each after the one whose keys it needs; the first error ends all.
  Task<Result<Done>> fetch_all();
  Task<void> fetch(std::size_t index);
  Task<Result<Done>> fetch_one(std::size_t index);
  Task<Result<Keys>> keys_for(const Fetch& fetch);
  /// Fails when the database expects more rows by these keys than may be moved, or too much work.
  Task<Result<Done>> ask_how_many(std::size_t need, std::string keys);
  Task<Result<Done>> load(std::size_t index, std::string keys, std::shared_ptr<Loader> loader,
                          LoadStrand strand);
  Task<Result<Done>> load_earlier(const Need& need, std::shared_ptr<Loader> loader);
  Task<void> measure_matches();
  Task<Result<bool>> join(CheckedSql statement, RowSink sink);

  std::string column_name(const NeedColumn& column) const;
  std::string database_of(std::size_t need) const;
  RunLimits limits_left() const;
  Error too_much(std::size_t need) const;

  const Federation& federation_;
  const FederatedPlan& plan_;
  BlockingPool& threads_;
  asio::any_io_executor executor_;
  std::chrono::steady_clock::time_point deadline_;
  std::vector<std::unique_ptr<Slot>> slots_;  // By need.
  std::shared_ptr<Workspace> workspace_;
  std::size_t rows_moved_ = 0;
  std::optional<Error> failure_;
  FederationReport report_;
};

}  // namespace askdb::federation
