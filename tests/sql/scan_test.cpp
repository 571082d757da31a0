#include "sql/scan.hpp"

#include <gtest/gtest.h>

#include <string>

namespace askdb {
namespace {

std::string rule(const std::string& sql, Dialect dialect = Dialect::kPostgresql) {
  const auto refusal = scan(sql, dialect);
  return refusal ? refusal->rule : "";
}

std::string times(std::size_t count, const std::string& text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

TEST(Scan, PassesOrdinaryStatements) {
  EXPECT_EQ(rule("SELECT a, 'it''s; /* no */' FROM \"Straße\" -- done"), "");
  EXPECT_EQ(rule("SELECT 'Привет', '日本', '\u200D', 'σ' AS \"Выручка EUR\"\r\n"), "");
  EXPECT_EQ(rule("SELECT 1 AS выручка, 2 AS größe, 3 AS \"Umsatz (€)\", 4 AS \"Δ total\""), "");
}

TEST(Scan, RefusesOverlongTextWithoutReadingIt) {
  EXPECT_EQ(rule(std::string(30U << 20U, 'x')), "size");
  EXPECT_EQ(rule("SELECT 1 IN (1" + times(8'000, ",1") + ")"), "size");
}

TEST(Scan, RefusesBytesThatAreNoText) {
  EXPECT_EQ(rule(std::string("SELECT 1\0; DROP", 15)), "encoding");
  EXPECT_EQ(rule("SELECT '\xFE'"), "encoding");
  EXPECT_EQ(rule("SELECT '\xC0\xA7'"), "encoding");
  EXPECT_EQ(rule("SELECT '\x1b[2J'"), "encoding");
  EXPECT_EQ(rule("SELECT 1 /* \u202e */"), "encoding");
  EXPECT_EQ(rule("SELECT '\u2066'"), "encoding");
}

TEST(Scan, RefusesLookAlikeLettersInIdentifiers) {
  EXPECT_EQ(rule("SELECT * FROM pr\u043educts"), "homoglyph");
  EXPECT_EQ(rule("SELECT * FROM \"pr\u043educts\""), "homoglyph");
  EXPECT_EQ(rule("SELECT * FROM c\u03bfstomers"), "homoglyph");
  EXPECT_EQ(rule("SELECT * FROM \uff4frders"), "homoglyph");
  EXPECT_EQ(rule("SELECT * FROM orders\u200b"), "homoglyph");
  EXPECT_EQ(rule("SELECT id\u00a0FROM orders"), "homoglyph");
  EXPECT_EQ(rule("SELECT 'pr\u043educts'"), "");
}

TEST(Scan, BoundsNesting) {
  EXPECT_EQ(rule("SELECT " + times(101, "(") + "1" + times(101, ")")), "depth");
  EXPECT_EQ(rule("SELECT " + times(90, "(") + "1" + times(90, ")")), "");
  EXPECT_EQ(rule("SELECT 1" + times(301, "+1")), "depth");
  EXPECT_EQ(rule("SELECT 1" + times(301, "::int")), "depth");
  EXPECT_EQ(rule("SELECT " + times(301, "NOT ") + "true"), "depth");
  EXPECT_EQ(rule("SELECT " + times(9, "+") + "1"), "depth");
  EXPECT_EQ(rule("SELECT 1 WHERE 1=1" + times(400, " OR 1=1")), "");
}

TEST(Scan, CommentsNestInPostgresqlOnly) {
  const std::string nested = times(9, "/*") + times(9, "*/");
  EXPECT_EQ(rule("SELECT 1 " + nested), "depth");
  EXPECT_EQ(rule("SELECT 1 " + times(9, "/*") + "*/", Dialect::kSqlite), "");
}

TEST(Scan, SeesWhereStringsEnd) {
  const std::string deep = times(9, "/*");
  EXPECT_EQ(rule("SELECT $a$" + deep + "$a$"), "");
  EXPECT_EQ(rule("SELECT $a$ $b$ $a$ " + deep), "depth");
  EXPECT_EQ(rule("SELECT E'\\'" + deep + "'"), "");
  EXPECT_EQ(rule("SELECT '\\'" + deep), "depth");
  EXPECT_EQ(rule("SELECT E'a'\n'\\'" + deep + "'"), "");
  EXPECT_EQ(rule("SELECT a$$" + deep + "$$"), "depth");
  EXPECT_EQ(rule("SELECT [" + times(200, "(") + "]", Dialect::kSqlite), "");
  EXPECT_EQ(rule("SELECT `" + times(200, "(") + "`", Dialect::kSqlite), "");
}

TEST(Scan, EndsOnAnythingUnterminated) {
  for (const std::string sql : {"", "'", "\"", "/*", "$a$", "$", "E'\\", "--", "[", "("}) {
    EXPECT_EQ(rule(sql), "") << sql;
    EXPECT_EQ(rule(sql, Dialect::kSqlite), "") << sql;
  }
}

}  // namespace
}  // namespace askdb
