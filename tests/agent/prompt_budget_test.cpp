/// What a question costs in prompt tokens (characters / 4; the shape's schema counts too).

#include <gmock/gmock.h>

#include <fstream>

#include "agent/llm_reasoner.hpp"
#include "agent/orchestrator.hpp"
#include "fixtures/fake_datasource.hpp"
#include "fixtures/fixed_clock.hpp"
#include "fixtures/run_task.hpp"
#include "fixtures/scripted_model.hpp"
#include "fixtures/sqlite_file.hpp"
#include "world.hpp"
#include "writers.hpp"

namespace askdb {
namespace {

using testing::run_task;
using testing::ScriptedModel;

std::size_t tokens(const ModelRequest& request) {
  std::size_t bytes = request.system.size();
  for (const auto& message : request.messages) bytes += message.text.size();
  if (request.shape) bytes += json::serialize(request.shape->schema).size();
  return bytes / 4;
}

/// Plans `sql` on `database`, then concludes.
void script(const std::shared_ptr<ScriptedModel>& model, const std::string& database,
            const std::string& sql) {
  model->will_answer(
      json::object{{"action", "create_plan"},
                   {"steps",
                    {json::object{{"description", "One row per branch: its accounts."},
                                  {"database", database},
                                  {"sql", sql},
                                  {"depends_on", json::array()}}}},
                   {"confidence", "high"}});
  model->will_answer(json::object{{"answer", "That is the answer."}, {"confidence", "high"}});
}

struct Measured {
  std::size_t calls = 0;
  std::size_t tokens = 0;
  std::size_t largest = 0;
};

Measured measured(const ScriptedModel& model) {
  Measured result;
  for (const auto& request : model.requests()) {
    ++result.calls;
    result.tokens += tokens(request);
    result.largest = std::max(result.largest, tokens(request));
  }
  return result;
}

/// Ten rows of two columns: the usual size of a grouped answer.
std::string ten_rows() {
  std::string sql = "SELECT 'Branch 1' AS branch, 123 AS accounts";
  for (int i = 2; i <= 10; ++i) sql += " UNION ALL SELECT 'Branch " + std::to_string(i) + "', 123";
  return sql;
}

Answer ask(Config& config, DatasourceManager& sources, Catalog& catalog,
           const std::shared_ptr<ScriptedModel>& model, const std::string& text) {
  const FixedClock clock;
  auto prompts = PromptLibrary::load(reasoner_prompts()).value();
  auto schemas = std::make_shared<SchemaContexts>(
      catalog, sources, database_descriptions(config.datasources, catalog.overlays()), clock);
  LlmReasoner reasoner(config, std::move(prompts), ModelTiers::of_one(model), schemas, clock);
  Orchestrator orchestrator(reasoner, catalog, sources, config, clock);
  Question question;
  question.text = text;
  question.approval = ApprovalMode::kOff;
  return run_task(orchestrator.answer(question, [](const Event&) {}));
}

TEST(PromptBudget, AQuestionToTheDemoBankTakesTwoCallsAnd1350Tokens) {
  const testing::SqliteFile files;
  const auto today = demo::Date(std::chrono::days(20'777));
  const auto bank = demo::make_bank(42, today);
  for (const auto& dataset : bank) demo::write_sqlite(dataset, files.folder());
  std::filesystem::create_directory(files.folder() + "/knowledge");
  demo::write_overlays(bank, files.folder() + "/knowledge");
  Config config;
  for (const char* name : {"customer_db", "accounts_db", "loans_db", "insurance_db",
                           "compliance_db", "employees_db"}) {
    DatasourceConfig source;
    source.name = name;
    source.connection = files.folder() + "/" + name + ".sqlite";
    config.datasources.push_back(source);
  }
  BlockingPool pool(2);
  auto sources = DatasourceManager::create(config.datasources, pool).value();
  Catalog catalog(*sources, load_overlays(files.folder() + "/knowledge").value(), "");

  std::ifstream questions(ASKDB_SOURCE_DIR "/demo/knowledge/starter_questions.txt");
  std::size_t asked = 0;
  for (std::string question; std::getline(questions, question);) {
    auto model = std::make_shared<ScriptedModel>();
    script(model, "accounts_db", ten_rows());
    const auto answer = ask(config, *sources, catalog, model, question);
    EXPECT_EQ(answer.outcome, Outcome::kAnswer) << answer.text;
    const auto cost = measured(*model);
    std::cout << cost.tokens << " tokens, " << cost.calls << " calls: " << question << "\n";
    EXPECT_EQ(cost.calls, 2U) << question;
    EXPECT_LE(cost.tokens, 1'350U) << question;
    ++asked;
  }
  EXPECT_GE(asked, 5U);
}

TEST(PromptBudget, ASchemaOfAThousandTablesStaysUnder4000Tokens) {
  auto source = std::make_unique<FakeDatasource>("warehouse");
  source->schema.tables.clear();
  for (int t = 0; t < 1'000; ++t) {
    Table table;
    table.schema = "main";
    table.name = "measurements_of_region_" + std::to_string(t);
    table.comment = "What was measured in region " + std::to_string(t) + " by its stations.";
    for (int c = 0; c < 20; ++c) {
      Column column;
      column.name = "measured_quantity_" + std::to_string(c);
      column.type = "NUMERIC(18,4)";
      column.comment = "The quantity " + std::to_string(c) + " as the station told it.";
      table.columns.push_back(column);
    }
    source->schema.tables.push_back(std::move(table));
  }
  source->on("SELECT 1", one_value("n", std::int64_t{1}));
  std::vector<std::unique_ptr<Datasource>> list;
  list.push_back(std::move(source));
  DatasourceManager sources(std::move(list));
  Catalog catalog(sources, {}, "");
  for (const auto profile : {PipelineProfile::kFused, PipelineProfile::kClassic}) {
    Config config;
    config.llm.profile = profile;
    auto model = std::make_shared<ScriptedModel>();
    if (profile == PipelineProfile::kFused) {
      script(model, "warehouse", "SELECT 1");
    } else {
      model->will_answer(json::object{{"is_relevant", true}, {"reasoning", ""}});
      model->will_answer(json::object{{"action", "create_plan"}, {"reasoning", ""}});
    }
    ask(config, sources, catalog, model, "What was measured in region 7 on average?");
    const auto cost = measured(*model);
    std::cout << cost.largest << " tokens in the largest of " << cost.calls << " prompts\n";
    EXPECT_LE(cost.largest, 4'000U);
    EXPECT_GE(cost.calls, 2U);
  }
}

}  // namespace
}  // namespace askdb
