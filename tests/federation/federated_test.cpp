#include "federated_fixture.hpp"

namespace askdb {
namespace {

using ::testing::Contains;
using testing::Federated;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr const char* kCustomers = R"(
  CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT, city TEXT, code TEXT, limit_ NUMERIC,
    is_vip BOOLEAN, born DATE, seen_at DATETIME);
  INSERT INTO customers VALUES
    (1, 'Anna', 'Graz', 'A1', 10.5, 1, '1990-05-01', '2024-03-01 10:00:00'),
    (2, 'Karl', 'Wien', 'B2', 20, 0, '1985-01-31', '2024-03-01T23:30:00'),
    (3, 'Mia', 'Graz', NULL, 30.25, 1, 'unknown', NULL),
    (4, 'Otto', NULL, 'D4', NULL, NULL, NULL, NULL);
)";
constexpr const char* kOrders = R"(
  CREATE TABLE orders(id INTEGER PRIMARY KEY, customer_id INTEGER, amount REAL, status TEXT);
  INSERT INTO orders VALUES (1, 1, 5.5, 'open'), (2, 1, 7, 'paid'), (3, 3, 1, 'open'),
    (4, NULL, 99, 'open'), (5, 77, 3, 'paid');
)";

class TwoFiles : public Federated {
 protected:
  TwoFiles() {
    add_sqlite("crm", kCustomers);
    add_sqlite("shop", kOrders);
  }
};

TEST_F(TwoFiles, JoinWhatTheyHold) {
  EXPECT_THAT(rows("SELECT c.name, sum(o.amount) AS total FROM crm.customers c JOIN shop.orders o "
                   "ON o.customer_id = c.id GROUP BY c.name"),
              UnorderedElementsAre("Anna|12.5", "Mia|1"));
  EXPECT_THAT(arrived_, UnorderedElementsAre("customers", "orders"));
  EXPECT_EQ(part("orders").rows, 5);
  EXPECT_EQ(part("orders").sql, "SELECT \"customer_id\", \"amount\" FROM \"orders\"");
}

TEST_F(TwoFiles, TellHowTheirKeysMet) {
  rows("SELECT count(*) FROM crm.customers c JOIN shop.orders o ON o.customer_id = c.id");
  ASSERT_EQ(source_->report().matches.size(), 1U);
  const auto& match = source_->report().matches[0];
  EXPECT_EQ(match.left_keys + match.right_keys, 4 + 3);  // NULL is no key.
  EXPECT_THAT(match_notes(source_->report()),
              UnorderedElementsAre("2 of 4 keys of crm.customers have no match in shop.orders.",
                                   "1 of 3 keys of shop.orders have no match in crm.customers."));
}

TEST_F(TwoFiles, OuterJoinsKeepTheirRows) {
  EXPECT_THAT(rows("SELECT c.name, o.id FROM crm.customers c LEFT JOIN shop.orders o "
                   "ON o.customer_id = c.id AND o.status = 'paid'"),
              UnorderedElementsAre("Anna|2", "Karl|NULL", "Mia|NULL", "Otto|NULL"));
  EXPECT_THAT(rows("SELECT c.name, o.id FROM crm.customers c RIGHT JOIN shop.orders o "
                   "ON o.customer_id = c.id WHERE o.amount > 4"),
              UnorderedElementsAre("Anna|1", "Anna|2", "NULL|4"));
  EXPECT_THAT(rows("SELECT c.name, o.id FROM crm.customers c FULL JOIN shop.orders o "
                   "ON o.customer_id = c.id AND c.city = 'Graz' AND o.status = 'open'"),
              UnorderedElementsAre("Anna|1", "Mia|3", "Karl|NULL", "Otto|NULL", "NULL|2", "NULL|4",
                                   "NULL|5"));
  EXPECT_THAT(rows("SELECT c.name FROM crm.customers c LEFT JOIN shop.orders o "
                   "ON o.customer_id = c.id WHERE o.id IS NULL"),
              UnorderedElementsAre("Karl", "Otto"));
}

TEST_F(TwoFiles, NotInIsUnknownWhenThereIsANull) {
  EXPECT_THAT(rows("SELECT c.name FROM crm.customers c WHERE c.id NOT IN "
                   "(SELECT o.customer_id FROM shop.orders o)"),
              IsEmpty());
  EXPECT_THAT(rows("SELECT c.name FROM crm.customers c WHERE NOT EXISTS "
                   "(SELECT 1 FROM shop.orders o WHERE o.customer_id = c.id)"),
              UnorderedElementsAre("Karl", "Otto"));
}

TEST_F(TwoFiles, ValuesThatAreNotOfTheirTypeCountAsUnknownAndAreTold) {
  EXPECT_THAT(
      rows("SELECT c.name FROM crm.customers c, shop.orders o WHERE o.customer_id = c.id AND "
           "c.born >= '1980-01-01' AND c.is_vip AND o.id = 1"),
      UnorderedElementsAre("Anna"));
  EXPECT_THAT(rows("SELECT c.name, c.born, o.id FROM crm.customers c JOIN shop.orders o "
                   "ON o.customer_id = c.id AND o.status = 'open'"),
              UnorderedElementsAre("Anna|1990-05-01|1", "Mia|NULL|3"));
  EXPECT_THAT(match_notes(source_->report()), Contains(HasSubstr("1 values of crm.customers")));
}

