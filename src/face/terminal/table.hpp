#pragma once

/// Results as tables that fit a terminal.

#include <string>

#include "datasource/value.hpp"
#include "face/terminal/screen.hpp"

namespace askdb {

struct TableOptions {
  std::size_t max_rows = static_cast<std::size_t>(-1);  ///< Rows shown; the rest is counted.
  std::size_t indent = 2;
};

/// The rows as a table no wider than the screen: numbers right-aligned, long text cut with "…".
/// What does not fit even so becomes one block per record (up to three rows) or loses its last
/// columns, which a note names. Ends with a line break; "" without columns.
std::string table_text(const Rows& rows, const Screen& screen, TableOptions options = {});

/// "3 rows", "200 rows, and there are more"; what stands below a table.
std::string row_count_text(const Rows& rows);

}  // namespace askdb
