#include "face/terminal/evaluation/engine_source.hpp"

#include "face/terminal/evaluation/wait_for.hpp"

namespace askdb::evaluation {

Result<std::unique_ptr<EngineSource>> EngineSource::open(const DatasourceConfig& config,
                                                         BlockingPool& pool) {
  auto datasources = DatasourceManager::create({config}, pool);
  if (!datasources) return datasources.error();
  std::unique_ptr<EngineSource> source(new EngineSource(*std::move(datasources)));
  auto entry = wait_for(source->io_, source->catalog_.entry(config.name));
  if (!entry) return entry.error();
  source->entry_ = *std::move(entry);
  for (const ColumnValues& column : source->entry_->values) {
    source->values_.push_back({column.schema, column.table, column.column, column.values});
  }
  return source;
}

Result<Rows> EngineSource::run(const std::string& sql, std::chrono::milliseconds timeout) {
  const GuardPolicy policy{.max_rows = kMaxRows};
  Verdict verdict = entry_->guard->check(sql, policy);
  if (!verdict) return to_error(verdict.error());
  const RunLimits limits{.timeout = timeout};
  return wait_for(io_, datasources_->all().front()->run(*std::move(verdict), limits));
}

}  // namespace askdb::evaluation
