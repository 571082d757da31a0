#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "datasource/sqlite/sqlite_datasource.hpp"
#include "fixtures/run_task.hpp"
#include "fixtures/sqlite_file.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::run_task;
using testing::SqliteFile;

constexpr const char* kFileSchema =
    "CREATE TABLE cities (id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
    "CREATE TABLE people (id INTEGER PRIMARY KEY, city_id INTEGER REFERENCES cities);"
    "CREATE VIEW named AS SELECT name FROM cities";

Error failure_of(const std::string& path) {
  BlockingPool threads(1);
  SqliteDatasource source("x", path, 2, threads);
  const auto result = run_task(source.introspect(10s));
  return result ? Error{} : result.error();
}

TEST(SqliteDatasourceFiles, NamesWhatIsWrongWithTheFile) {
  const SqliteFile file(kFileSchema);
  const auto missing = failure_of(file.folder() + "/none.sqlite");
  EXPECT_EQ(missing.fault, Fault::kConnection);
  EXPECT_THAT(missing.message, HasSubstr("There is no file"));
  const auto folder = failure_of(file.folder());
  EXPECT_EQ(folder.fault, Fault::kConnection);
  EXPECT_THAT(folder.message, HasSubstr("is a folder"));
  std::ofstream(file.folder() + "/text.sqlite") << std::string(5'000, 'x');
  const auto text = failure_of(file.folder() + "/text.sqlite");
  EXPECT_EQ(text.fault, Fault::kConnection);
  EXPECT_THAT(text.message, HasSubstr("is not a SQLite database"));
}

TEST(SqliteDatasourceFiles, SaysWhenTheFileIsDamaged) {
  const SqliteFile file(kFileSchema);
  {
    std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(200);
    bytes << std::string(3'800, '\x5a');
  }
  const auto damaged = failure_of(file.path());
  EXPECT_EQ(damaged.fault, Fault::kConnection);
  EXPECT_THAT(damaged.message, HasSubstr("is damaged"));
}

TEST(SqliteDatasourceFiles, ReadsAnEmptyFileAsADatabaseWithoutTables) {
  const SqliteFile file;
  std::ofstream(file.path()).flush();
  BlockingPool threads(1);
  SqliteDatasource source("x", file.path(), 2, threads);
  EXPECT_THAT(run_task(source.introspect(10s))->tables, IsEmpty());
}

TEST(SqliteDatasourceFiles, ReadsALogOnAReadOnlyMedium) {
  const SqliteFile file(kFileSchema);
  file.execute("PRAGMA journal_mode=WAL; INSERT INTO cities VALUES (3, 'Graz')");
  std::filesystem::permissions(file.path(), std::filesystem::perms::owner_read);
  std::filesystem::permissions(
      file.folder(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  BlockingPool threads(1);
  SqliteDatasource source("x", file.path(), 2, threads);
  const auto database = run_task(source.introspect(10s));
  ASSERT_TRUE(database) << database.error().message;
  EXPECT_EQ(database->tables.size(), 3U);
}

}  // namespace
}  // namespace askdb
