#include <gmock/gmock.h>
#include <pthread.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "base/text.hpp"
#include "fixtures/case_file.hpp"
#include "sql/guard.hpp"
#include "sql/sqlite/handle.hpp"

namespace askdb {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string cases_folder() { return std::string(ASKDB_SOURCE_DIR) + "/tests/cases/guard_sqlite/"; }

/// A shop with a table and a view that may not be read; made once per test program.
const std::string& shop_file() {
  static const std::string path = [] {
    std::string name = std::filesystem::temp_directory_path() / "askdb_sqlite_guard_XXXXXX";
    close(mkstemp(name.data()));
    sqlite3* handle = nullptr;
    sqlite3_open(name.c_str(), &handle);
    std::ifstream file(cases_folder() + "shop.sql");
    std::stringstream text;
    text << file.rdbuf();
    char* failed = nullptr;
    sqlite3_exec(handle, text.str().c_str(), nullptr, nullptr, &failed);
    if (failed != nullptr) ADD_FAILURE() << failed;
    sqlite3_close(handle);
    return name;
  }();
  return path;
}

class RemoveFile : public ::testing::Environment {
  void TearDown() override { std::filesystem::remove(shop_file()); }
};
const auto* const kRemoveFile = ::testing::AddGlobalTestEnvironment(new RemoveFile);

const Guard& guard() {
  static const auto made = make_sqlite_guard(shop_file()).value();
  return *made;
}

GuardPolicy policy(std::size_t max_rows = 1'000) {
  return {.allow = {"*"}, .deny = {"secret_*"}, .max_rows = max_rows};
}

struct Table {
  std::vector<std::string> columns;
  std::vector<std::string> rows;
};

Table run(const std::string& sql, std::size_t max_rows) {
  Table table;
  const auto handle = sqlite::open_read_only(shop_file()).value().release();
  const sqlite::Handle owner(handle);
  const auto statement = sqlite::prepare(handle, sql);
  EXPECT_TRUE(statement) << sqlite3_errmsg(handle) << "\n" << sql;
  if (!statement) return table;
  for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) {
    table.columns.emplace_back(sqlite3_column_name(statement.get(), i));
  }
  while (table.rows.size() < max_rows && sqlite3_step(statement.get()) == SQLITE_ROW) {
    std::string row;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      row += std::string(sqlite::text_of(statement.get(), static_cast<int>(i))) + "|";
    }
    table.rows.push_back(row);
  }
  return table;
}

/// Accepted: the guarded text gives the columns and the first rows of the original, in order.
void expect_same_meaning(const CheckedSql& sql, const std::string& written, bool is_volatile) {
  const auto original = run(written, sql.max_rows() + 1);
  const auto guarded = run(sql.runnable(), 1'000'000);
  EXPECT_EQ(guarded.columns, original.columns);
  if (!is_volatile) {
    EXPECT_EQ(guarded.rows, original.rows);
  }
}

void check_file(const std::string& name) {
  const auto cases = testing::read_cases(cases_folder() + name);
  ASSERT_FALSE(cases.empty()) << name;
  for (const auto& one : cases) {
    SCOPED_TRACE(name + ":" + std::to_string(one.line) + "\n" + one.body);
    const auto verdict = guard().check(one.body, policy());
    if (one.head.rfind("accept", 0) == 0) {
      ASSERT_TRUE(verdict) << verdict.error().rule << ": " << verdict.error().message;
      expect_same_meaning(*verdict, one.body, one.head == "accept volatile");
    } else {
      ASSERT_FALSE(verdict);
      const Refusal refusal = verdict.error();
      EXPECT_EQ("refuse " + refusal.rule, one.head) << refusal.message;
      EXPECT_FALSE(refusal.message.empty());
      EXPECT_FALSE(refusal.instead.empty());
    }
  }
}

TEST(SqliteGuard, RefusesWhatIsNoQuery) { check_file("statements.case"); }
TEST(SqliteGuard, RefusesPrivateAndInternalTablesInEveryPosition) { check_file("relations.case"); }
TEST(SqliteGuard, RefusesFunctionsThatDoMoreThanCompute) { check_file("functions.case"); }
TEST(SqliteGuard, RefusesEndlessAndHugeWork) { check_file("cost.case"); }
TEST(SqliteGuard, KeepsColumnsRowsAndOrderOfWhatItAccepts) { check_file("accept.case"); }

TEST(SqliteGuard, CapsTheRows) {
  for (const std::string limit : {"", " LIMIT -1", " LIMIT 100000", " LIMIT 1000 OFFSET 3",
                                  " -- end", " LIMIT 500;", "; -- LIMIT 1"}) {
    const auto verdict = guard().check("SELECT id FROM items ORDER BY id" + limit, policy(7));
    ASSERT_TRUE(verdict) << limit;
    EXPECT_EQ(run(verdict->runnable(), 1'000'000).rows.size(), 8U) << limit;
  }
}

TEST(SqliteGuard, NamesWhatItReads) {
  const auto verdict =
      guard().check("SELECT * FROM open_orders o JOIN main.ITEMS i ON i.id = o.id", policy());
  ASSERT_TRUE(verdict) << verdict.error().message;
  EXPECT_THAT(verdict->relations(), ElementsAre("main.items", "main.open_orders", "main.orders"));
}

