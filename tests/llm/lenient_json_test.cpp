#include "llm/lenient_json.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace askdb {
namespace {

std::string found(std::string_view text) {
  const auto value = find_json(text);
  return value ? json::serialize(*value) : "nothing";
}

TEST(FindJson, TakesAWholeText) { EXPECT_EQ(found(" {\"a\": 1}\n"), R"({"a":1})"); }

TEST(FindJson, TakesAFencedBlock) {
  EXPECT_EQ(found("Here it is:\n```json\n{\"a\": [1, 2]}\n```\nHope this helps {x}."),
            R"({"a":[1,2]})");
  EXPECT_EQ(found("```\n{\"a\": \"```sql\"}\n```"), R"({"a":"```sql"})");
  EXPECT_EQ(found("```{\"a\": 1}```"), R"({"a":1})");
}

TEST(FindJson, IgnoresWhatStandsAroundAnObject) {
  EXPECT_EQ(found("Sure! {\"a\": {\"b\": \"}\"}} That is all."), R"({"a":{"b":"}"}})");
}

TEST(FindJson, SkipsBracesThatAreNotJson) {
  EXPECT_EQ(found("The set {x, y} becomes {\"a\": 1}"), R"({"a":1})");
}

TEST(FindJson, ForgivesATrailingComma) { EXPECT_EQ(found("{\"a\": [1, 2,],}"), R"({"a":[1,2]})"); }

TEST(FindJson, FindsNothingInPlainTextOrACutOffObject) {
  EXPECT_EQ(found("no json here"), "nothing");
  EXPECT_EQ(found(""), "nothing");
  EXPECT_EQ(found("{\"a\": [1, 2"), "nothing");
}

TEST(FindJson, SurvivesDeepNestingAndManyBraces) {
  EXPECT_EQ(found(std::string(1'000'000, '[')), "nothing");
  EXPECT_EQ(found(std::string(1'000'000, '{')), "nothing");
}

enum class Colour { kRed, kDarkBlue };
BOOST_DESCRIBE_ENUM(Colour, kRed, kDarkBlue)
struct Part {
  std::string name;
  double weight = 0;
};
BOOST_DESCRIBE_STRUCT(Part, (), (name, weight))
struct Whole {
  std::int64_t count = 0;
  bool is_good = false;
  Colour colour = Colour::kRed;
  std::vector<Part> parts;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Whole, (), (count, is_good, colour, parts, note))

Result<Whole> read(std::string_view text) {
  return from_json<Whole>(mended(json::parse(text), json_schema<Whole>()));
}

TEST(Mended, ReadsNumbersTruthAndEnumsWrittenAsStrings) {
  const auto whole = read(R"({"count": "12", "is_good": "True", "colour": "Dark Blue",
                             "parts": [{"name": 7, "weight": "1.5"}]})");
  ASSERT_TRUE(whole) << whole.error().message;
  EXPECT_EQ(whole->count, 12);
  EXPECT_TRUE(whole->is_good);
  EXPECT_EQ(whole->colour, Colour::kDarkBlue);
  EXPECT_EQ(whole->parts.at(0).name, "7");
  EXPECT_EQ(whole->parts.at(0).weight, 1.5);
}

TEST(Mended, ReadsAnItemForAListAndJsonInsideAString) {
  const auto one = read(R"({"count": 1, "is_good": true, "colour": "red",
                           "parts": {"name": "a", "weight": 1}})");
  ASSERT_TRUE(one) << one.error().message;
  EXPECT_EQ(one->parts.size(), 1U);
  const auto nested = read(R"({"count": 1, "is_good": true, "colour": "red",
                              "parts": "[{\"name\": \"a\", \"weight\": 1}]", "note": null})");
  ASSERT_TRUE(nested) << nested.error().message;
  EXPECT_EQ(nested->parts.at(0).name, "a");
  EXPECT_EQ(nested->note, std::nullopt);
}

TEST(Mended, LeavesWhatItCannotMend) {
  const auto bad = read(R"({"count": "many", "is_good": "perhaps", "colour": "pink"})");
  ASSERT_FALSE(bad);
  EXPECT_THAT(bad.error().message,
              ::testing::AllOf(::testing::HasSubstr("/count"), ::testing::HasSubstr("/is_good"),
                               ::testing::HasSubstr("/colour")));
}

}  // namespace
}  // namespace askdb
