#pragma once

/// Values as people read them: aligned decimals, thousands, dates without an empty time.
/// Exports do not use this; they keep every digit.

#include <string>
#include <vector>

#include "datasource/value.hpp"

namespace askdb {

/// One column of a result, ready to be shown.
struct ShownColumn {
  std::string name;
  bool is_number = false;
  std::vector<std::string> cells;
  std::vector<bool> is_null;
  std::size_t width = 0;  ///< Widest cell or name.
};

/// The first `max_rows` rows of column `index`.
ShownColumn shown_column(const Rows& rows, std::size_t index, std::size_t max_rows);

}  // namespace askdb
