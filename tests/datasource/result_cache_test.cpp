#include "datasource/result_cache.hpp"

#include <gtest/gtest.h>

namespace askdb {
namespace {

using namespace std::chrono_literals;

const CachePolicy kMinute{CachePolicy::Kind::kSeconds, 60s};

Rows rows_of(std::size_t bytes) {
  Rows rows;
  rows.columns.push_back({.name = "text"});
  rows.rows.push_back({std::string(bytes, 'x')});
  return rows;
}

/// Only guards make statements that were checked.
class AnyGuard : public Guard {
 public:
  Verdict check(std::string_view sql, const GuardPolicy& policy) const noexcept override {
    const std::string text(sql);
    return checked(Dialect::kSqlite, text, text, policy.max_rows, {});
  }
};

std::string key(const std::string& sql, const GuardPolicy& rights,
                const std::string& schema = "1") {
  const auto checked = AnyGuard().check(sql, rights);
  return ResultCache::key("bank", schema, *checked, rights);
}

TEST(ResultCache, TellsStatementsRightsAndSchemasApart) {
  const GuardPolicy all;
  GuardPolicy fewer;
  fewer.deny = {"payroll"};
  GuardPolicy shorter;
  shorter.max_rows = 10;
  const auto known = key("SELECT 1", all);
  EXPECT_EQ(known, key("SELECT 1", all));
  EXPECT_NE(known, key("SELECT 2", all));
  EXPECT_NE(known, key("SELECT 1", fewer));
  EXPECT_NE(known, key("SELECT 1", shorter));
  EXPECT_NE(known, key("SELECT 1", all, "2"));
}

TEST(ResultCache, ForgetsWhatWasUsedLongestAgo) {
  const Clock::Instant now{};
  ResultCache cache(100'000);
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h"}) {
    cache.put(name, kMinute, rows_of(10'000), now);
    ASSERT_TRUE(cache.find("a", kMinute, now)) << name;
  }
  cache.put("i", kMinute, rows_of(10'000), now);
  cache.put("j", kMinute, rows_of(10'000), now);
  EXPECT_TRUE(cache.find("a", kMinute, now));
  EXPECT_FALSE(cache.find("b", kMinute, now));
  EXPECT_TRUE(cache.find("j", kMinute, now));
}

TEST(ResultCache, KeepsNothingThatWouldFillIt) {
  ResultCache cache(100'000);
  cache.put("a", kMinute, rows_of(50'000), {});
  EXPECT_FALSE(cache.find("a", kMinute, {}));
  ResultCache none(0);
  none.put("a", kMinute, rows_of(1), {});
  EXPECT_FALSE(none.find("a", kMinute, {}));
}

TEST(ResultCache, KnowsWhatDependsOnTheMoment) {
  for (const char* sql :
       {"SELECT NOW()", "SELECT current_date", "SELECT date('now')", "SELECT 'today'::date",
        "SELECT random()", "SELECT x FROM t TABLESAMPLE b (1)"}) {
    EXPECT_TRUE(depends_on_moment(sql)) << sql;
  }
  for (const char* sql : {"SELECT known, current_balance, snow FROM accounts",
                          "SELECT a FROM t WHERE d >= '2026-01-01'"}) {
    EXPECT_FALSE(depends_on_moment(sql)) << sql;
  }
}

}  // namespace
}  // namespace askdb
