#include "api_fixture.hpp"

namespace askdb::web {
namespace {

TEST_F(ApiTest, RowsOfAStepComeByPageAndAsFiles) {
  const auto message = ask(new_thread(), "List all customers");
  const auto step = "/api/messages/" + text(message, "id") + "/steps/1";
  const auto page = get(step + "/rows?offset=1&limit=1").json();
  EXPECT_EQ(page.at("rows").as_array().size(), 1U);
  EXPECT_EQ(page.at("rows_kept"), 3);
  EXPECT_EQ(page.at("offset"), 1);
  const auto csv = get(step + "/export?format=csv");
  EXPECT_THAT(csv.header("content-type"), StartsWith("text/csv"));
  EXPECT_THAT(csv.header("content-disposition"), HasSubstr(".csv"));
  EXPECT_THAT(csv.body, HasSubstr("'=cmd()"));
  EXPECT_EQ(get(step + "/export?format=json").json().as_array().size(), 3U);
  EXPECT_THAT(get(step + "/export?format=xlsx").body, StartsWith("PK"));
  EXPECT_EQ(get(step + "/export?format=pdf").code(), "invalid_parameter");
  EXPECT_EQ(get("/api/messages/" + text(message, "id") + "/steps/9/rows").code(), "not_found");
  EXPECT_EQ(get("/api/messages/" + text(message, "id") + "/steps/x/rows").code(),
            "invalid_parameter");
}

TEST_F(ApiTest, AStatementRunsUnderTheGuard) {
  const auto good = post("/api/sql", {{"database", "shop"},
                                      {"sql", "SELECT name FROM customers ORDER BY id"},
                                      {"max_rows", 2}})
                        .json();
  EXPECT_EQ(json::serialize(good.at("rows")), R"([["Anna Huber"],["Karl Maier"]])");
  EXPECT_EQ(good.at("is_truncated"), true);
  const auto bad = post("/api/sql", {{"database", "shop"}, {"sql", "DELETE FROM customers"}});
  EXPECT_EQ(bad.status, 422U);
  EXPECT_EQ(bad.code(), "refused");
  EXPECT_EQ(post("/api/sql", {{"database", "shpo"}, {"sql", "SELECT 1"}}).code(), "not_found");
  EXPECT_EQ(post("/api/sql", {{"database", "shop"}, {"sql", "SELECT 1"}, {"max_rows", 0}}).code(),
            "invalid_body");
  EXPECT_EQ(post("/api/sql", {{"sql", "SELECT 1"}}).code(), "invalid_body");
}

TEST_F(ApiTest, AStatementIsJudgedWithoutRunning) {
  const auto good =
      post("/api/sql/check", {{"database", "shop"}, {"sql", "SELECT name FROM customers"}}).json();
  EXPECT_EQ(good.at("verdict"), "accept");
  const auto bad =
      post("/api/sql/check", {{"database", "shop"}, {"sql", "SELECT nam FROM customers"}}).json();
  EXPECT_EQ(bad.at("verdict"), "reject");
  EXPECT_FALSE(text(bad, "rule").empty());
  EXPECT_FALSE(text(bad, "message").empty());
}

TEST_F(ApiTest, AStatementsRowsAreExported) {
  const auto reply = post("/api/sql/export?format=csv",
                          {{"database", "shop"}, {"sql", "SELECT id, city FROM customers"}});
  EXPECT_EQ(reply.body, "id,city\n1,Graz\n2,Wien\n3,Wien\n");
  EXPECT_EQ(post("/api/sql/export", {{"database", "shop"}, {"sql", "DROP TABLE orders"}}).code(),
            "refused");
}

TEST_F(ApiTest, TheSchemaIsShownWithItsKeys) {
  const auto list = get("/api/schema").json();
  EXPECT_EQ(list.at(0).at("database"), "shop");
  EXPECT_EQ(list.at(0).at("tables"), 2);
  EXPECT_EQ(list.at(0).at("description"), "A small shop.");
  const auto tree = get("/api/schema/shop").json();
  const auto& orders = tree.at("schemas").at(0).at("tables").at(1);
  EXPECT_EQ(orders.at("name"), "orders");
  EXPECT_EQ(orders.at("columns").at(0).at("is_primary_key"), true);
  EXPECT_EQ(orders.at("columns").at(1).at("references").at("table"), "customers");
  EXPECT_EQ(get("/api/schema/nothing").code(), "not_found");
  EXPECT_EQ(call("POST", "/api/schema/refresh").status, 202U);
  EXPECT_EQ(post("/api/schema/refresh", {{"database", "nothing"}}).code(), "not_found");
}

TEST_F(ApiTest, TheProgramTellsOfItself) {
  const auto starters = get("/api/starters?limit=2").json().as_array();
  EXPECT_THAT(starters, Not(IsEmpty()));
  EXPECT_LE(starters.size(), 2U);
  const auto settings = get("/api/settings").json();
  EXPECT_EQ(settings.at("engine"), "offline");
  EXPECT_TRUE(settings.at("models").is_null());
  EXPECT_EQ(settings.at("needs_token"), false);
  EXPECT_EQ(get("/api/ready").status, 200U);
  EXPECT_EQ(get("/api/health").json().at("status"), "ok");
  EXPECT_EQ(get("/api/data-sources").json().at(0).at("is_available"), true);
}

TEST_F(ApiTest, ARatingIsKept) {
  const auto message = ask(new_thread(), "How many customers are there?");
  const auto path = "/api/messages/" + text(message, "id") + "/rating";
  const auto rated = call("PUT", path, R"({"rating":"down","reason":"wrong_sql","comment":"No."})");
  EXPECT_EQ(rated.json().at("rating").at("reason"), "wrong_sql");
  EXPECT_EQ(call("PUT", path, R"({"rating":"sideways"})").code(), "invalid_body");
  EXPECT_FALSE(call("DELETE", path).json().as_object().contains("rating"));
  const auto question = "/api/messages/" + text(message, "answers") + "/rating";
  EXPECT_EQ(call("PUT", question, R"({"rating":"up"})").code(), "conflict");
}

TEST_F(ApiTest, AClarificationIsContinuedAndOtherMessagesAreNot) {
  const auto thread = new_thread();
  const auto unclear = ask(thread, "Blorp the frobnicator?");
  ASSERT_EQ(unclear.at("type"), "clarification") << json::serialize(unclear);
  const auto answered = post("/api/messages/" + text(unclear, "id") + "/clarification",
                             {{"answer", "How many customers are there?"}});
  EXPECT_EQ(answered.status, 201U);
  EXPECT_THAT(text(answered.json().at("server_message"), "content"), HasSubstr("3"));
  const auto message = ask(thread, "How many customers are there?");
  EXPECT_EQ(
      post("/api/messages/" + text(message, "id") + "/clarification", {{"answer", "x"}}).code(),
      "conflict");
}

}  // namespace
}  // namespace askdb::web
