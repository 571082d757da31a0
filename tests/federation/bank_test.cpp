// Thirty questions over the demo bank: each federated statement gives the gold rows.

#include "bank_places.hpp"
#include "federated_fixture.hpp"

namespace askdb {
namespace {

using testing::bank_questions;
using testing::BankPlaces;
using testing::Federated;
using testing::lines_of;

class Bank : public Federated, public ::testing::WithParamInterface<testing::BankPlace> {
 protected:
  static void SetUpTestSuite() { places_ = std::make_unique<BankPlaces>(); }
  static void TearDownTestSuite() { places_.reset(); }

  static inline std::unique_ptr<BankPlaces> places_;
};

TEST_P(Bank, AnswersAreRight) {
  std::string why_not;
  configs_ = (*places_.*GetParam().sources)(why_not);
  if (configs_.empty()) GTEST_SKIP() << why_not;
  const auto questions = bank_questions();
  ASSERT_EQ(questions.size(), 30U);
  for (const auto& question : questions) {
    const auto right = places_->gold().answer(question.gold);
    ASSERT_FALSE(right.empty()) << question.question;
    const auto found = run(question.federated, {.timeout = std::chrono::seconds(120)}, 100'000);
    ASSERT_TRUE(found) << question.question << ": " << one_line(found.error()) << " "
                       << found.error().detail;
    EXPECT_TRUE(lines_of(found->rows) == right)
        << question.question << ": " << found->rows.size() << " rows, gold has " << right.size();
    EXPECT_GE(source_->report().parts.size(), 2U) << question.question;
  }
}

INSTANTIATE_TEST_SUITE_P(Places, Bank, testing::all_bank_places(), testing::name_of);

}  // namespace
}  // namespace askdb
