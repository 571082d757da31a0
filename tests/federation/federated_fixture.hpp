#pragma once

/// Several real databases behind one FederatedDatasource.

#include <gmock/gmock.h>

#include <filesystem>
#include <set>

#include "datasource/manager.hpp"
#include "federation/federated_datasource.hpp"
#include "federation/merged_cache.hpp"
#include "fixtures/postgres_server.hpp"
#include "fixtures/run_task.hpp"
#include "fixtures/sqlite_file.hpp"

namespace askdb::testing {

class Federated : public ::testing::Test {
 protected:
  void add_sqlite(const std::string& name, const std::string& sql) {
    files_.push_back(std::make_unique<SqliteFile>(sql));
    DatasourceConfig source;
    source.name = name;
    source.type = "sqlite";
    source.connection = files_.back()->path();
    configs_.push_back(source);
  }

  /// False, and the test skipped, where no server can be had.
  bool add_postgres(const std::string& name, const std::string& sql) {
    server_ = PostgresServer::shared();
    if (server_ == nullptr) return false;
    server_->create_database(name);
    server_->execute(sql, name);
    DatasourceConfig source;
    source.name = name;
    source.type = "postgresql";
    source.connection = server_->url(name);
    source.display_url = "postgresql://127.0.0.1/" + name;
    source.max_connections = 3;
    configs_.push_back(source);
    return true;
  }

  void open() {
    manager_ = DatasourceManager::create(configs_, threads_).value();
    catalog_ = std::make_unique<Catalog>(*manager_, Overlays{}, "");
    Federation made;
    std::vector<std::shared_ptr<const CatalogEntry>> entries;
    for (const auto& source : manager_->all()) {
      auto entry = run_task(catalog_->entry(source->name()));
      made.sources.push_back({source.get(), entry.value(), {}});
      entries.push_back(*entry);
    }
    federation::MergedCache cache;
    const auto merged = cache.of(entries);
    guard_ = merged->guard;
    made.merged = merged->merged;
    made.settings = settings_;
    made.earlier = earlier_;
    for (const auto& [name, columns] : earlier_columns_) {
      made.merged = federation::with_rows(std::move(made.merged), name, columns);
    }
    made.on_part = [this](const SourcePart& part) { arrived_.push_back(part.table); };
    source_ = std::make_unique<FederatedDatasource>(std::move(made), threads_);
    if (!earlier_.empty()) guard_ = source_->make_guard(source_->database()).value();
  }

  Result<Rows> run(const std::string& sql, RunLimits limits = {}, std::size_t max_rows = 1'000) {
    if (source_ == nullptr) open();
    auto verdict = guard_->check(sql, {.max_rows = max_rows});
    if (!verdict) return to_error(verdict.error());
    return run_task(source_->run(*verdict, limits));
  }

  /// Rows as text: "Anna|3|NULL", sorted.
  std::multiset<std::string> rows(const std::string& sql) {
    auto found = run(sql);
    if (!found) return {one_line(found.error()) + " " + found.error().detail};
    std::multiset<std::string> lines;
    for (const auto& row : found->rows) {
      std::string line;
      for (const auto& value : row) {
        line += (line.empty() ? "" : "|") + (is_null(value) ? "NULL" : to_text(value));
      }
      lines.insert(line);
    }
    return lines;
  }

  const SourcePart& part(const std::string& table) const {
    for (const auto& one : source_->report().parts) {
      if (one.table == table) return one;
    }
    static const SourcePart kNone;
    return kNone;
  }

  static std::size_t workspace_folders() {
    std::size_t count = 0;
    for (const auto& one :
         std::filesystem::directory_iterator(std::filesystem::temp_directory_path())) {
      count += one.path().filename().string().starts_with("askdb-workspace-") ? 1 : 0;
    }
    return count;
  }

  PostgresServer* server_ = nullptr;
  std::vector<std::unique_ptr<SqliteFile>> files_;
  std::vector<DatasourceConfig> configs_;
  FederationSettings settings_;
  std::vector<EarlierRows> earlier_;
  std::vector<std::pair<std::string, std::vector<ResultColumn>>> earlier_columns_;
  BlockingPool threads_{3};
  std::unique_ptr<DatasourceManager> manager_;
  std::unique_ptr<Catalog> catalog_;
  std::shared_ptr<const Guard> guard_;
  std::unique_ptr<FederatedDatasource> source_;
  std::vector<std::string> arrived_;
};

}  // namespace askdb::testing
