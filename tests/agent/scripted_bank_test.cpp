// Questions over several databases of the demo bank, whole, with a model that writes the statements
// of tests/cases/federation/bank.case: the same answers wherever the databases lie.

#include <gmock/gmock.h>

#include "agent/llm_reasoner.hpp"
#include "agent/orchestrator.hpp"
#include "federation/bank_places.hpp"
#include "fixtures/fixed_clock.hpp"
#include "fixtures/run_task.hpp"
#include "fixtures/scripted_model.hpp"

namespace askdb {
namespace {

using testing::BankPlaces;
using testing::BankQuestion;
using testing::lines_of;
using testing::ScriptedModel;

class ScriptedBank : public ::testing::TestWithParam<testing::BankPlace> {
 protected:
  static void SetUpTestSuite() { places_ = std::make_unique<BankPlaces>(); }
  static void TearDownTestSuite() { places_.reset(); }

  void start(std::vector<DatasourceConfig> sources) {
    config_.datasources = std::move(sources);
    config_.limits.max_rows = 100'000;
    config_.limits.statement_timeout = std::chrono::seconds(120);
    sources_ = DatasourceManager::create(config_.datasources, pool_).value();
    catalog_ = std::make_unique<Catalog>(*sources_, Overlays{}, "",
                                         std::map<std::string, GuardPolicy>(), &pool_);
    auto schemas = std::make_shared<SchemaContexts>(
        *catalog_, *sources_, database_descriptions(config_.datasources, {}), clock_);
    reasoner_ =
        std::make_unique<LlmReasoner>(config_, PromptLibrary::load(reasoner_prompts()).value(),
                                      ModelTiers::of_one(model_), schemas, clock_);
    orchestrator_ =
        std::make_unique<Orchestrator>(*reasoner_, *catalog_, *sources_, config_, clock_);
  }

  Answer ask(const BankQuestion& asked) {
    model_->will_answer(json::object{{"action", "create_plan"},
                                     {"steps",
                                      {json::object{{"description", "What was asked."},
                                                    {"database", join(asked.databases, ", ")},
                                                    {"sql", asked.federated},
                                                    {"depends_on", json::array()}}}},
                                     {"confidence", "high"}});
    model_->will_answer(json::object{{"answer", "It is in the table."}, {"confidence", "high"}});
    Question question;
    question.text = asked.question;
    question.approval = ApprovalMode::kOff;
    return testing::run_task(io_, orchestrator_->answer(question, [](const Event&) {}));
  }

  static inline std::unique_ptr<BankPlaces> places_;
  // One loop for all questions: schemas are read again on the one that read them first.
  asio::io_context io_;
  Config config_;
  FixedClock clock_;
  BlockingPool pool_{3};
  std::shared_ptr<ScriptedModel> model_ = std::make_shared<ScriptedModel>();
  std::unique_ptr<DatasourceManager> sources_;
  std::unique_ptr<Catalog> catalog_;
  std::unique_ptr<Reasoner> reasoner_;
  std::unique_ptr<Orchestrator> orchestrator_;
};

TEST_P(ScriptedBank, AnswersAreRight) {
  std::string why_not;
  auto places = (*places_.*GetParam().sources)(why_not);
  if (places.empty()) GTEST_SKIP() << why_not;
  start(std::move(places));
  const auto questions = testing::bank_questions();
  ASSERT_EQ(questions.size(), 30U);
  for (const auto& question : questions) {
    const auto answer = ask(question);
    ASSERT_EQ(answer.outcome, Outcome::kAnswer) << question.question << ": " << answer.text;
    ASSERT_EQ(answer.steps.size(), 1U) << question.question;
    const auto& step = answer.steps[0];
    EXPECT_TRUE(lines_of(step.rows.rows) == places_->gold().answer(question.gold))
        << question.question << ": " << step.rows.rows.size() << " rows";
    EXPECT_THAT(databases_of(step), ::testing::UnorderedElementsAreArray(question.databases));
  }
}

INSTANTIATE_TEST_SUITE_P(Places, ScriptedBank, testing::all_bank_places(), testing::name_of);

}  // namespace
}  // namespace askdb
