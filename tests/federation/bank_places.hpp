#pragma once

/// The demo bank on engines of the test program's own: where its six databases may lie.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>

#include "config/config.hpp"
#include "federation/bank_fixture.hpp"
#include "fixtures/mariadb_server.hpp"
#include "fixtures/postgres_server.hpp"
#include "world.hpp"
#include "writers.hpp"

namespace askdb::testing {

/// Made once for all tests of a suite; its files go with it.
class BankPlaces {
 public:
  BankPlaces() : bank_(demo::make_bank(42, demo::Date(std::chrono::days(20'777)))) {
    std::vector<std::string> files;
    for (const auto& dataset : bank_) {
      demo::write_sqlite(dataset, folder_.folder());
      files.push_back(folder_.folder() + "/" + dataset.name + ".sqlite");
    }
    gold_ = std::make_unique<GoldFile>(files);
  }

  const GoldFile& gold() const { return *gold_; }

  /// Places give no sources where a server cannot be had here; `why_not` says why.
  std::vector<DatasourceConfig> six_files(std::string& /*why_not*/) const {
    std::vector<DatasourceConfig> sources;
    for (const auto& dataset : bank_) sources.push_back(in_file(dataset));
    return sources;
  }

  std::vector<DatasourceConfig> six_on_postgresql(std::string& why_not) const {
    const auto* server = PostgresServer::shared();
    if (server == nullptr) {
      why_not = PostgresServer::why_not();
      return {};
    }
    std::vector<DatasourceConfig> sources;
    for (const auto& dataset : bank_) sources.push_back(on_postgresql(dataset, *server));
    return sources;
  }

  /// As ./dev demo --mixed has them: two on PostgreSQL, two on MariaDB, two as Parquet files.
  std::vector<DatasourceConfig> mixed(std::string& why_not) const {
    const auto* postgres = PostgresServer::shared();
    const auto* mariadb = postgres == nullptr ? nullptr : MariadbServer::shared();
    if (mariadb == nullptr) {
      why_not = postgres == nullptr ? PostgresServer::why_not() : MariadbServer::why_not();
      return {};
    }
    std::vector<DatasourceConfig> sources;
    for (const auto& dataset : bank_) {
      if (dataset.name == "customer_db" || dataset.name == "employees_db") {
        sources.push_back(on_postgresql(dataset, *postgres));
      } else if (dataset.name == "accounts_db" || dataset.name == "insurance_db") {
        sources.push_back(on_mariadb(dataset, *mariadb));
      } else {
        sources.push_back(in_parquet(dataset));
      }
    }
    return sources;
  }

 private:
  DatasourceConfig in_file(const demo::Dataset& dataset) const {
    DatasourceConfig source;
    source.name = dataset.name;
    source.type = "sqlite";
    source.connection = folder_.folder() + "/" + dataset.name + ".sqlite";
    return source;
  }
  static DatasourceConfig on_postgresql(const demo::Dataset& dataset,
                                        const PostgresServer& server) {
    demo::write_postgres(dataset, server.url());
    DatasourceConfig source;
    source.name = dataset.name;
    source.type = "postgresql";
    source.connection = server.url(dataset.name);
    source.display_url = "postgresql://127.0.0.1/" + dataset.name;
    source.max_connections = 4;
    return source;
  }
  DatasourceConfig on_mariadb(const demo::Dataset& dataset, const MariadbServer& server) const {
    demo::write_mysql(dataset, folder_.folder());
    std::ifstream file(folder_.folder() + "/" + dataset.name + ".mysql.sql", std::ios::binary);
    server.execute(std::string(std::istreambuf_iterator<char>(file), {}));
    auto source = datasource_from_url(server.url(dataset.name)).value();
    source.name = dataset.name;
    source.max_connections = 4;
    return source;
  }
  DatasourceConfig in_parquet(const demo::Dataset& dataset) const {
    demo::write_parquet(dataset, folder_.folder());
    auto source = datasource_from_url(folder_.folder() + "/" + dataset.name).value();
    source.name = dataset.name;
    return source;
  }

  SqliteFile folder_;
  std::vector<demo::Dataset> bank_;
  std::unique_ptr<GoldFile> gold_;
};

struct BankPlace {
  const char* name;
  std::vector<DatasourceConfig> (BankPlaces::*sources)(std::string& why_not) const;
};

/// For INSTANTIATE_TEST_SUITE_P.
inline auto all_bank_places() {
  return ::testing::Values(BankPlace{"SixFiles", &BankPlaces::six_files},
                           BankPlace{"SixPostgresqlDatabases", &BankPlaces::six_on_postgresql},
                           BankPlace{"PostgresqlMariadbAndParquet", &BankPlaces::mixed});
}

inline std::string name_of(const ::testing::TestParamInfo<BankPlace>& place) {
  return place.param.name;
}

}  // namespace askdb::testing
