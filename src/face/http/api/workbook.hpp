#pragma once

/// Results as files for other programs.

#include <optional>
#include <string>
#include <vector>

#include "datasource/value.hpp"
#include "face/http/reply.hpp"

namespace askdb::web {

enum class ExportFormat { kCsv, kJson, kXlsx, kParquet };
BOOST_DESCRIBE_ENUM(ExportFormat, kCsv, kJson, kXlsx, kParquet)

/// All names of formats, and those that this machine can write: Parquet needs DuckDB, which this
/// looks for.
std::vector<std::string> export_formats();
std::vector<std::string> usable_formats();
std::optional<ExportFormat> export_format(const std::string& name);

/// An Excel workbook: a bold first line that stays in sight, numbers, dates and booleans as such,
/// and text always as text, so that none of it is run as a formula. Blocks. Fails with kOther.
Result<std::string> workbook_text(const Rows& rows);

/// The rows as a file to save. Blocks.
Reply export_reply(const Rows& rows, ExportFormat format, const std::string& name);

}  // namespace askdb::web
