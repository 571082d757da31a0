#pragma once

/// Makes datasources of every kind: the functions that config/engines.inc names. Each is defined in
/// its engine's folder.

#include <memory>
#include <string_view>

#include "config/config.hpp"
#include "datasource/datasource.hpp"

namespace askdb {

#define ASKDB_ENGINE(type, others, display, form, port, make) \
  Result<std::unique_ptr<Datasource>> make(const DatasourceConfig& config, BlockingPool& threads);
#include "config/engines.inc"
#undef ASKDB_ENGINE

/// By `config.type`. Connects to nothing yet; `threads` must outlive the datasource. Fails with
/// kConfig for an unknown type.
Result<std::unique_ptr<Datasource>> make_datasource(const DatasourceConfig& config,
                                                    BlockingPool& threads);

}  // namespace askdb
