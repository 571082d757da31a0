#pragma once

/// Recognises dates that are kept as text.

#include <optional>
#include <string_view>

#include "sql/schema.hpp"

namespace askdb {

/// kDate ("2024-02-29"), kTimestamp ("2024-02-29 12:30", "2024-02-29T12:30:00.5Z"), kTime
/// ("12:30:00") or nothing. Only ISO 8601, with months and days in range: other text is just text.
std::optional<ValueKind> date_kind(std::string_view text);

}  // namespace askdb