TEST_F(TwoFiles, MayBeNamedWithoutTheirDatabaseWhereThatIsPlain) {
  EXPECT_THAT(rows("SELECT count(*) FROM customers c JOIN orders o ON o.customer_id = c.id"),
              UnorderedElementsAre("3"));
}

TEST_F(TwoFiles, MayJoinTheRowsOfAnEarlierStep) {
  earlier_ = {
      {"step_1", {{std::int64_t{1}, std::string("gold")}, {std::int64_t{3}, std::string("tin")}}}};
  earlier_columns_ = {
      {"step_1",
       {{"customer", ValueKind::kInteger, "INTEGER"}, {"grade", ValueKind::kText, "TEXT"}}}};
  EXPECT_THAT(rows("SELECT s.grade, count(*) FROM step_1 s JOIN shop.orders o "
                   "ON o.customer_id = s.customer GROUP BY s.grade"),
              UnorderedElementsAre("gold|2", "tin|1"));
}

TEST_F(TwoFiles, ATransferAboveTheLimitIsRefusedRatherThanCut) {
  settings_.transfer.max_rows = 4;
  const auto found =
      run("SELECT count(*) FROM crm.customers c JOIN shop.orders o "
          "ON o.customer_id = c.id");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().fault, Fault::kRefused);
  EXPECT_THAT(found.error().next_step, HasSubstr("Filter"));
}

TEST_F(TwoFiles, LeaveNoFolderBehind) {
  const auto before = workspace_folders();
  rows("SELECT count(*) FROM crm.customers c JOIN shop.orders o ON o.customer_id = c.id");
  source_.reset();
  EXPECT_EQ(workspace_folders(), before);
}

class LargeTable : public Federated {
 protected:
  LargeTable() {
    add_sqlite("crm", kCustomers);
    add_sqlite("shop", R"(
      CREATE TABLE orders(id INTEGER PRIMARY KEY, customer_id INTEGER, amount REAL);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
      INSERT INTO orders SELECT i, i % 1000, i / 10.0 FROM n;
      CREATE INDEX by_customer ON orders(customer_id);
      ANALYZE;)");
  }
};

TEST_F(LargeTable, IsAskedOnlyForTheKeysOfTheSmallOne) {
  EXPECT_THAT(rows("SELECT c.name, count(*) FROM crm.customers c JOIN shop.orders o "
                   "ON o.customer_id = c.id WHERE c.city = 'Graz' GROUP BY c.name"),
              UnorderedElementsAre("Anna|50", "Mia|50"));
  EXPECT_EQ(part("orders").rows, 100);
  EXPECT_EQ(part("orders").keys_passed, 2);
  EXPECT_EQ(part("orders").keys_from, "crm.customers.id");
  ASSERT_EQ(source_->report().matches.size(), 1U);
  // Which of its keys have no customer is not known then, and is not claimed.
  EXPECT_FALSE(source_->report().matches[0].right_unmatched &&
               source_->report().matches[0].left_unmatched);
}

TEST_F(LargeTable, IsFetchedWholeForTheSideThatAnOuterJoinPreserves) {
  EXPECT_THAT(rows("SELECT count(*), count(c.id) FROM shop.orders o LEFT JOIN crm.customers c "
                   "ON o.customer_id = c.id"),
              UnorderedElementsAre("50000|200"));
  EXPECT_EQ(part("orders").keys_passed, 0);
}

TEST_F(LargeTable, IsNotAskedAtAllWithoutKeys) {
  EXPECT_THAT(rows("SELECT count(*) FROM crm.customers c JOIN shop.orders o "
                   "ON o.customer_id = c.id WHERE c.city = 'Linz'"),
              UnorderedElementsAre("0"));
  EXPECT_EQ(part("orders").statements, 0);
}

