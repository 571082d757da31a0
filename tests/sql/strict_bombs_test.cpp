#include <gtest/gtest.h>
#include <pthread.h>
#include <time.h>

#include <chrono>
#include <functional>
#include <string>
#include <tuple>
#include <vector>

#include "sql/strict_shops.hpp"

// Texts that crash or stall parsers: the strict guards answer, on a small stack, in time.

namespace askdb {
namespace {

std::string times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

/// Texts that crash or stall parsers, of every size.
std::vector<std::string> bombs() {
  std::vector<std::string> found;
  for (const int n : {10, 30, 60, 100, 400, 1'600, 3'900, 100'000}) {
    for (const auto& [before, part, middle, end] :
         std::vector<std::tuple<std::string, std::string, std::string, std::string>>{
             {"SELECT 1", "+1", "", ""},
             {"SELECT ", "(", "1", ")"},
             {"SELECT ", "(SELECT ", "1", ")"},
             {"SELECT ", "CASE WHEN true THEN ", "1", " END"},
             {"SELECT ", "NOT ", "true", ""},
             {"SELECT ", "- ", "1", ""},
             {"SELECT 1", "::Int8", "", ""},
             {"SELECT 1", " UNION ALL SELECT 1", "", ""},
             {"SELECT true", " AND true", "", ""},
             {"SELECT 1", " IS NULL", "", ""},
             {"SELECT ", "/*", "1", "*/"},
             {"SELECT 1 ", "/**/", "", ""},
             {"SELECT ", "[", "1", "]"},
             {"SELECT a", "[1]", "", ""},
             {"SELECT a", ".a", "", ""},
             {"SELECT a", ".1", "", ""},
             {"", "WITH a AS (", "SELECT 1", ") SELECT 1"},
             {"SELECT 1 FROM a", " JOIN a ON true", "", ""},
             {"SELECT 1 FROM a", ", a", "", ""},
             {"SELECT 1 FROM ", "(SELECT 1 FROM ", "a", ") q"},
             {"SELECT 1 FROM ", "(", "a", ")"},
             {"SELECT 1 FROM ", "(a JOIN ", "a", ")"},
             {"SELECT ", "coalesce(", "1", ")"},
             {"SELECT ", "x -> ", "1", ""},
             {"SELECT ", "(x, y) -> ", "1", ""},
             {"SELECT 1 FROM a WHERE a IN (1", ",1", ")", ""},
             {"SELECT 1 WHERE ", "1 IN (", "1", ")"},
             {"SELECT CAST(1 AS ", "array(", "int", ")"},
             {"SELECT '", "''", "'", ""},
             {"", "(", "", ""},
             {"", "SELECT ", "", ""},
             {"", "(SELECT 1) UNION ", "(SELECT 1)", ""},
             {"SELECT ", "repeat(", "'a'", ", 2)"},
             {"SELECT 1 GROUP BY ", "ROLLUP(", "a", ")"},
             {"SELECT 1 GROUP BY ", "GROUPING SETS (", "a", ")"},
             {"SELECT INTERVAL ", "(", "1", ") DAY"},
             {"SELECT ", "DATE '2024-01-01' ", "", ""},
             {"SELECT ", "((a IS NULL) IS NULL) + (", "1", ")"}}) {
      found.push_back(before + times(n, part) + middle + times(n, end));
    }
  }
  // Each query doubles the columns, or the WITH queries, of the one before.
  std::string doubling = "WITH a0 AS (SELECT 1 AS c)";
  for (int i = 1; i < 60; ++i) {
    const auto before = "a" + std::to_string(i - 1);
    doubling +=
        ", a" + std::to_string(i) + " AS (SELECT * FROM " + before + " x, " + before + " y)";
  }
  found.push_back(doubling + " SELECT * FROM a59");
  std::string nested = "SELECT 1";
  for (int i = 0; i < 28; ++i) {
    nested = "WITH a AS (" + nested + ") SELECT 1 FROM a UNION ALL SELECT 1 FROM a";
  }
  found.push_back(nested);
  found.push_back(std::string(30U << 20U, '('));
  return found;
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

/// Of this thread: other programs on the machine do not count.
std::chrono::nanoseconds processor_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

#ifdef __SANITIZE_THREAD__
constexpr std::chrono::milliseconds kWorstCheck{
    2'000};  // it makes every memory access some ten times slower
#else
constexpr std::chrono::milliseconds kWorstCheck{200};
#endif

TEST(StrictBombs, AreAnsweredInTimeOnAStackOf256KiB) {
  const auto texts = bombs();
  for (const auto& dialect : testing::strict_dialects()) {
    const auto guard = dialect.make(testing::shop_of(dialect));
    on_small_stack([&] {
      for (const auto& bomb : texts) {
        const auto start = processor_time();
        const auto verdict = guard->check(bomb, testing::shop_policy());
        EXPECT_LT(processor_time() - start, kWorstCheck) << bomb.substr(0, 80);
        if (!verdict) {
          EXPECT_FALSE(verdict.error().message.empty());
        }
      }
    });
  }
}

TEST(StrictBombs, AreNotWhatPeopleNest) {
  const std::string deep = "SELECT " + times(25, "(") + "1" + times(25, ")");
  std::string queries = "SELECT id FROM people";
  for (int i = 0; i < 10; ++i) queries = "SELECT id FROM (" + queries + ") AS q";
  for (const auto& dialect : testing::strict_dialects()) {
    const auto guard = dialect.make(testing::shop_of(dialect));
    for (const auto& sql :
         {deep, queries, "SELECT id FROM people WHERE id = 1" + times(500, " OR id = 1"),
          "SELECT id FROM people WHERE id IN (1" + times(3'000, ", 1") + ")"}) {
      EXPECT_EQ(testing::outcome(*guard, sql), "accept") << dialect.name << sql.substr(0, 80);
    }
  }
}

}  // namespace
}  // namespace askdb
