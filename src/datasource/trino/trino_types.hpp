#pragma once

/// Trino's types and the JSON that stands for their values.

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "datasource/value.hpp"

namespace askdb::trino {

/// Of "decimal(12,2)", "timestamp(3) with time zone", "array(varchar)", ...
ValueKind kind_of_type(std::string_view type);

/// One cell. Bytes become \x hex; arrays, maps and rows are JSON text.
Value read_value(const boost::json::value& cell, std::string_view type);

/// The same as text, for catalogue queries; NULL is none.
std::optional<std::string> text_of(const boost::json::value& cell);

}  // namespace askdb::trino
