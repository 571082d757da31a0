/// Every place of DuckDB's tree in which an expression can stand is looked at: forbidden things are
/// refused in each of them, and no place of nodes.inc is without an example here.

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "sql/duckdb/nodes.hpp"
#include "sql/duckdb/tree.hpp"
#include "sql/guard.hpp"

namespace askdb {
namespace {

/// A query per place; {} is the expression.
const std::vector<std::string> kPlaces{
    "SELECT {}",
    "SELECT a FROM t WHERE {} = 1",
    "SELECT count(*) FROM t GROUP BY {}",
    "SELECT count(*) FROM t GROUP BY a HAVING {} = 1",
    "SELECT a FROM t QUALIFY {} = 1",
    "SELECT a FROM t ORDER BY {}",
    "SELECT a FROM t LIMIT {}",
    "SELECT a FROM t OFFSET {}",
    "SELECT a FROM t LIMIT 10 OFFSET {}",
    "SELECT a FROM t LIMIT ({})%",
    "SELECT a FROM t LIMIT 10% OFFSET {}",
    "SELECT * FROM t UNPIVOT (v FOR n IN (COLUMNS(c -> {} = 'x')))",
    "SELECT DISTINCT ON ({}) a FROM t",
    "VALUES ({})",
    "SELECT * FROM t JOIN u ON {} = 1",
    "SELECT * FROM unnest([{}])",
    "SELECT * FROM t PIVOT (max({}) FOR b IN (1, 2))",
    "SELECT * FROM t PIVOT (max(a) FOR concat(a, {}) IN (1, 2))",
    "SELECT * REPLACE ({} AS a) FROM t",
    "SELECT COLUMNS(c -> {} = 'x') FROM t",
    "SELECT {} BETWEEN 1 AND 2",
    "SELECT a BETWEEN {} AND 2 FROM t",
    "SELECT a BETWEEN 1 AND {} FROM t",
    "SELECT CASE WHEN {} = 1 THEN 2 END",
    "SELECT CASE WHEN true THEN {} END",
    "SELECT CASE WHEN true THEN 1 ELSE {} END",
    "SELECT CASE {} WHEN 1 THEN 2 END",
    "SELECT CAST({} AS varchar)",
    "SELECT {} COLLATE nocase",
    "SELECT {} = 1",
    "SELECT 1 <> {}",
    "SELECT {} = 1 AND true",
    "SELECT NOT {}",
    "SELECT 1 IN (2, {})",
    "SELECT [1, {}]",
    "SELECT a[{}] FROM t",
    "SELECT a[1:{}] FROM t",
    "SELECT ({}).b",
    "SELECT coalesce({}, 1)",
    "SELECT abs({})",
    "SELECT sum(a) FILTER (WHERE {} = 1) FROM t",
    "SELECT string_agg(a ORDER BY {}) FROM t",
    "SELECT sum({}) OVER () FROM t",
    "SELECT sum(a) OVER (PARTITION BY {}) FROM t",
    "SELECT sum(a) OVER (ORDER BY {}) FROM t",
    "SELECT sum(a) OVER (ORDER BY b ROWS BETWEEN {} PRECEDING AND CURRENT ROW) FROM t",
    "SELECT sum(a) OVER (ORDER BY b ROWS BETWEEN CURRENT ROW AND {} FOLLOWING) FROM t",
    "SELECT lag(a, {}) OVER (ORDER BY b) FROM t",
    "SELECT lag(a, 1, {}) OVER (ORDER BY b) FROM t",
    "SELECT sum(a) FILTER (WHERE {} = 1) OVER () FROM t",
    "SELECT list(a ORDER BY {}) OVER () FROM t",
    "SELECT list_transform([1], x -> {})",
    "SELECT {} -> 'key'",
    "SELECT {} IN (SELECT 1)",
    "SELECT (SELECT {})",
    "SELECT * FROM (SELECT {}) q",
    "WITH w AS (SELECT {}) SELECT * FROM w",
    "WITH w AS MATERIALIZED (SELECT {}) SELECT * FROM w",
    "WITH RECURSIVE w(n) AS (SELECT {} UNION ALL SELECT n + 1 FROM w WHERE n < 3) FROM w",
    "WITH RECURSIVE w(n) AS (SELECT 1 UNION ALL SELECT {} FROM w WHERE n < 3) FROM w",
    "SELECT 1 UNION ALL SELECT {}",
    "SELECT {} UNION ALL SELECT 1",
    "SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT {}"};

std::string filled(std::string place, const std::string& expression) {
  place.replace(place.find("{}"), 2, expression);
  return place;
}

TEST(DuckdbPositions, ForbiddenThingsAreRefusedInEachOfThem) {
  const auto guard = make_duckdb_guard(nullptr);
  const GuardPolicy policy{.allow = {"main.*"}};
  for (const auto& place : kPlaces) {
    for (const std::string forbidden :
         {"getenv('HOME')", "(SELECT max(a) FROM 'x.csv')", "(SELECT max(a) FROM secret.pay)",
          "(SELECT max(a) FROM read_csv('x'))", "current_user", "1::secret_type", "$1",
          "repeat('a', 1000000000)"}) {
      EXPECT_FALSE(guard->check(filled(place, forbidden), policy)) << filled(place, forbidden);
    }
    const auto honest = guard->check(filled(place, "abs(1)"), policy);
    EXPECT_TRUE(honest) << filled(place, "abs(1)") << ": " << honest.error().message;
  }
}

/// "SELECT_NODE.having": places below which the marker stands, with the node they belong to.
bool collect(const duckdb::Node& node, std::string_view family, std::set<std::string>& places) {
  if (duckdb::text_of(node, "function_name") == "abs") return true;
  bool is_below = false;
  for (const auto& child : duckdb::children(node, family)) {
    if (!collect(*child.node, child.family, places)) continue;
    is_below = true;
    const auto type =
        std::string(duckdb::text_of(node, "class").empty() ? duckdb::text_of(node, "type")
                                                           : duckdb::text_of(node, "class"));
    places.insert((type.empty() ? std::string(family) : type) + "." + std::string(child.member));
  }
  return is_below;
}

TEST(DuckdbPositions, HaveAnExampleEach) {
  std::set<std::string> seen;
  for (const auto& place : kPlaces) {
    const auto tree = duckdb::parse_anywhere(filled(place, "abs(1)"));
    ASSERT_TRUE(std::holds_alternative<duckdb::Tree>(tree)) << place;
    collect(*std::get<duckdb::Tree>(tree).query, "query", seen);
  }
  const auto expect = [&](const std::string& family, std::string_view kinds,
                          std::string_view members) {
    for (const auto member : split(members, ' ')) {
      const auto mark = member.find('>');
      if (member.substr(mark + 1) != "expression" && member.substr(mark + 1) != "order") continue;
      bool is_seen = false;
      for (const auto kind : split(kinds, ' ')) {
        const auto name = kind.empty() ? family : std::string(kind.substr(0, kind.find('/')));
        is_seen = is_seen || seen.contains(name + "." + std::string(member.substr(0, mark)));
      }
      EXPECT_TRUE(is_seen) << family << " " << kinds << " " << member;
    }
  };
#define ASKDB_SHAPE(family, kinds, members) expect(family, kinds, members);
#include "sql/duckdb/nodes.inc"
#undef ASKDB_SHAPE
}

}  // namespace
}  // namespace askdb
