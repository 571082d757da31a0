#include "agent/orchestrator.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/strand.hpp>
#include <utility>

#include "agent/question_run.hpp"
#include "datasource/policies.hpp"

namespace askdb {

Orchestrator::Orchestrator(Reasoner& reasoner, Catalog& catalog,
                           const DatasourceManager& datasources, const Config& config,
                           const Clock& clock)
    : reasoner_(reasoner),
      catalog_(catalog),
      datasources_(datasources),
      limits_(config.limits),
      approval_(config.approval),
      policies_(guard_policies(config)),
      cache_(config.limits.result_cache_mb << 20U),
      clock_(clock) {
  for (const auto& source : config.datasources) cache_policies_[source.name] = source.cache;
}

Task<Answer> Orchestrator::answer(Question question, EventSink sink) {
  const auto executor = co_await asio::this_coro::executor;
  const asio::any_io_executor strand = asio::make_strand(executor);
  const QuestionServices services{reasoner_, catalog_,        datasources_, limits_, approval_,
                                  policies_, cache_policies_, cache_,       merged_, clock_};
  QuestionRun run(strand, services, std::move(question), std::move(sink));
  auto work = run.answer();
  co_return co_await asio::co_spawn(strand, std::move(work), asio::use_awaitable);
}

}  // namespace askdb
