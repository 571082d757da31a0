/// What askdb itself adds to a question: everything but the model and the database, which here
/// answer at once.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "agent/llm_reasoner.hpp"
#include "agent/orchestrator.hpp"
#include "fixtures/fake_datasource.hpp"
#include "fixtures/run_task.hpp"
#include "fixtures/scripted_model.hpp"

namespace askdb {
namespace {

using testing::ScriptedModel;

constexpr const char* kSql = "SELECT city, count(*) AS n FROM customers GROUP BY city";

Rows fifty_rows() {
  Rows rows;
  for (const char* name : {"city", "n"}) {
    ResultColumn column;
    column.name = name;
    rows.columns.push_back(column);
  }
  for (std::int64_t i = 0; i < 50; ++i) rows.rows.push_back({"City " + std::to_string(i), i * 37});
  return rows;
}

Result<ModelReply> at_once(const ModelRequest& request) {
  json::value value;
  const auto& name = request.shape->name;
  if (name == "understanding") {
    value = json::object{{"action", "create_plan"},
                         {"steps",
                          {json::object{{"description", "Customers per city."},
                                        {"database", "bank"},
                                        {"sql", kSql},
                                        {"depends_on", json::array()}}}},
                         {"confidence", "high"}};
  } else if (name == "validation_result") {
    value =
        json::object{{"is_relevant", true}, {"reasoning", "r"}, {"relevant_databases", {"bank"}}};
  } else if (name == "decision_result") {
    value = json::object{{"action", "create_plan"}, {"reasoning", "r"}};
  } else if (name == "query_plan") {
    value = json::object{{"summary", "s"},
                         {"steps",
                          {json::object{{"step_number", 1},
                                        {"description", "Customers per city."},
                                        {"databases", {"bank"}},
                                        {"tables", json::array()},
                                        {"operation", "aggregation"},
                                        {"depends_on", json::array()}}}},
                         {"expected_output", "o"},
                         {"needs_clarification", false}};
  } else if (name == "sql_generation_result") {
    value = json::object{{"sql", kSql}, {"reasoning", "r"}, {"database", "bank"}};
  } else if (name == "interpretation") {
    value = json::object{{"status", "final_answer"}, {"answer", "a"}, {"confidence", "high"}};
  } else {
    value = json::object{{"answer", "City 49 leads with 1,813 customers, City 48 has 1,776."},
                         {"is_answerable", true},
                         {"confidence", "high"}};
  }
  return ScriptedModel::reply(json::serialize(value), value);
}

void overhead(benchmark::State& state, PipelineProfile profile) {
  auto source = std::make_unique<FakeDatasource>("bank");
  source->on(kSql, fifty_rows());
  std::vector<std::unique_ptr<Datasource>> list;
  list.push_back(std::move(source));
  DatasourceManager sources(std::move(list));
  Catalog catalog(sources, {}, "");
  Config config;
  config.llm.profile = profile;
  const Clock clock;
  auto schemas = std::make_shared<SchemaContexts>(catalog, sources,
                                                  std::map<std::string, std::string>{}, clock);
  auto prompts = PromptLibrary::load(reasoner_prompts()).value();
  std::vector<double> times;
  for (auto _ : state) {
    state.PauseTiming();
    // A new one each time: it keeps every request it was asked.
    auto model = std::make_shared<ScriptedModel>();
    model->otherwise(at_once);
    LlmReasoner reasoner(config, prompts, ModelTiers::of_one(model), schemas, clock);
    Orchestrator orchestrator(reasoner, catalog, sources, config, clock);
    Question question;
    question.text = "How many customers are there per city?";
    question.approval = ApprovalMode::kOff;
    state.ResumeTiming();
    const auto started = std::chrono::steady_clock::now();
    const auto answer =
        testing::run_task(orchestrator.answer(std::move(question), [](const Event&) {}));
    const std::chrono::duration<double, std::micro> took =
        std::chrono::steady_clock::now() - started;
    times.push_back(took.count());
    if (answer.outcome != Outcome::kAnswer) state.SkipWithError(answer.text.c_str());
  }
  std::sort(times.begin(), times.end());
  state.counters["p50_us"] = times[times.size() / 2];
  state.counters["p99_us"] = times[times.size() * 99 / 100];
}

void fused(benchmark::State& state) { overhead(state, PipelineProfile::kFused); }
void classic(benchmark::State& state) { overhead(state, PipelineProfile::kClassic); }

BENCHMARK(fused)->Name("overhead_per_question/fused")->Unit(benchmark::kMicrosecond);
BENCHMARK(classic)->Name("overhead_per_question/classic")->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace askdb
