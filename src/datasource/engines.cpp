#include "datasource/engines.hpp"

namespace askdb {

Result<std::unique_ptr<Datasource>> make_datasource(const DatasourceConfig& config,
                                                    BlockingPool& threads) {
#define ASKDB_ENGINE(engine, others, display, form, port, make) \
  if (config.type == (engine)) return make(config, threads);
#include "config/engines.inc"
#undef ASKDB_ENGINE
  return Error{
      .fault = Fault::kConfig,
      .message = "Datasource `" + config.name + "` is of the unknown type \"" + config.type + "\".",
      .next_step = "Known are: " + engine_types() + ".",
      .detail = {}};
}

}  // namespace askdb
