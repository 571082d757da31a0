// Thirty questions over the demo bank: each federated statement gives the gold rows.

#include "bank_fixture.hpp"

#include "federated_fixture.hpp"
#include "world.hpp"
#include "writers.hpp"

namespace askdb {
namespace {

using testing::bank_questions;
using testing::Federated;
using testing::GoldFile;
using testing::lines_of;
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
  for (const auto& dataset : bank_) {
    DatasourceConfig source;
    source.name = dataset.name;
    source.type = "sqlite";
    source.connection = file_of(dataset.name);
    configs_.push_back(source);
  }
  expect_all_right();
}

TEST_F(Bank, IsRightOnSixPostgresqlDatabases) {
  const auto* server = PostgresServer::shared();
  if (server == nullptr) GTEST_SKIP() << PostgresServer::why_not();
  for (const auto& dataset : bank_) {
    demo::write_postgres(dataset, server->url());
    DatasourceConfig source;
    source.name = dataset.name;
    source.type = "postgresql";
    source.connection = server->url(dataset.name);
    source.display_url = "postgresql://127.0.0.1/" + dataset.name;
    source.max_connections = 4;
    configs_.push_back(source);
  }
  expect_all_right();
}

}  // namespace
}  // namespace askdb
