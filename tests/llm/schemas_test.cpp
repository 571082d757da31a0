#include "llm/wire/schemas.hpp"

#include <gmock/gmock.h>

namespace askdb {
namespace {

enum class Size { kSmall, kBig };
BOOST_DESCRIBE_ENUM(Size, kSmall, kBig)
struct Item {
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (count))
struct Order {
  std::string name;
  std::optional<std::string> note;
  std::optional<Size> size;
  std::vector<Item> items;
};
BOOST_DESCRIBE_STRUCT(Order, (), (name, note, size, items))
struct Free {
  std::map<std::string, std::string> fields;
};
BOOST_DESCRIBE_STRUCT(Free, (), (fields))

TEST(StrictSchema, RequiresEverythingAndMakesOptionalFieldsNullable) {
  EXPECT_EQ(json::value(*strict_schema(json_schema<Order>())), json::parse(R"({
    "type": "object",
    "properties": {
      "name": {"type": "string"},
      "note": {"type": ["string", "null"]},
      "size": {"type": ["string", "null"], "enum": ["small", "big", null]},
      "items": {"type": "array", "items": {
        "type": "object", "properties": {"count": {"type": "integer"}},
        "required": ["count"], "additionalProperties": false}}},
    "required": ["name", "note", "size", "items"],
    "additionalProperties": false})"));
}

TEST(GeminiSchema, UsesItsOwnTypeNamesAndKeepsTheOrder) {
  EXPECT_EQ(json::value(*gemini_schema({"order", json_schema<Order>()})), json::parse(R"({
    "type": "OBJECT", "title": "order",
    "properties": {
      "name": {"type": "STRING"},
      "note": {"type": "STRING", "nullable": true},
      "size": {"type": "STRING", "enum": ["small", "big"], "nullable": true},
      "items": {"type": "ARRAY", "items": {
        "type": "OBJECT", "properties": {"count": {"type": "INTEGER"}},
        "propertyOrdering": ["count"], "required": ["count"]}}},
    "propertyOrdering": ["name", "note", "size", "items"],
    "required": ["name", "items"]})"));
}

TEST(Schemas, RefuseWhatTheProvidersRefuse) {
  EXPECT_EQ(strict_schema(json_schema<Free>()), std::nullopt);
  EXPECT_EQ(gemini_schema({"free", json_schema<Free>()}), std::nullopt);
}

}  // namespace
}  // namespace askdb
