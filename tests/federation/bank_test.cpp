// Thirty questions over the demo bank: each federated statement gives the gold rows.

#include "bank_fixture.hpp"

#include <fstream>
#include <iterator>

#include "federated_fixture.hpp"
#include "fixtures/mariadb_server.hpp"
#include "world.hpp"
#include "writers.hpp"

namespace askdb {
namespace {

using testing::bank_questions;
using testing::Federated;
using testing::GoldFile;
using testing::lines_of;
using testing::MariadbServer;
using testing::PostgresServer;
using testing::SqliteFile;

class Bank : public Federated {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<SqliteFile>();
    bank_ = demo::make_bank(42, demo::Date(std::chrono::days(20'777)));
    std::vector<std::string> files;
    for (const auto& dataset : bank_) {
      demo::write_sqlite(dataset, folder_->folder());
      files.push_back(file_of(dataset.name));
    }
    gold_ = std::make_unique<GoldFile>(files);
  }
  static void TearDownTestSuite() {
    gold_.reset();
    folder_.reset();
  }

  static std::string file_of(const std::string& name) {
    return folder_->folder() + "/" + name + ".sqlite";
  }

  void add_file(const demo::Dataset& dataset) {
    DatasourceConfig source;
    source.name = dataset.name;
    source.type = "sqlite";
    source.connection = file_of(dataset.name);
    configs_.push_back(source);
  }
  void add_postgresql(const demo::Dataset& dataset, const PostgresServer& server) {
    demo::write_postgres(dataset, server.url());
    DatasourceConfig source;
    source.name = dataset.name;
    source.type = "postgresql";
    source.connection = server.url(dataset.name);
    source.display_url = "postgresql://127.0.0.1/" + dataset.name;
    source.max_connections = 4;
    configs_.push_back(source);
  }
  void add_mariadb(const demo::Dataset& dataset, const MariadbServer& server) {
    demo::write_mysql(dataset, folder_->folder());
    std::ifstream file(folder_->folder() + "/" + dataset.name + ".mysql.sql", std::ios::binary);
    server.execute(std::string(std::istreambuf_iterator<char>(file), {}));
    auto source = datasource_from_url(server.url(dataset.name)).value();
    source.name = dataset.name;
    source.max_connections = 4;
    configs_.push_back(source);
  }
  void add_parquet(const demo::Dataset& dataset) {
    demo::write_parquet(dataset, folder_->folder());
    auto source = datasource_from_url(folder_->folder() + "/" + dataset.name).value();
    source.name = dataset.name;
    configs_.push_back(source);
  }

  void expect_all_right() {
    const auto questions = bank_questions();
    ASSERT_EQ(questions.size(), 30U);
    for (const auto& question : questions) {
      const auto right = gold_->answer(question.gold);
      ASSERT_FALSE(right.empty()) << question.question;
      const auto found = run(question.federated, {.timeout = std::chrono::seconds(120)}, 100'000);
      ASSERT_TRUE(found) << question.question << ": " << one_line(found.error()) << " "
                         << found.error().detail;
      EXPECT_TRUE(lines_of(found->rows) == right)
          << question.question << ": " << found->rows.size() << " rows, gold has " << right.size();
      EXPECT_GE(source_->report().parts.size(), 2U) << question.question;
    }
  }

  static inline std::unique_ptr<SqliteFile> folder_;
  static inline std::unique_ptr<GoldFile> gold_;
  static inline std::vector<demo::Dataset> bank_;
};

TEST_F(Bank, IsRightOnSixFiles) {
  for (const auto& dataset : bank_) add_file(dataset);
  expect_all_right();
}

TEST_F(Bank, IsRightOnSixPostgresqlDatabases) {
  const auto* server = PostgresServer::shared();
  if (server == nullptr) GTEST_SKIP() << PostgresServer::why_not();
  for (const auto& dataset : bank_) add_postgresql(dataset, *server);
  expect_all_right();
}

// As ./dev demo --mixed has them.
TEST_F(Bank, IsRightOnPostgresqlMariadbAndParquet) {
  const auto* postgres = PostgresServer::shared();
  if (postgres == nullptr) GTEST_SKIP() << PostgresServer::why_not();
  const auto* mariadb = MariadbServer::shared();
  if (mariadb == nullptr) GTEST_SKIP() << MariadbServer::why_not();
  for (const auto& dataset : bank_) {
    if (dataset.name == "customer_db" || dataset.name == "employees_db") {
      add_postgresql(dataset, *postgres);
    } else if (dataset.name == "accounts_db" || dataset.name == "insurance_db") {
      add_mariadb(dataset, *mariadb);
    } else {
      add_parquet(dataset);
    }
  }
  expect_all_right();
}

}  // namespace
}  // namespace askdb
