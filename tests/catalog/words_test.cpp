#include "catalog/words.hpp"

#include <gmock/gmock.h>

namespace askdb::catalog {
namespace {

std::string pieces(const std::vector<Word>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word.text;
  return text;
}

TEST(Words, IdentifiersFallIntoTheirWords) {
  EXPECT_EQ(pieces(identifier_words("customer_id")), "customer id");
  EXPECT_EQ(pieces(identifier_words("CustomerID")), "customer id");
  EXPECT_EQ(pieces(identifier_words("IDNumber2")), "id number 2");
  EXPECT_EQ(pieces(identifier_words("T_ORDER__HDR")), "t order hdr");
  EXPECT_EQ(pieces(identifier_words("Straßen Länge")), "strassen lange");
  EXPECT_EQ(pieces(identifier_words("")), "");
}

TEST(Words, PluralsBecomeSingular) {
  for (const auto& [plural, one] :
       std::vector<std::pair<std::string, std::string>>{{"customers", "customer"},
                                                        {"addresses", "address"},
                                                        {"branches", "branch"},
                                                        {"categories", "category"},
                                                        {"statuses", "status"},
                                                        {"status", "status"},
                                                        {"people", "person"},
                                                        {"boxes", "box"},
                                                        {"houses", "house"},
                                                        {"movies", "movie"},
                                                        {"analysis", "analysis"},
                                                        {"class", "class"},
                                                        {"heroes", "hero"},
                                                        {"ids", "id"},
                                                        {"bonuses", "bonus"},
                                                        {"courses", "course"},
                                                        {"purchases", "purchase"},
                                                        {"was", "was"}}) {
    EXPECT_EQ(singular(plural), one);
  }
}

TEST(Words, AccentsAndCaseDoNotMatter) {
  EXPECT_EQ(folded("ŁÓDŹ Élodie Straße"), "lodz elodie strasse");
  EXPECT_EQ(folded("日本"), "日本");
  EXPECT_EQ(folded("\xc3"), "\xc3");
}

TEST(Words, StemsJoinWordForms) {
  EXPECT_EQ(stem_of("opened"), stem_of("opening"));
  EXPECT_EQ(stem_of(std::string(1'000, 'a')).size(), 1'000U);
}

}  // namespace
}  // namespace askdb::catalog
