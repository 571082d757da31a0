#pragma once

/// All configured datasources by name.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/config.hpp"
#include "datasource/datasource.hpp"

namespace askdb {

class DatasourceManager {
 public:
  DatasourceManager() = default;
  /// Of datasources made elsewhere; each serves the database of its own name.
  /// `pool` is for work that joins them, and may be null.
  explicit DatasourceManager(std::vector<std::unique_ptr<Datasource>> datasources,
                             BlockingPool* pool = nullptr)
      : pool_(pool), datasources_(std::move(datasources)) {}

  /// Makes one datasource per configured entry; connects to none of them yet. Fails with kConfig
  /// for an unknown type or an unusable connection, naming the entry.
  static Result<std::unique_ptr<DatasourceManager>> create(
      const std::vector<DatasourceConfig>& configured, BlockingPool& pool);

  /// Null when there is none of that name (datasource names and database names both count).
  Datasource* find(std::string_view name) const;
  /// In configured order.
  const std::vector<std::unique_ptr<Datasource>>& all() const { return datasources_; }

  /// Those that serve `databases`, each once, in the order named. Fails with kInput for a name that
  /// none has.
  Result<std::vector<Datasource*>> serving(const std::vector<std::string>& databases) const;

  /// The threads of those that it made; null when it made none.
  BlockingPool* pool() const { return pool_; }

  /// The one datasource that serves all of `databases`, with the first seed's messages otherwise:
  /// "No databases specified", "Database 'x' not found in any datasource",
  /// "Cannot query across different datasources. Databases span: a, b".
  Result<Datasource*> route(const std::vector<std::string>& databases) const;

 private:
  BlockingPool* pool_ = nullptr;
  std::vector<std::unique_ptr<Datasource>> datasources_;
  /// Further names under which questions and overlays know a datasource, in lower case.
  std::map<std::string, Datasource*> aliases_;
};

}  // namespace askdb
