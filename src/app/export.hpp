#pragma once

/// Results for other programs: every row, every digit.

#include <string>

#include "base/result.hpp"
#include "datasource/value.hpp"

namespace askdb {

enum class OutputFormat { kTable, kJson, kCsv, kMarkdown };
BOOST_DESCRIBE_ENUM(OutputFormat, kTable, kJson, kCsv, kMarkdown)

/// RFC 4180 with \n line ends. Text cells that a spreadsheet would run as a formula (first
/// character = + - @, tab or carriage return) get a ' before them; numbers are left alone.
std::string csv_text(const Rows& rows);
/// An object for each row. A column name that comes twice gets "_2".
json::array json_objects(const Rows& rows);
/// The same as text, each object on a line of its own.
std::string json_text(const Rows& rows);
/// A table of GitHub's kind; | in cells is escaped.
std::string markdown_text(const Rows& rows);

/// The format by the ending of `path`: .csv, .json, .md. Fails with kInput.
Result<OutputFormat> format_of_file(const std::string& path);

/// Writes the rows in the format of the path's ending, over a file that was there only after all
/// is written. Fails with kInput naming the path.
Result<Done> export_rows(const Rows& rows, const std::string& path);

}  // namespace askdb
