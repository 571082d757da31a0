#include "app/question_metrics.hpp"

namespace askdb {

void announce_question_metrics(Metrics& metrics) {
  metrics.counter("askdb_questions_total", "Questions that have ended, by outcome and engine.");
  metrics.histogram("askdb_question_seconds",
                    "Time from question to answer, without the time a person thinks, by engine.");
  metrics.counter("askdb_statements_total",
                  "Statements that were run for questions, by datasource.");
  metrics.counter("askdb_model_calls_total", "Calls of models, by stage and model.");
  metrics.counter("askdb_model_tokens_total", "Tokens of models, by stage, model and direction.");
  metrics.counter("askdb_model_price_usd_total",
                  "Price of the calls of models whose price is known, by stage and model.");
}

void count_question(Metrics& metrics, const Answer& answer,
                    const std::vector<TokenRecord>& tokens) {
  metrics.add("askdb_questions_total", 1,
              {{"outcome", name_of(answer.outcome)}, {"engine", answer.engine}});
  metrics.observe("askdb_question_seconds", static_cast<double>(answer.pipeline_time_ms) / 1'000,
                  {{"engine", answer.engine}});
  for (const auto& step : answer.steps) {
    if (step.success) metrics.add("askdb_statements_total", 1, {{"datasource", step.database}});
  }
  for (const auto& record : tokens) {
    if (record.calls == 0) continue;
    const Metrics::Labels labels{{"stage", record.stage}, {"model", record.model}};
    metrics.add("askdb_model_calls_total", static_cast<double>(record.calls), labels);
    auto directed = [&](const std::string& direction, std::int64_t count) {
      auto all = labels;
      all.emplace_back("direction", direction);
      metrics.add("askdb_model_tokens_total", static_cast<double>(count), all);
    };
    directed("input", record.input_tokens);
    directed("output", record.output_tokens);
    metrics.add("askdb_model_price_usd_total", record.price_usd, labels);
  }
}

}  // namespace askdb
