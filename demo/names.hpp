#pragma once

/// Names of people, companies, streets and cities, by culture.

#include <string>
#include <string_view>
#include <vector>

#include "random.hpp"

namespace askdb::demo {

struct City {
  std::string_view name;
  std::string_view country;
  std::string_view culture;  ///< Of most people there: a key of `culture_of`.
  std::string_view postal_prefix;
  std::string_view dialling_code;
  double weight = 1;  ///< Share of customers.
};

struct Culture {
  std::string_view key;
  std::vector<std::string_view> female;
  std::vector<std::string_view> male;
  std::vector<std::string_view> family;
  std::vector<std::string_view> streets;
};

const std::vector<City>& cities();
const Culture& culture_of(std::string_view key);

struct Person {
  std::string name;
  bool is_female = false;
};

/// Mostly of the city's culture, one in six from anywhere.
Person person_in(Random& random, const City& city);
std::string company_in(Random& random, const City& city);
std::string street_in(Random& random, const City& city);
std::string postal_code_in(Random& random, const City& city);
std::string phone_in(Random& random, const City& city);
/// "Zoë Müller-Łukasz" becomes "zoe.muller-lukasz".
std::string mail_name(std::string_view name);

}  // namespace askdb::demo