TEST_F(LargeTable, TakesManyKeysInSeveralStatements) {
  files_[0]->execute(R"(
    CREATE TABLE accounts(id INTEGER PRIMARY KEY, customer_id INTEGER, code TEXT);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
    INSERT INTO accounts SELECT i, i, 'x' || i FROM n; ANALYZE;)");
  files_[1]->execute(R"(
    CREATE TABLE bookings(id INTEGER PRIMARY KEY, account_id INTEGER);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
    INSERT INTO bookings SELECT i, i % 12000 FROM n; ANALYZE;)");
  EXPECT_THAT(rows("SELECT count(*) FROM crm.accounts a JOIN shop.bookings b "
                   "ON b.account_id = a.id WHERE a.customer_id <= 4000"),
              UnorderedElementsAre("20000"));
  EXPECT_EQ(part("bookings").rows, 20'000);
  EXPECT_EQ(part("bookings").keys_passed, 4'000);
  EXPECT_EQ(part("bookings").statements, 2);
}

class TenKeys : public Federated {
 protected:
  TenKeys() {
    // Not analysed: nothing says how few they are.
    add_sqlite("crm", R"(
      CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10)
      INSERT INTO customers SELECT i * 1000, 'customer ' || i FROM n;)");
    settings_.transfer.max_rows = 100'000;
  }

  const std::string question_ =
      "SELECT count(*) FROM crm.customers c JOIN shop.orders o ON o.customer_id = c.id";
};

TEST_F(TenKeys, MoveLessThanAHundredthOfALargeTable) {
  add_sqlite("shop", R"(
    CREATE TABLE orders(id INTEGER PRIMARY KEY, customer_id INTEGER);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
    INSERT INTO orders SELECT i, i % 20000 FROM n;
    CREATE INDEX by_customer ON orders(customer_id); ANALYZE;)");
  EXPECT_THAT(rows(question_), UnorderedElementsAre("100"));
  EXPECT_EQ(part("orders").keys_passed, 10);
  EXPECT_LE(part("customers").rows + part("orders").rows, 2'000);
}

TEST_F(TenKeys, AreRefusedIfTheyBringTooMuch) {
  const bool is_there = add_postgres("shop", R"(
    CREATE TABLE orders(id int PRIMARY KEY, customer_id int);
    INSERT INTO orders SELECT i, i % 2 * 1000 FROM generate_series(1, 300000) i; ANALYZE;)");
  if (!is_there) GTEST_SKIP() << testing::PostgresServer::why_not();
  const auto found = run(question_);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().fault, Fault::kRefused);
  EXPECT_THAT(found.error().message, HasSubstr("More rows of shop.orders"));
  EXPECT_EQ(part("orders").rows, 0);
}

class FileAndServer : public Federated {
 protected:
  void SetUp() override {
    add_sqlite("crm", kCustomers);
    const bool is_there = add_postgres("ledger", R"(
      CREATE TABLE entries(id integer PRIMARY KEY, customer_id bigint, code char(4),
        amount numeric(14,2), rate numeric, booked_at timestamptz, at_ timestamp, is_open boolean,
        ref uuid, note text);
      INSERT INTO entries VALUES
        (1, 1, 'A1', 0.10, 1.5, '2024-03-01 01:00:00+02', '2024-03-01 10:00', true,
         '00000000-0000-0000-0000-000000000001', 'it''s \n'),
        (2, 1, 'B2', 0.20, NULL, '2024-03-01 00:00:00+00', NULL, false, NULL, NULL),
        (3, 2, 'D4', 99999999999.99, 1e-3, NULL, NULL, NULL, NULL, ''),
        (4, NULL, NULL, -5, 2, NULL, NULL, true, NULL, 'x');)");
    if (!is_there) GTEST_SKIP() << testing::PostgresServer::why_not();
  }
};

TEST_F(FileAndServer, TypesMeet) {
  // Decimals stay exact: 0.10 + 0.20 is 0.30.
  EXPECT_THAT(rows("SELECT c.name, sum(e.amount) FROM crm.customers c JOIN ledger.entries e "
                   "ON e.customer_id = c.id GROUP BY c.name"),
              UnorderedElementsAre("Anna|0.30", "Karl|99999999999.99"));
  // Fixed-width text has no blanks to stumble over.
  EXPECT_THAT(
      rows("SELECT c.name, e.id FROM crm.customers c JOIN ledger.entries e ON e.code = c.code"),
      UnorderedElementsAre("Anna|1", "Karl|2", "Otto|3"));
  // Moments with a zone are those of UTC.
  EXPECT_THAT(rows("SELECT e.id, e.booked_at FROM ledger.entries e JOIN crm.customers c "
                   "ON c.id = e.customer_id WHERE e.booked_at < '2024-03-01'"),
              UnorderedElementsAre("1|2024-02-29 23:00:00"));
  EXPECT_THAT(rows("SELECT c.name FROM crm.customers c JOIN ledger.entries e ON e.at_ = c.seen_at"),
              UnorderedElementsAre("Anna"));
  EXPECT_THAT(rows("SELECT c.name FROM crm.customers c JOIN ledger.entries e "
                   "ON e.customer_id = c.id AND e.is_open = c.is_vip"),
              UnorderedElementsAre("Anna"));
}

TEST_F(FileAndServer, PartsAreAskedInTheirOwnDialects) {
  rows(
      "SELECT c.name FROM crm.customers c JOIN ledger.entries e ON e.customer_id = c.id "
      "WHERE c.is_vip AND e.is_open AND e.booked_at >= '2024-02-29'");
  EXPECT_THAT(part("customers").sql, HasSubstr("\"is_vip\" <> 0"));
  EXPECT_THAT(part("entries").sql,
              HasSubstr("FROM \"public\".\"entries\" WHERE (\"is_open\" AND \"booked_at\" >= "
                        "'2024-02-29 00:00:00+00')"));
}

}  // namespace
}  // namespace askdb
