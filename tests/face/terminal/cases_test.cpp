/// Runs tests/cases/terminal/*.case: rows and what they look like in a format.
///
///     # Description
///     table 60 [rows N]      (or csv, json, markdown)
///     name text | count integer
///     Ann | 3
///     =>
///     the exact output, each line with a | before it, which shows its indentation
///     ---

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/export.hpp"
#include "face/terminal/table.hpp"
#include "rows.hpp"

namespace askdb {
namespace {

struct Case {
  std::string name;
  std::string head;
  std::string rows;
  std::string expected;
};

std::vector<Case> read_cases(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::vector<Case> cases(1);
  bool is_expected = false;
  for (std::string line; std::getline(in, line);) {
    Case& one = cases.back();
    if (line == "---") {
      cases.emplace_back();
      is_expected = false;
    } else if (is_expected) {
      one.expected += line.substr(1) + "\n";
    } else if (line == "=>") {
      is_expected = true;
    } else if (one.name.empty()) {
      one.name = line.substr(2);
    } else if (one.head.empty()) {
      one.head = line;
    } else {
      one.rows += line + "\n";
    }
  }
  return cases;
}

std::string shown(const Case& one) {
  const auto rows = testing::rows_of(one.rows);
  std::istringstream head(one.head);
  std::string format;
  head >> format;
  if (format == "csv") return csv_text(rows);
  if (format == "json") return json_text(rows);
  if (format == "markdown") return markdown_text(rows);
  Screen screen;
  TableOptions options;
  std::string word;
  head >> screen.width;
  if (head >> word) head >> options.max_rows;
  return table_text(rows, screen, options);
}

TEST(TerminalCases, All) {
  int count = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(ASKDB_SOURCE_DIR "/tests/cases/terminal")) {
    for (const auto& one : read_cases(entry.path())) {
      SCOPED_TRACE(entry.path().filename().string() + ": " + one.name);
      EXPECT_EQ(shown(one), one.expected);
      ++count;
    }
  }
  EXPECT_GT(count, 15);
}

}  // namespace
}  // namespace askdb