TEST(SqliteGuard, SuggestsTheNearestName) {
  const auto table = guard().check("  SELECT * FROM itms", policy()).error();
  EXPECT_EQ(table.message, "There is no table `itms`.");
  EXPECT_EQ(table.instead, "Did you mean `items`?");
  EXPECT_EQ(table.offset, 16U);
  const auto column = guard().check("SELECT i.pric FROM items i", policy()).error();
  EXPECT_EQ(column.message, "There is no column `i.pric` in the tables read.");
  EXPECT_EQ(column.instead, "Did you mean `price`?");
  const auto text =
      guard().check("SELECT id FROM orders WHERE status = \"open\"", policy()).error();
  EXPECT_EQ(text.instead, "Double quotes are for names; if it is a text, write 'open'.");
}

TEST(SqliteGuard, DoesNotSuggestWhatMayNotBeRead) {
  const auto refusal = guard().check("SELECT * FROM secret_key", policy()).error();
  EXPECT_EQ(refusal.rule, "unknown_relation");
  EXPECT_THAT(refusal.instead, ::testing::Not(HasSubstr("secret")));
}

TEST(SqliteGuard, AViewIsTheInterfaceToItsTables) {
  GuardPolicy only_view{.allow = {"open_orders"}};
  EXPECT_TRUE(guard().check("SELECT * FROM open_orders", only_view));
  EXPECT_FALSE(guard().check("SELECT * FROM orders", only_view));
  // A CTE does not become the view by taking its name.
  EXPECT_FALSE(guard().check("WITH open_orders AS (SELECT * FROM orders) SELECT * FROM open_orders",
                             only_view));
  // What is denied stays denied behind a view.
  EXPECT_FALSE(guard().check("SELECT * FROM leak", policy()));
}

std::string repeated(const std::string& part, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += part;
  return text;
}

/// Of this thread: other programs on the machine do not count.
std::chrono::nanoseconds processor_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

void on_small_stack(std::function<void()> work) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 256U << 10U);
  pthread_t thread{};
  auto start = [](void* argument) -> void* {
    (*static_cast<std::function<void()>*>(argument))();
    return nullptr;
  };
  ASSERT_EQ(pthread_create(&thread, &attributes, start, &work), 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

TEST(SqliteGuard, SurvivesDeepStatementsOnAStackOf256KiB) {
  const std::vector<std::string> bombs = {
      "SELECT 1" + repeated("+1", 290),
      "SELECT 1" + repeated("||1", 290),
      "SELECT " + repeated("(", 99) + "1" + repeated(")", 99),
      "SELECT " + repeated("-", 8) + "1",
      "SELECT " + repeated("NOT ", 290) + "1",
      "SELECT " + repeated("abs(", 95) + "1" + repeated(")", 95),
      "SELECT " + repeated("(SELECT ", 95) + "1" + repeated(")", 95),
      "SELECT * FROM " + repeated("(SELECT * FROM ", 95) + "items" + repeated(")", 95),
      "SELECT " + repeated("CASE WHEN 1 THEN ", 95) + "1" + repeated(" END", 95),
      "SELECT 1" + repeated(" UNION ALL SELECT 1", 1'000),
      "SELECT 1" + repeated(" UNION SELECT 1", 59),
      "SELECT 1 FROM items" + repeated(" JOIN items USING (id)", 63),
      "SELECT 1 FROM items" + repeated(", items", 63),
      "SELECT 1 WHERE 1" + repeated(" AND 1", 290),
      "SELECT id FROM items WHERE id IN (1" + repeated(",1", 3'500) + ")",
      "SELECT * FROM items WHERE " + repeated("id IN (SELECT id FROM items WHERE ", 90) + "1" +
          repeated(")", 90),
      "WITH " + repeated("a AS (WITH ", 90) + "b AS (SELECT 1) SELECT 1" +
          repeated(") SELECT 1", 90),
      repeated("(", 100'000),
      repeated("SELECT ", 4'000),
      "SELECT '" + repeated("a", 40'000) + "'",
      "SELECT 1 /*" + repeated("/*", 10'000),
  };
  on_small_stack([&] {
    for (const auto& bomb : bombs) {
      const auto start = processor_time();
      const auto verdict = guard().check(bomb, policy());
      const auto taken = processor_time() - start;
      EXPECT_LT(taken, std::chrono::milliseconds(200)) << bomb.substr(0, 60);
      if (!verdict) {
        EXPECT_FALSE(verdict.error().message.empty());
      }
    }
  });
}

TEST(SqliteGuard, IsNotFooledByEncoding) {
  EXPECT_EQ(guard().check(std::string("SELECT 1\0; DROP TABLE x", 23), policy()).error().rule,
            "encoding");
  EXPECT_EQ(guard().check("SELECT '\xff'", policy()).error().rule, "encoding");
}

TEST(MakeSqliteGuard, FailsWithTheReasonForWhatIsNoDatabase) {
  EXPECT_THAT(make_sqlite_guard("/nowhere/x.sqlite").error().message,
              HasSubstr("There is no file"));
  EXPECT_THAT(make_sqlite_guard(cases_folder()).error().message, HasSubstr("is a folder"));
  EXPECT_THAT(make_sqlite_guard(cases_folder() + "shop.sql").error().message,
              HasSubstr("is not a SQLite database"));
}

}  // namespace
}  // namespace askdb
