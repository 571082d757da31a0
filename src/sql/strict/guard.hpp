#pragma once

/// A guard by strict parsing, for dialects without a parser library.

#include <memory>

#include "sql/guard.hpp"
#include "sql/strict/language.hpp"

namespace askdb::strict {

/// `language` outlives the guard.
std::unique_ptr<Guard> make_guard(const Language& language, std::shared_ptr<const Database> schema);

}  // namespace askdb::strict
