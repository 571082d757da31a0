#include "linguist/value_index.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace askdb::linguist {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string described(std::string_view question, const ValueHit& hit) {
  std::string text(question.substr(hit.begin, hit.end - hit.begin));
  text += " | " + std::string(hit.table) + "." + std::string(hit.column) + " | ";
  text += std::string(hit.text) + " | ";
  constexpr const char* kNames[] = {"exact", "folded", "inflected", "typo", "partial"};
  text += kNames[static_cast<int>(hit.quality)];
  if (hit.is_weak) text += " | weak";
  if (hit.is_quoted) text += " | quoted";
  if (hit.matches > 1) text += " | x" + std::to_string(hit.matches);
  return text;
}

KnownValues parsed_column(const std::string& line) {
  const std::size_t colon = line.find(": ");
  const std::size_t dot = line.find('.');
  KnownValues known{.table = line.substr(0, dot), .column = line.substr(dot + 1, colon - dot - 1)};
  std::string rest = line.substr(colon + 2);
  for (std::size_t bar = 0; (bar = rest.find(" | ")) != std::string::npos;) {
    known.values.push_back(rest.substr(0, bar));
    rest = rest.substr(bar + 3);
  }
  known.values.push_back(rest);
  return known;
}

bool is_everyday(std::string_view word) {
  return word == "a" || word == "and" || word == "open" || word == "all";
}

TEST(ValueIndex, FindsValuesAsInTheCaseFile) {
  std::ifstream file(ASKDB_SOURCE_DIR "/tests/cases/linguist/values.case");
  ASSERT_TRUE(file.is_open());
  std::vector<KnownValues> values;
  struct Case {
    int line = 0;
    std::string question;
    std::vector<std::string> expected;
  };
  std::vector<Case> cases;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.starts_with("? ")) {
      cases.push_back({number, line.substr(2), {}});
    } else if (line.starts_with("= ")) {
      cases.back().expected.push_back(line.substr(2));
    } else if (!line.empty() && line[0] != '#') {
      values.push_back(parsed_column(line));
    }
  }
  const ValueIndex index(values, is_everyday);
  EXPECT_GT(cases.size(), 30U);
  for (const Case& one : cases) {
    std::vector<std::string> found;
    for (const ValueHit& hit : index.find(one.question)) {
      found.push_back(described(one.question, hit));
    }
    EXPECT_EQ(found, one.expected) << "values.case:" << one.line << ": " << one.question;
  }
}

TEST(ValueIndex, AnEmptyIndexFindsNothing) {
  EXPECT_THAT(ValueIndex({}).find("customers in Vienna"), IsEmpty());
  EXPECT_THAT(ValueIndex({{.table = "t", .column = "c", .values = {"", " ", "+"}}}).find("+ t"),
              IsEmpty());
}

TEST(ValueIndex, KeepsTheColumnOfEachHit) {
  const ValueIndex index({{.schema = "public", .table = "a", .column = "x", .values = {"Linz"}},
                          {.schema = "audit", .table = "b", .column = "y", .values = {"Linz"}}});
  const auto hits = index.find("all of Linz");
  ASSERT_THAT(hits, SizeIs(2));
  EXPECT_EQ(hits[0].schema, "public");
  EXPECT_EQ(hits[1].schema, "audit");
  EXPECT_EQ(hits[1].source, 1U);
}

TEST(ValueIndex, StrangeBytesDoNoHarm) {
  const ValueIndex index(
      {{.table = "t", .column = "c", .values = {"\xff\xfe", "ok \xC3", "fine"}}});
  EXPECT_THAT(index.find("\xff\xfe\x80 '\xC3 fine"), SizeIs(::testing::Ge(1U)));
  std::string quotes(20'000, '\'');
  EXPECT_NO_THROW((void)index.find(quotes + " \" fine"));
}

TEST(QuotedSpans, KnowQuotesFromApostrophes) {
  const auto inner = [](std::string_view text) {
    std::vector<std::string> found;
    for (const QuotedSpan& span : quoted_spans(text)) {
      found.emplace_back(text.substr(span.inner_begin, span.inner_end - span.inner_begin));
    }
    return found;
  };
  EXPECT_THAT(inner("the customer's 'first name' and \"last\""), ElementsAre("first name", "last"));
  EXPECT_THAT(inner("'Bob's Burgers' menu"), ElementsAre("Bob's Burgers"));
  EXPECT_THAT(inner("«un» „zwei“ `three`"), ElementsAre("un", "zwei", "three"));
  EXPECT_THAT(inner("don't and can't"), IsEmpty());
}

TEST(ValueForm, FoldsLettersOfManyAlphabets) {
  EXPECT_EQ(value_form("  Ærøskøbing—ŁÓDŹ "), "aeroskobing lodz");
  EXPECT_EQ(value_form("Straße Δ МОСКВА"), "strasse δ москва");
}

}  // namespace
}  // namespace askdb::linguist
