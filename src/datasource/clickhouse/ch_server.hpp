#pragma once

/// One ClickHouse server as one user: statements over its HTTP interface, always read-only.

#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "datasource/clickhouse/ch_tsv.hpp"
#include "datasource/http/http_server.hpp"

namespace askdb::clickhouse {

/// What is learned at the first statement.
struct ChContext {
  std::string version;  ///< "18.16.1".
  /// `readonly` of the user's profile. 0: may write and set; askdb sets 1. 1: may set nothing, so
  /// the server's own limits count. 2: may set limits, but not write.
  int readonly_level = 0;
  /// Settings of askdb's that this server knows.
  std::set<std::string> settings;

  /// EXPLAIN ESTIMATE came with 21.9.
  bool has_estimate() const;
};

struct ChStatement {
  std::string sql;
  std::chrono::milliseconds timeout{10'000};
  std::size_t max_rows = 0;  ///< Rows at which the server may stop; 0: none.
  std::size_t max_line_bytes = 64U << 20U;
};

class ChServer : public std::enable_shared_from_this<ChServer> {
 public:
  /// Connects to nothing yet. Fails with kConfig.
  static Result<std::shared_ptr<ChServer>> open(const DatasourceConfig& config,
                                                BlockingPool& threads);

  /// Runs one statement and hands its rows on. True when the sink wanted no more. Whatever ends it
  /// early, cancelling included, ends it on the server too: by KILL QUERY and by closing.
  Task<Result<bool>> run(ChStatement statement, TsvSink sink);
  /// All rows of a catalogue query.
  Task<Result<std::vector<Fields>>> rows(std::string sql, std::chrono::milliseconds timeout);
  /// A statement without rows, for trying what is refused.
  Task<Result<Done>> command(std::string sql, std::chrono::milliseconds timeout);

  Task<Result<std::shared_ptr<const ChContext>>> context(std::chrono::milliseconds timeout);
  /// Makes the next statement look again at version and settings.
  void forget();

  /// The database that unqualified names mean.
  const std::string& database() const { return database_; }

 private:
  class Running;
  ChServer(HttpServer http, const DatasourceConfig& config);
  HttpRequest request(std::string sql, const std::string& parameters,
                      std::chrono::milliseconds timeout) const;
  Task<Result<bool>> exchange(HttpRequest request, std::string id, TsvSink sink,
                              std::size_t max_line_bytes);
  Error reached(Error error) const;
  void kill(const std::string& id) noexcept;

  const HttpServer http_;
  const std::string database_;
  const std::string user_;
  const std::string password_;  // Secret; only ever in a header.
  const std::string place_;
  std::mutex mutex_;
  std::shared_ptr<const ChContext> context_;  // Guarded by mutex_.
};

}  // namespace askdb::clickhouse
