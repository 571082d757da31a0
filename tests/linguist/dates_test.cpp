#include "linguist/dates.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace askdb {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Date kToday = make_date(2026, 11, 20);

std::string described(std::string_view question, const DatePhrase& phrase) {
  const auto day = [](const std::optional<Date>& date) { return date ? iso_date(*date) : "-"; };
  std::string text(question.substr(phrase.begin, phrase.end - phrase.begin));
  text += " | " + day(phrase.from) + " | " + day(phrase.to) + " | " + name_of(phrase.granularity);
  if (!phrase.is_certain) text += " | uncertain";
  if (phrase.is_year_assumed) text += " | assumed";
  return text;
}

TEST(Dates, AreFoundAsInTheCaseFile) {
  std::ifstream file(ASKDB_SOURCE_DIR "/tests/cases/linguist/dates.case");
  ASSERT_TRUE(file.is_open());
  std::string question;
  std::vector<std::string> expected;
  int number = 0;
  int question_line = 0;
  int cases = 0;
  const auto check = [&] {
    if (question.empty()) return;
    std::vector<std::string> found;
    for (const DatePhrase& phrase : find_dates(question, kToday)) {
      found.push_back(described(question, phrase));
    }
    EXPECT_EQ(found, expected) << "dates.case:" << question_line << ": " << question;
    ++cases;
    expected.clear();
  };
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.starts_with("? ")) {
      check();
      question = line.substr(2);
      question_line = number;
    } else if (line.starts_with("= ")) {
      expected.push_back(line.substr(2));
    }
  }
  check();
  EXPECT_GT(cases, 80);
}

TEST(Dates, AreNamedShortlyInTheirText) {
  const auto text = [](std::string_view question) {
    return find_dates(question, kToday).at(0).text;
  };
  EXPECT_EQ(text("in 2024"), "2024");
  EXPECT_EQ(text("last month"), "2026-10");
  EXPECT_EQ(text("Q3 2025"), "2025-Q3");
  EXPECT_EQ(text("yesterday"), "2026-11-19");
  EXPECT_EQ(text("from 2024-03-05 to 2024-03-09"), "2024-03-05 to 2024-03-09");
  EXPECT_EQ(text("since 2020"), "since 2020-01-01");
  EXPECT_EQ(text("before June 2024"), "before 2024-06-01");
}

TEST(Dates, TwoPhrasesOfOneQuestionAreBothFound) {
  const std::string question = "customers who joined in 2019 but ordered nothing since last month";
  const auto found = find_dates(question, kToday);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].text, "2019");
  EXPECT_EQ(found[1].text, "since 2026-10-01");
}

TEST(Dates, AMonthBackFromTheThirtyFirstEndsInAShorterMonth) {
  const auto found = find_dates("in the last 1 month", make_date(2026, 3, 31));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(iso_date(*found[0].from), "2026-02-28");
}

TEST(Dates, LongAndStrangeInputEndsSoon) {
  std::string strange;
  for (int i = 0; i < 20'000; ++i) strange += " 'a end of between 3/5 since";
  EXPECT_NO_THROW((void)find_dates(strange, kToday));
  EXPECT_NO_THROW((void)find_buckets(strange));
  EXPECT_THAT(find_dates("", kToday), IsEmpty());
  EXPECT_THAT(find_dates("\xff\xfe 99999999999999999999", kToday), IsEmpty());
}

std::vector<std::string> buckets(std::string_view question) {
  std::vector<std::string> found;
  for (const BucketPhrase& bucket : find_buckets(question)) {
    found.push_back(std::string(question.substr(bucket.begin, bucket.end - bucket.begin)) + " " +
                    name_of(bucket.granularity));
  }
  return found;
}

TEST(Buckets, AreFoundInEveryWording) {
  EXPECT_THAT(buckets("sales per month"), ElementsAre("per month month"));
  EXPECT_THAT(buckets("monthly sales"), ElementsAre("monthly month"));
  EXPECT_THAT(buckets("revenue by quarter"), ElementsAre("by quarter quarter"));
  EXPECT_THAT(buckets("orders for each year"), ElementsAre("for each year year"));
  EXPECT_THAT(buckets("daily and weekly visits"), ElementsAre("daily day", "weekly week"));
  EXPECT_THAT(buckets("Umsatz pro Jahr"), ElementsAre("pro Jahr year"));
  EXPECT_THAT(buckets("sales per region and month by category"), IsEmpty());
  EXPECT_THAT(buckets("albums of 'Daily Bread'"), IsEmpty());
}

}  // namespace
}  // namespace askdb
