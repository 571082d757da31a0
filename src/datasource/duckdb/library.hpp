#pragma once

/// DuckDB's C API, opened when it is first needed: the library is large, and most runs of askdb
/// never touch it.

#include <duckdb.h>

#include "base/result.hpp"

namespace askdb::duckdb {

/// Every function of the C API that askdb calls, under its name without "duckdb_".
#define ASKDB_DUCKDB_FUNCTIONS(use)                                                        \
  use(append_null) use(append_varchar_length) use(appender_create) use(appender_destroy)   \
      use(appender_end_row) use(appender_error) use(close) use(connect) use(create_config) \
          use(destroy_config) use(destroy_result) use(disconnect) use(free) use(open_ext)  \
              use(query) use(result_error) use(row_count) use(set_config) use(value_varchar)

struct Library {
#define ASKDB_DECLARE(name) decltype(&::duckdb_##name) name = nullptr;
  ASKDB_DUCKDB_FUNCTIONS(ASKDB_DECLARE)
#undef ASKDB_DECLARE
};

/// The library beside the program, in ../lib, or wherever the system finds libduckdb.so. It stays
/// open. Fails with kConfig, saying where it was looked for.
Result<const Library*> library();

}  // namespace askdb::duckdb
