#pragma once

/// What DuckDB says when something fails, as an `Error`.

#include <duckdb.h>

#include <string_view>

#include "base/result.hpp"

namespace askdb::duckdb {

/// `said` is DuckDB's text: "Binder Error: Referenced column ...". Its first line becomes the
/// message, its hint ("Did you mean ...") the next step; all of it is the detail. Null counts as
/// "". An interrupted statement is kCancelled: who interrupted knows whether it was a deadline.
Error failure(duckdb_error_type type, const char* said);

/// The same, where the API gives only the text: its kind is the text's first words.
Error failure(const char* said);

}  // namespace askdb::duckdb
