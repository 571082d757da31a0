#include "names.hpp"

#include <array>
#include <utility>

namespace askdb::demo {

Person person_in(Random& random, const City& city) {
  static const std::vector<std::string_view> kAnywhere = {
      "german",  "french", "italian", "spanish", "british", "turkish",
      "turkish", "arabic", "arabic",  "chinese", "polish",  "hungarian"};
  const auto key = random.chance(0.83) ? city.culture : random.pick(kAnywhere);
  const Culture& culture = culture_of(key);
  const bool is_female = random.chance(0.51);
  const auto given = random.pick(is_female ? culture.female : culture.male);
  std::string family(random.pick(culture.family));
  if (random.chance(0.04)) {
    family += "-" + std::string(random.pick(culture_of(city.culture).family));
  }
  return {std::string(given) + " " + family, is_female};
}

std::string company_in(Random& random, const City& city) {
  static const std::vector<std::string_view> kTrades = {
      "Bau",   "Logistics", "Software", "Consulting",  "Electric",
      "Foods", "Textiles",  "Pharma",   "Metalworks",  "Gastro",
      "Media", "Energy",    "Design",   "Real Estate", "Automotive"};
  static const std::array<std::pair<std::string_view, std::string_view>, 9> kForms = {
      {{"german", "GmbH"},
       {"french", "SARL"},
       {"italian", "S.r.l."},
       {"spanish", "S.L."},
       {"portuguese", "Lda."},
       {"british", "Ltd"},
       {"nordic", "AB"},
       {"czech", "s.r.o."},
       {"polish", "Sp. z o.o."}}};
  std::string_view form = "Kft.";
  for (const auto& [culture, legal_form] : kForms) {
    if (culture == city.culture) {
      form = legal_form;
    }
  }
  const auto owner = random.pick(culture_of(city.culture).family);
  return std::string(owner) + " " + std::string(random.pick(kTrades)) + " " + std::string(form);
}

std::string street_in(Random& random, const City& city) {
  const auto street = std::string(random.pick(culture_of(city.culture).streets));
  const auto number = std::to_string(random.between(1, 140));
  const bool is_number_first = city.culture == "french" || city.culture == "british";
  return is_number_first ? number + " " + street : street + " " + number;
}

std::string postal_code_in(Random& random, const City& city) {
  const std::string prefix(city.postal_prefix);
  if (city.country == "United Kingdom")
    return prefix + std::to_string(random.between(1, 4)) + "A 1BB";
  if (city.country == "Ireland") return prefix + std::to_string(random.between(1, 9)) + " X2Y3";
  const std::size_t digits =
      city.country == "Austria" || city.country == "Switzerland" || city.country == "Hungary" ? 4
                                                                                              : 5;
  std::string code = prefix;
  const std::size_t wanted = digits + (prefix.find('-') == std::string::npos ? 0 : 1);
  while (code.size() < wanted) {
    code += static_cast<char>('0' + random.between(0, 9));
  }
  return code;
}

std::string phone_in(Random& random, const City& city) {
  return std::string(city.dialling_code) + " " +
         std::to_string(random.between(2'000'000, 9'999'999));
}

std::string mail_name(std::string_view name) {
  // Latin letters of U+00C0..U+017F without their marks; everything else that is no ASCII is
  // dropped.
  static constexpr std::string_view kLatin =
      "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuytyaaaaaaccccccccdd"
      "ddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssss"
      "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
  std::string mail;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const auto byte = static_cast<unsigned char>(name[at]);
    if (byte >= 0xC3 && byte <= 0xC5 && at + 1 < name.size()) {
      const std::size_t code =
          (byte & 0x1FU) * 64U + (static_cast<unsigned char>(name[++at]) & 0x3FU);
      mail += kLatin.at(code - 0xC0);
    } else if (byte >= 'A' && byte <= 'Z') {
      mail += static_cast<char>(byte + 32);
    } else if ((byte >= 'a' && byte <= 'z') || byte == '-') {
      mail += static_cast<char>(byte);
    } else if (byte == ' ' && !mail.empty() && mail.back() != '.') {
      mail += '.';
    }
  }
  while (!mail.empty() && mail.back() == '.') mail.pop_back();
  return mail;
}

}  // namespace askdb::demo
