/// Typed statements over several databases.

#include "api_fixture.hpp"

namespace askdb::web {
namespace {

constexpr const char* kSegments = R"(
  CREATE TABLE segments(customer_id INTEGER PRIMARY KEY, segment TEXT);
  INSERT INTO segments VALUES (1, 'retail'), (2, 'premium'), (9, 'retail');
)";

constexpr const char* kTotals =
    "SELECT s.segment, sum(o.amount) AS total FROM shop.orders o "
    "JOIN crm.segments s ON s.customer_id = o.customer_id GROUP BY s.segment ORDER BY s.segment";

class ApiJoinTest : public ApiTest {
 protected:
  ApiJoinTest() : crm_(kSegments) {
    DatasourceConfig source;
    source.name = "crm";
    source.connection = crm_.path();
    restart_with(source);
  }

  void restart_with(const DatasourceConfig& source) {
    stop();
    more_ = {source};
    start();
  }

  SqliteFile crm_;
};

TEST_F(ApiJoinTest, AStatementRunsOverSeveralDatabases) {
  const auto found = post("/api/sql", {{"database", "shop + crm"}, {"sql", kTotals}}).json();
  const auto& rows = found.at("rows").as_array();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].at(0), "premium");
  EXPECT_EQ(rows[0].at(1).to_number<double>(), 99);
  EXPECT_EQ(rows[1].at(0), "retail");
  EXPECT_EQ(rows[1].at(1).to_number<double>(), 10.5);
  ASSERT_EQ(found.at("parts").as_array().size(), 2U);
  EXPECT_EQ(found.at("parts").at(0).at("database"), "shop");
  EXPECT_EQ(found.at("parts").at(1).at("database"), "crm");

  const auto first =
      post("/api/sql", {{"database", "shop+crm"}, {"sql", kTotals}, {"max_rows", 1}}).json();
  EXPECT_EQ(first.at("rows").as_array().size(), 1U);
  EXPECT_EQ(first.at("is_truncated"), true);
}

TEST_F(ApiJoinTest, ItIsJudgedAndExportedAsOneOverASingleDatabaseIs) {
  const auto good = post("/api/sql/check", {{"database", "shop + crm"}, {"sql", kTotals}}).json();
  EXPECT_EQ(good.at("verdict"), "accept");
  const auto bad =
      post("/api/sql/check", {{"database", "shop + crm"}, {"sql", "SELECT * FROM shop.payments"}})
          .json();
  EXPECT_EQ(bad.at("verdict"), "reject");
  // What an earlier step found is gone with its question.
  const auto step =
      post("/api/sql/check", {{"database", "shop + crm"},
                              {"sql", "SELECT s.segment FROM crm.segments s JOIN step_1 ON true"}})
          .json();
  EXPECT_EQ(step.at("verdict"), "reject");
  EXPECT_THAT(text(step, "message"), HasSubstr("step_1"));
  const auto csv =
      post("/api/sql/export?format=csv", {{"database", "shop + crm"}, {"sql", kTotals}});
  EXPECT_EQ(csv.body, "segment,total\npremium,99\nretail,10.5\n");
}

TEST_F(ApiJoinTest, WhatMayNotRunIsRefused) {
  const auto write = post(
      "/api/sql", {{"database", "shop + crm"}, {"sql", "DELETE FROM crm.segments RETURNING *"}});
  EXPECT_EQ(write.status, 422U);
  EXPECT_EQ(write.code(), "refused");
  const auto unknown = post("/api/sql", {{"database", "shop + crn"}, {"sql", kTotals}});
  EXPECT_EQ(unknown.code(), "not_found");
  EXPECT_THAT(unknown.body, HasSubstr("crn"));
  EXPECT_EQ(post("/api/sql", {{"database", "shop + "}, {"sql", kTotals}}).code(), "not_found");
}

TEST_F(ApiJoinTest, EachDatabaseKeepsWhatItDenies) {
  DatasourceConfig source;
  source.name = "crm";
  source.connection = crm_.path();
  source.deny = {"segments"};
  restart_with(source);
  const auto denied = post("/api/sql", {{"database", "shop + crm"}, {"sql", kTotals}});
  EXPECT_EQ(denied.status, 422U);
  EXPECT_EQ(denied.code(), "refused");
  EXPECT_THAT(denied.body, HasSubstr("segments"));
  const auto verdict =
      post("/api/sql/check", {{"database", "shop + crm"}, {"sql", kTotals}}).json();
  EXPECT_EQ(verdict.at("verdict"), "reject");
}

}  // namespace
}  // namespace askdb::web
