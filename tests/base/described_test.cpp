#include "base/described.hpp"

#include <gmock/gmock.h>

namespace askdb {
namespace {

enum class Colour { kRed, kDarkGreen };
BOOST_DESCRIBE_ENUM(Colour, kRed, kDarkGreen)

struct Wheel {
  int spokes = 0;
  Colour colour = Colour::kRed;
};
BOOST_DESCRIBE_STRUCT(Wheel, (), (spokes, colour))

struct Bicycle {
  std::string name;
  std::optional<double> weight;
  std::vector<Wheel> wheels;
};
BOOST_DESCRIBE_STRUCT(Bicycle, (), (name, weight, wheels))

std::string_view field_doc(const Bicycle*, std::string_view field) {
  return field == "weight" ? "in kilograms" : "";
}

TEST(Described, WritesEnumeratorsInSnakeCase) {
  EXPECT_EQ(json::serialize(to_json(Wheel{36, Colour::kDarkGreen})),
            R"({"spokes":36,"colour":"dark_green"})");
}

TEST(Described, LeavesOutAnEmptyOptional) {
  EXPECT_EQ(json::serialize(to_json(Bicycle{"a", {}, {}})), R"({"name":"a","wheels":[]})");
}

TEST(Described, SchemaHoldsNestedTypesInPlaceAndFieldComments) {
  const auto schema = json::value(json_schema<Bicycle>());
  EXPECT_EQ(schema.at_pointer("/properties/weight/description"), "in kilograms");
  EXPECT_EQ(schema.at_pointer("/properties/wheels/items/properties/colour/enum/1"), "dark_green");
  EXPECT_EQ(json::serialize(schema.at("required")), R"(["name","wheels"])");
}

TEST(Described, ReadsWhatItWrites) {
  const auto parsed = from_json<Bicycle>(
      json::parse(R"({"name":"b","weight":12,"wheels":[{"spokes":32,"colour":"red"}]})"));
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->weight, 12.0);
  EXPECT_EQ(parsed->wheels[0].spokes, 32);
}

TEST(Described, NamesEveryProblemWithItsPlace) {
  const auto parsed = from_json<Bicycle>(
      json::parse(R"({"weight":"heavy","wheels":[{"spokes":1.5,"colour":"blue"}]})"));
  ASSERT_FALSE(parsed.has_value());
  const std::string message = parsed.error().message;
  EXPECT_THAT(message, ::testing::HasSubstr("/name: is missing"));
  EXPECT_THAT(message, ::testing::HasSubstr("/weight: expected a number, got text"));
  EXPECT_THAT(message, ::testing::HasSubstr("/wheels/0/spokes: expected a whole number"));
  EXPECT_THAT(message, ::testing::HasSubstr("\"blue\" is not one of red, dark_green"));
}

TEST(Described, RefusesUnknownFieldsWhenAsked) {
  const auto value = json::parse(R"({"spokes":1,"colour":"red","bell":true})");
  EXPECT_TRUE(from_json<Wheel>(value).has_value());
  const auto strict = from_json<Wheel>(value, UnknownFields::kRefuse);
  ASSERT_FALSE(strict.has_value());
  EXPECT_THAT(strict.error().message, ::testing::HasSubstr("has no field \"bell\""));
}

}  // namespace
}  // namespace askdb
