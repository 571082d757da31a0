#pragma once

/// A datasource made ready for the offline engine alone: schema, values, guard, and a way to run.

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>

#include "catalog/catalog.hpp"
#include "datasource/manager.hpp"
#include "face/terminal/evaluation/subject.hpp"

namespace askdb::evaluation {

class EngineSource {
 public:
  /// Connects and reads the catalogue; waits. `pool` outlives it. Fails as the datasource does.
  static Result<std::unique_ptr<EngineSource>> open(const DatasourceConfig& config,
                                                    BlockingPool& pool);

  std::shared_ptr<const Database> database() const { return entry_->database; }
  const std::vector<KnownValues>& values() const { return values_; }

  /// Guards and runs a statement; waits. At most `kMaxRows` rows. Fails with kRefused when the
  /// guard refuses.
  Result<Rows> run(const std::string& sql, std::chrono::milliseconds timeout);

  static constexpr std::size_t kMaxRows = 200'000;

 private:
  explicit EngineSource(std::unique_ptr<DatasourceManager> datasources)
      : datasources_(std::move(datasources)), catalog_(*datasources_, Overlays(), {}) {}

  asio::io_context io_;  ///< Outlives the connections, which are bound to it.
  std::unique_ptr<DatasourceManager> datasources_;
  Catalog catalog_;
  std::shared_ptr<const CatalogEntry> entry_;
  std::vector<KnownValues> values_;
};

}  // namespace askdb::evaluation
