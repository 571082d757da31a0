#include "conversation/run_record.hpp"

#include "conversation/message_json.hpp"

namespace askdb {

void RunRecord::on(const Event& event) {
  if (const auto* written = std::get_if<SqlWritten>(&event)) sql_generated_.push_back(written->sql);
  const auto* finished = std::get_if<StageFinished>(&event);
  // The guard, a person and a database think with no model.
  if (finished == nullptr || finished->model.empty()) return;

  const auto& spent = finished->tokens;
  auto& sum = tokens_[{name_of(finished->stage), finished->model}];
  sum.input_tokens += spent.input_tokens + spent.cache_read_tokens + spent.cache_write_tokens;
  sum.output_tokens += spent.output_tokens;
  sum.calls += spent.calls;
  sum.price_usd += spent.price_usd;
  sum.is_price_known = sum.is_price_known && spent.is_price_known;
  sum.elapsed_ms += finished->elapsed_ms;

  DebugEntry entry{.stage = finished->stage,
                   .model = finished->model,
                   .elapsed_ms = finished->elapsed_ms,
                   .pipeline_time_ms = finished->pipeline_time_ms,
                   .step = finished->step,
                   .attempt = finished->attempt,
                   .tokens = {}};
  entry.tokens.input_tokens =
      spent.input_tokens + spent.cache_read_tokens + spent.cache_write_tokens;
  entry.tokens.output_tokens = spent.output_tokens;
  entry.tokens.total_tokens = entry.tokens.input_tokens + spent.output_tokens;
  entry.tokens.elapsed_time_ms = finished->elapsed_ms;
  if (finished->communication) entry.tokens.communication = *finished->communication;
  debug_.push_back(to_json(entry));
}

std::vector<TokenRecord> RunRecord::tokens() const {
  std::vector<TokenRecord> records;
  for (const auto& [key, sum] : tokens_) {
    records.push_back(sum);
    records.back().stage = key.first;
    records.back().model = key.second;
  }
  return records;
}

json::value RunRecord::debug() const {
  return debug_.empty() ? json::value() : json::value(debug_);
}

RunLog RunRecord::log(const Message& message, const std::string& question,
                      const Answer& answer) const {
  RunLog log;
  log.message_id = message.id;
  log.question = question;
  log.sql_generated = sql_generated_;
  for (const auto& step : answer.steps) {
    if (!step.success) continue;
    log.sql_executed.push_back(step.sql.value_or(""));
    log.rows_returned.push_back(step.row_count);
    log.durations_ms.push_back(step.elapsed_ms);
  }
  log.outcome = name_of(answer.outcome);
  log.engine = answer.engine;
  log.created_at = message.created_at;
  return log;
}

std::vector<StoredResult> results_of(const Answer& answer) {
  std::vector<StoredResult> results;
  for (const auto& step : answer.steps) {
    if (!step.success) continue;
    results.push_back({.step = step.step_number,
                       .columns = columns_json(step.rows.columns),
                       .rows = rows_json(step.rows, 0, step.rows.rows.size()),
                       .row_count = step.row_count,
                       .is_truncated = step.is_truncated});
  }
  return results;
}

}  // namespace askdb
