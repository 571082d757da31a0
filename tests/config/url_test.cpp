#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "config/config.hpp"

namespace askdb {
namespace {

/// A folder with one file, removed at the end.
class DatasourceUrl : public ::testing::Test {
 protected:
  DatasourceUrl() {
    std::string pattern = std::filesystem::temp_directory_path() / "askdb-url-XXXXXX";
    folder_ = mkdtemp(pattern.data());
    std::ofstream(folder_ / "my shop.db") << "x";
  }
  ~DatasourceUrl() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
};

std::string shown(const std::string& url) {
  const auto made = datasource_from_url(url);
  return made ? made->display_url : "error: " + made.error().message;
}

TEST_F(DatasourceUrl, TakesAFileInEveryCommonSpelling) {
  const std::string file = folder_ / "my shop.db";
  for (const auto& url : {file, "sqlite:///" + file, "sqlite://" + file, "file://" + file,
                          "sqlite://" + folder_.string() + "/my%20shop.db",
                          "SQLite://" + file + "?mode=ro", " " + file + " "}) {
    const auto made = datasource_from_url(url);
    ASSERT_TRUE(made.has_value()) << url << ": " << made.error().message;
    EXPECT_EQ(made->connection, file) << url;
    EXPECT_EQ(made->name, "my shop") << url;
    EXPECT_EQ(made->type, "sqlite") << url;
  }
}

TEST_F(DatasourceUrl, SaysThatAFolderIsNoSqliteDatabase) {
  EXPECT_EQ(shown("sqlite://" + folder_.string()),
            "error: \"" + folder_.string() + "\" is a folder, not a database.");
}

TEST_F(DatasourceUrl, LetsDuckdbReadItsFilesDataFilesAndFolders) {
  std::ofstream(folder_ / "shop.db", std::ios::binary) << "12345678DUCK and more";
  for (const auto& [file, name] : std::map<std::string, std::string>{{"shop.db", "shop"},
                                                                     {"sales.csv", "sales"},
                                                                     {"Sales.TSV", "Sales"},
                                                                     {"a.csv.gz", "a"},
                                                                     {"b.parquet", "b"},
                                                                     {"c.ndjson.zst", "c"}}) {
    if (file != "shop.db") std::ofstream(folder_ / file) << "x";
    const auto made = datasource_from_url(folder_ / file);
    ASSERT_TRUE(made.has_value()) << file;
    EXPECT_EQ(made->type, "duckdb") << file;
    EXPECT_EQ(made->name, name) << file;
    EXPECT_EQ(made->display_url, "duckdb:///" + (folder_ / file).string());
  }
  std::filesystem::create_directory(folder_ / "exports");
  for (const std::string& url : {(folder_ / "exports").string(), (folder_ / "exports/").string(),
                                 "duckdb://" + (folder_ / "exports").string()}) {
    const auto made = datasource_from_url(url);
    ASSERT_TRUE(made.has_value()) << url;
    EXPECT_EQ(made->type, "duckdb") << url;
    EXPECT_EQ(made->name, "exports") << url;
  }
}

TEST(DatasourceUrlText, NeverShowsAPassword) {
  EXPECT_EQ(shown("postgresql://ann:pw@h/d"), "postgresql://ann@h/d");
  EXPECT_EQ(shown("postgres://ann:p@w@h/d"), "postgresql://ann@h/d");
  EXPECT_EQ(shown("postgres://ann:p/w@h/d"), "postgresql://ann@h/d");
  EXPECT_EQ(shown("postgresql://:pw@/d"), "postgresql://@/d");
  EXPECT_EQ(shown("postgresql:///d?user=ann&password=pw&host=/tmp"),
            "postgresql:///d?user=ann&host=/tmp");
  EXPECT_EQ(shown("postgresql://h/d?sslPassword=pw"), "postgresql://h/d");
}

TEST(DatasourceUrlText, DoesNotRepeatAnAddressWithoutScheme) {
  for (const std::string url : {"ann:pw@h/d", "host=h password=pw dbname=d", "/ann:pw@h"}) {
    EXPECT_EQ(shown(url), "error: The database address has no scheme.") << url;
  }
}

TEST(DatasourceUrlText, NamesTheDatabaseAfterThePath) {
  EXPECT_EQ(datasource_from_url("postgresql://h/shop?sslmode=require")->name, "shop");
  EXPECT_EQ(datasource_from_url("postgresql://h")->name, "database");
}

TEST(DatasourceUrlText, SaysWhatItReads) {
  EXPECT_EQ(shown(""), "error: The database address is empty.");
  EXPECT_EQ(shown("mysql2://h/d"), "error: askdb cannot read \"mysql2://\" addresses.");
}

}  // namespace
}  // namespace askdb
