#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/export.hpp"
#include "rows.hpp"

namespace askdb {
namespace {

class ExportRows : public ::testing::Test {
 protected:
  ExportRows() {
    std::string pattern = std::filesystem::temp_directory_path() / "askdb-export-XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  ~ExportRows() override { std::filesystem::remove_all(folder_); }

  std::string exported(const std::string& name) {
    const auto done = export_rows(testing::rows_of("n integer\n1\n"), folder_ / name);
    if (!done) return one_line(done.error());
    std::ifstream in(folder_ / name);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  std::filesystem::path folder_;
};

TEST_F(ExportRows, WritesByTheEndingOfTheName) {
  EXPECT_EQ(exported("a.csv"), "n\n1\n");
  EXPECT_EQ(exported("a.JSON"), "[\n  {\"n\":1}\n]\n");
  EXPECT_EQ(exported("a.md"), "| n |\n| ---: |\n| 1 |\n");
}

TEST_F(ExportRows, SaysWhichEndingsThereAre) {
  EXPECT_EQ(exported("a.xls"),
            "askdb cannot write \".xls\" files. End the name with .csv, .json or .md.");
  EXPECT_EQ(exported("a"), "The file name has no ending. End the name with .csv, .json or .md.");
}

TEST_F(ExportRows, SaysThatAFolderIsMissing) {
  EXPECT_EQ(exported("no/a.csv"), "Could not write \"" + (folder_ / "no/a.csv").string() +
                                      "\": No such file or directory. Choose another place.");
}

}  // namespace
}  // namespace askdb
