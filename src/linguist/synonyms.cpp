#include <unordered_map>

#include "base/text.hpp"
#include "linguist/tokens.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

/// One line is a set of words that stand for each other in the names of tables and columns.
constexpr std::string_view kSets[]{
    "gender sex",
    "salary wage pay income earn earning",
    "price cost charge fee",
    "price expensive cheap",
    "cost expensive",
    "weight weigh",
    "height tall",
    "age old",
    "birthday birth born dob",
    "telephone phone",
    "mobile cell phone",
    "email mail",
    "zip postcode postal zipcode",
    "name title",
    "nationality citizenship",
    "country nation",
    "location place",
    "location locate",
    "address live reside",
    "city town",
    "movie film",
    "song track",
    "singer artist musician",
    "customer client buyer",
    "employee staff worker",
    "company firm business corporation enterprise",
    "teacher instructor lecturer professor faculty",
    "student pupil",
    "course class subject",
    "department dept",
    "doctor physician",
    "car vehicle automobile",
    "boat ship vessel",
    "plane aircraft airplane",
    "shop store",
    "product item good",
    "order purchase",
    "amount quantity",
    "quantity unit number",
    "date day when",
    "year when",
    "time when",
    "start begin open",
    "end finish close",
    "opening open",
    "author writer write",
    "book novel",
    "category type kind",
    "type kind sort",
    "genre type kind",
    "status state condition",
    "rank ranking position",
    "rating star score",
    "grade score mark",
    "point score",
    "duration length long",
    "length long",
    "distance far",
    "size big large",
    "area size",
    "population inhabitant resident people",
    "capacity hold seat",
    "attendance attendee attend audience",
    "manager head boss",
    "supervisor boss",
    "budget funding",
    "revenue income earning sale turnover",
    "profit gain",
    "percentage percent share",
    "description describe",
    "detail information",
    "comment remark note",
    "code abbreviation",
    "identifier id",
    "degree diploma",
    "school college university institution",
    "team club",
    "game match",
    "player athlete",
    "race competition contest",
    "party event",
    "meeting appointment",
    "trip journey travel",
    "flight fly",
    "origin source from depart departure",
    "destination dest arrive arrival",
    "airport airfield",
    "hotel accommodation",
    "room chamber",
    "apartment flat",
    "house home building",
    "owner own",
    "person people human individual",
    "child kid",
    "dog puppy pet",
    "language tongue speak",
    "document paper file",
    "paper article publication",
    "publisher publish",
    "director direct",
    "producer produce",
    "founder found",
    "founded found establish",
    "built build construct construction",
    "hire employ recruit",
    "role job position post",
    "job occupation profession work",
    "treatment procedure",
    "medicine drug medication",
    "hardware device equipment",
    "supplier vendor provider",
    "shipment delivery ship",
    "invoice bill",
    "payment pay",
    "account acct",
    "transaction transfer",
    "loan credit",
    "branch office",
    "balance",
    "complaint grievance",
    "region area territory",
    "state province",
    "county district",
    "street road",
    "mountain peak",
    "sport game",
    "hobby interest",
    "allergy allergen",
    "advisor adviser advise",
    "major study",
    "credit point",
    "term semester",
    "section part",
    "message post",
    "user member account",
    "picture photo image",
    "elevation altitude height",
    "speed fast velocity",
    "power horsepower",
    "model version",
    "maker manufacturer make brand",
    "manufacturer company producer",
    "color colour",
    "vote ballot",
    "candidate nominee",
    "result outcome",
    "win winner victory",
    "loss lose defeat",
    "film reel picture",
    "rental rent borrow",
    "lastname surname",
    "surname last family",
    "firstname forename",
    "given first",
    "middle initial",
    "spouse partner wife husband",
    "claim settlement",
    "policy insurance",
    "campus site",
    "facility amenity",
    "wine vintage",
    "crop harvest",
    "latitude lat",
    "longitude long lng lon"};

using Table = std::unordered_map<std::string, std::vector<Synonym>>;

Table build() {
  Table table;
  for (const auto line : kSets) {
    const auto words = split(line, ' ');
    for (const auto word : words) {
      auto& list = table[stem_of(word)];
      for (const auto other : words) {
        if (other == word) continue;
        const std::string stem = stem_of(other);
        bool is_new = true;
        for (const auto& known : list) is_new = is_new && known.stem != stem;
        if (is_new) list.push_back({stem, 0.72});
      }
    }
  }
  return table;
}

}  // namespace

std::span<const Synonym> synonyms(std::string_view stem) {
  static const Table kTable = build();
  const auto found = kTable.find(std::string(stem));
  if (found == kTable.end()) return {};
  return found->second;
}

std::string_view expanded_abbreviation(std::string_view lower) {
  static const std::unordered_map<std::string_view, std::string_view> kAbbreviations{
      {"fname", "first name"},   {"lname", "last name"},     {"firstname", "first name"},
      {"lastname", "last name"}, {"mname", "middle name"},   {"minit", "middle initial"},
      {"dob", "date of birth"},  {"bdate", "birth date"},    {"birthdate", "birth date"},
      {"birthday", "birth day"}, {"birthplace", "birth place"}, {"qty", "quantity"},
      {"num", "number"},         {"nr", "number"},           {"no", "number"},
      {"dept", "department"},    {"addr", "address"},        {"amt", "amount"},
      {"desc", "description"},   {"emp", "employee"},        {"mgr", "manager"},
      {"yr", "year"},            {"tel", "telephone"},       {"avg", "average"},
      {"pct", "percent"},        {"lat", "latitude"},        {"lng", "longitude"},
      {"cust", "customer"},      {"prod", "product"},        {"acct", "account"},
      {"org", "organization"},   {"univ", "university"},     {"stu", "student"},
      {"prof", "professor"},     {"enr", "enrollment"},      {"pos", "position"},
      {"loc", "location"},       {"lang", "language"},       {"inst", "institution"},
      {"cat", "category"},       {"subcat", "subcategory"},  {"temp", "temperature"},
      {"max", "maximum"},        {"min", "minimum"},         {"src", "source"},
      {"dst", "destination"},    {"dest", "destination"},    {"ref", ""},
      {"tbl", ""},               {"tot", "total"},           {"cred", "credit"},
      {"bldg", "building"},
      {"hrs", "hours"},          {"mins", "minutes"},
      {"ssn", "social security number"}, {"zipcode", "zip code"},
      {"postcode", "post code"}, {"phonenumber", "phone number"}, {"filename", "file name"},
      {"username", "user name"}, {"nickname", "nick name"},  {"ids", "id"},
      {"yn", ""},                 {"msg", "message"},
      {"img", "image"},          {"cnt", "count"},           {"bal", "balance"},
      {"freq", "frequency"},     {"intl", "international"},  {"mfr", "manufacturer"},
      {"gdp", "gross domestic product"}, {"attr", "attribute"}, {"info", "information"},
      {"rec", "record"},          {"sched", "schedule"}};
  const auto found = kAbbreviations.find(lower);
  return found == kAbbreviations.end() ? std::string_view() : found->second;
}

}  // namespace askdb::linguist
