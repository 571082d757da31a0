#pragma once

/// DuckDB's C API, opened when it is first needed: the library is large, and most runs of askdb
/// never touch it.

#include <duckdb.h>

#include "base/result.hpp"

namespace askdb::duckdb {

struct Library {
// NOLINTNEXTLINE(bugprone-macro-parentheses): a declared name takes none.
#define ASKDB_DUCKDB(name) decltype(&::duckdb_##name) name = nullptr;
#include "duckdb/functions.inc"
#undef ASKDB_DUCKDB
};

/// The library beside the program, in ../lib, or wherever the system finds libduckdb.so. It stays
/// open. Fails with kConfig, saying where it was looked for.
Result<const Library*> library();

}  // namespace askdb::duckdb
