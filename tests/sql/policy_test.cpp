#include "sql/policy.hpp"

#include <gtest/gtest.h>

namespace askdb {
namespace {

TEST(Glob, MatchesRunsAndSingleBytesIgnoringCase) {
  EXPECT_TRUE(matches_glob("*", ""));
  EXPECT_TRUE(matches_glob("Ord*", "orders"));
  EXPECT_TRUE(matches_glob("*_20??", "sales_2024"));
  EXPECT_FALSE(matches_glob("order", "orders"));
  EXPECT_FALSE(matches_glob("", "a"));
}

TEST(Glob, TakesNoLongerForManyStars) {
  const std::string pattern = std::string(2'000, '*') + "b";
  EXPECT_FALSE(matches_glob(pattern, std::string(20'000, 'a')));
}

TEST(RelationPolicy, NeedsAnAllowedSchemaAndTable) {
  const RelationPolicy policy({.allow = {"public.*", "analytics.*"}});
  EXPECT_TRUE(policy.allows("public", "orders"));
  EXPECT_TRUE(policy.allows("ANALYTICS", "kpi"));
  EXPECT_FALSE(policy.allows("private", "api_keys"));
}

TEST(RelationPolicy, DenyWinsOverAllow) {
  const RelationPolicy policy({.allow = {"*"}, .deny = {"api_keys", "main.pay*"}});
  EXPECT_TRUE(policy.allows("main", "orders"));
  EXPECT_FALSE(policy.allows("main", "api_keys"));
  EXPECT_FALSE(policy.allows("main", "payroll"));
  EXPECT_TRUE(policy.allows("other", "payroll"));
}

TEST(RelationPolicy, EmptyAllowListAllowsNothing) {
  const RelationPolicy policy({.allow = {}});
  EXPECT_FALSE(policy.allows("public", "orders"));
}

}  // namespace
}  // namespace askdb
