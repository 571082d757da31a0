#pragma once

/// What a model should mind when it writes a dialect that is not the one it would write unasked.

#include <string>

#include "sql/dialect.hpp"

namespace askdb {

/// One line; "" where the name of the dialect says it all.
std::string_view dialect_notes(Dialect dialect);

/// "PostgreSQL", "MySQL (names in `backquotes`, …)": for prompts.
std::string dialect_line(Dialect dialect);

}  // namespace askdb
