#include <unordered_map>

#include "linguist/words.hpp"

namespace askdb::linguist {

std::optional<Degree> degree(std::string_view lower) {
  static constexpr std::string_view kAge = "age birth birthday dob year";
  static constexpr std::string_view kMoney = "price cost fee charge amount rate rental";
  static constexpr std::string_view kLength = "length duration distance runtime minute hour time";
  static constexpr std::string_view kWhen = "date year time start day created";
  static constexpr std::string_view kSize = "size area population capacity acreage square";
  static constexpr std::string_view kSpeed = "speed velocity time";
  static constexpr std::string_view kPay = "salary income wage earning wealth revenue balance";
  static const std::unordered_map<std::string_view, Degree> kDegrees{
      {"older", {kAge, true, false, true}},
      {"oldest", {kAge, true, true, true}},
      {"elder", {kAge, true, false, true}},
      {"eldest", {kAge, true, true, true}},
      {"younger", {kAge, false, false, true}},
      {"youngest", {kAge, false, true, true}},
      {"taller", {"height elevation", true, false}},
      {"tallest", {"height elevation", true, true}},
      {"shorter", {"height length duration distance", false, false}},
      {"shortest", {"height length duration distance time", false, true}},
      {"heavier", {"weight", true, false}},
      {"heaviest", {"weight", true, true}},
      {"lighter", {"weight", false, false}},
      {"lightest", {"weight", false, true}},
      {"expensive", {kMoney, true, false}},
      {"pricey", {kMoney, true, false}},
      {"priciest", {kMoney, true, true}},
      {"costliest", {kMoney, true, true}},
      {"cheaper", {kMoney, false, false}},
      {"cheapest", {kMoney, false, true}},
      {"longer", {kLength, true, false}},
      {"longest", {kLength, true, true}},
      {"faster", {kSpeed, true, false}},
      {"fastest", {kSpeed, true, true}},
      {"slower", {kSpeed, false, false}},
      {"slowest", {kSpeed, false, true}},
      {"richer", {kPay, true, false}},
      {"richest", {kPay, true, true}},
      {"wealthiest", {kPay, true, true}},
      {"poorest", {kPay, false, true}},
      {"paid", {kPay, true, false}},
      {"later", {kWhen, true, false}},
      {"latest", {kWhen, true, true}},
      {"newer", {kWhen, true, false}},
      {"newest", {kWhen, true, true}},
      {"recent", {kWhen, true, false}},
      {"recently", {kWhen, true, false}},
      {"earlier", {kWhen, false, false}},
      {"earliest", {kWhen, false, true}},
      {"deepest", {"depth", true, true}},
      {"deeper", {"depth", true, false}},
      {"wider", {"width", true, false}},
      {"widest", {"width", true, true}},
      {"strongest", {"strength power", true, true}},
      {"hottest", {"temperature", true, true}},
      {"coldest", {"temperature", false, true}},
      {"busiest", {"", true, true}},
      {"larger", {kSize, true, false}},
      {"largest", {kSize, true, true}},
      {"bigger", {kSize, true, false}},
      {"biggest", {kSize, true, true}},
      {"greater", {"", true, false}},
      {"greatest", {"", true, true}},
      {"higher", {"", true, false}},
      {"highest", {"", true, true}},
      {"top", {"", true, true}},
      {"best", {"rating score rank rate", true, true}},
      {"worst", {"rating score rank rate", false, true}},
      {"maximum", {"", true, true}},
      {"maximal", {"", true, true}},
      {"max", {"", true, true}},
      {"most", {"", true, true}},
      {"more", {"", true, false}},
      {"smaller", {kSize, false, false}},
      {"smallest", {kSize, false, true}},
      {"lower", {"", false, false}},
      {"lowest", {"", false, true}},
      {"bottom", {"", false, true}},
      {"minimum", {"", false, true}},
      {"minimal", {"", false, true}},
      {"min", {"", false, true}},
      {"least", {"", false, true}},
      {"fewest", {"", false, true}},
      {"fewer", {"", false, false}},
      {"less", {"", false, false}}};
  const auto found = kDegrees.find(lower);
  if (found == kDegrees.end()) return std::nullopt;
  return found->second;
}

}  // namespace askdb::linguist
