#pragma once

/// Trino as the strict parser knows it.

#include "sql/strict/language.hpp"

namespace askdb::trino {

const strict::Language& language();

}  // namespace askdb::trino
