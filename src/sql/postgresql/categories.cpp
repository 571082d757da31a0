#include "sql/postgresql/categories.hpp"

#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"

namespace askdb::postgresql {
namespace {

Category of_letter(char letter) {
  switch (letter) {
    case 'S':
      return Category::kText;
    case 'N':
      return Category::kNumber;
    case 'D':
      return Category::kTime;
    case 'B':
      return Category::kBoolean;
    case 'J':
      return Category::kJson;
    case 'A':
      return Category::kArray;
    case 'R':
      return Category::kRange;
    default:
      return Category::kOther;
  }
}

struct Group {
  const char* letters;
  const char* names;  ///< Separated by blanks.
};

constexpr Group kResults[] = {
#include "sql/postgresql/function_results.inc"
};
constexpr Group kArguments[] = {
#include "sql/postgresql/function_arguments.inc"
};

template <std::size_t N>
std::unordered_map<std::string_view, std::string_view> by_name(const Group (&groups)[N]) {
  std::unordered_map<std::string_view, std::string_view> found;
  for (const auto& group : groups) {
    for (const auto name : split(group.names, ' ')) {
      if (!name.empty()) found.emplace(name, group.letters);
    }
  }
  return found;
}

const std::unordered_map<std::string_view, Category>& categories() {
  static const std::unordered_map<std::string_view, Category> kTypes = [] {
    constexpr Group kGroups[] = {
        {"S", "text varchar bpchar char character name"},
        {"N",
         "int2 int4 int8 smallint integer bigint numeric decimal real float4 float8 double "
         "money oid"},
        {"D", "date time timetz timestamp timestamptz interval"},
        {"B", "bool boolean"},
        {"J", "json jsonb jsonpath"},
        {"R",
         "int4range int8range numrange tsrange tstzrange daterange int4multirange "
         "int8multirange nummultirange tsmultirange tstzmultirange datemultirange"},
        {"O",
         "uuid bytea bit varbit inet cidr macaddr macaddr8 point line lseg box path polygon "
         "circle tsvector tsquery xml"}};
    std::unordered_map<std::string_view, Category> found;
    for (const auto& group : kGroups) {
      for (const auto name : split(group.names, ' '))
        found.emplace(name, of_letter(*group.letters));
    }
    return found;
  }();
  return kTypes;
}

}  // namespace

Category category_of_type(std::string_view type) {
  if (type.ends_with("[]") || type.starts_with("_")) return Category::kArray;
  if (type.starts_with("any") || type == "\"any\"") return Category::kAny;
  // "character varying(50)", "timestamp with time zone", "double precision": the first word tells.
  type = type.substr(0, type.find_first_of(" ("));
  const auto found = categories().find(type);
  return found == categories().end() ? Category::kUnknown : found->second;
}

Category result_of_function(std::string_view name) {
  static const auto kByName = by_name(kResults);
  const auto found = kByName.find(name);
  return found == kByName.end() ? Category::kUnknown : of_letter(found->second.front());
}

bool can_be_builtin_call(std::string_view name, const std::vector<Category>& arguments) {
  static const auto kByName = by_name(kArguments);
  if (arguments.empty()) return true;
  const Category first = arguments.front();
  if (first == Category::kUnknown || first == Category::kLiteral || first == Category::kAny) {
    return true;
  }
  const auto found = kByName.find(name);
  if (found == kByName.end()) return true;
  for (const char letter : found->second) {
    if (of_letter(letter) == first) return true;
  }
  return false;
}

}  // namespace askdb::postgresql
