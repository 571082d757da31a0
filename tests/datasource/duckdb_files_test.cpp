/// CSV, TSV, Parquet and JSON files as tables.

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "datasource/duckdb/data_files.hpp"
#include "datasource/duckdb/duckdb_datasource.hpp"
#include "duckdb/session.hpp"
#include "fixtures/run_task.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::run_task;

class DuckdbFiles : public ::testing::Test {
 protected:
  ~DuckdbFiles() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << text;
  }
  /// Lets DuckDB write a file: {} is its path.
  void copy(const std::string& name, const std::string& query, const std::string& options) {
    auto session = duckdb::Session::open({}).value();
    const auto done =
        session->execute("COPY (" + query + ") TO " + duckdb::quoted_text(folder_ + "/" + name) +
                         " (" + options + ")");
    ASSERT_TRUE(done) << done.error().detail;
  }
  void open(const std::string& name) {
    source_ = std::make_unique<DuckdbDatasource>("files", folder_ + "/" + name, threads_);
  }
  Database schema() { return run_task(source_->introspect(20s)).value(); }
  std::set<std::string> tables() {
    std::set<std::string> names;
    for (const auto& table : schema().tables) names.insert(table.name);
    return names;
  }
  Rows run(const std::string& sql) {
    const auto guard = source_->make_guard(std::make_shared<const Database>(schema())).value();
    auto verdict = guard->check(sql, {});
    EXPECT_TRUE(verdict) << (verdict ? "" : verdict.error().message);
    if (!verdict) return {};
    auto rows = run_task(source_->run(*verdict, RunLimits{}));
    EXPECT_TRUE(rows) << (rows ? "" : rows.error().detail);
    return rows ? *std::move(rows) : Rows{};
  }

  const std::string folder_ = [] {
    std::string pattern = std::filesystem::temp_directory_path() / "askdb-files-XXXXXX";
    return std::string(mkdtemp(pattern.data()));
  }();
  BlockingPool threads_{2};
  std::unique_ptr<DuckdbDatasource> source_;
};

TEST_F(DuckdbFiles, ReadsOneFileWithItsTypes) {
  write("Sales 2024 (final).csv", "day;region;amount\n2024-01-01;North;1,5\n2024-01-02;South;2\n");
  open("Sales 2024 (final).csv");
  EXPECT_THAT(tables(), ElementsAre("Sales_2024_final"));
  const auto database = schema();
  EXPECT_EQ(database.tables[0].column("day")->kind, ValueKind::kDate);
  EXPECT_THAT(database.tables[0].column("region")->samples, ElementsAre("North", "South"));
  EXPECT_EQ(database.tables[0].row_estimate, 2);
  EXPECT_EQ(run("SELECT count(*) FROM Sales_2024_final WHERE region = 'North'").rows[0][0],
            Value(std::int64_t{1}));
}

TEST_F(DuckdbFiles, ReadsEveryKindOfAFolder) {
  write("customers.csv", "id,name\n1,Ann\n2,Bob\n");
  write("regions.tsv", "code\tname\nN\tNorth\n");
  copy("orders.parquet", "SELECT i AS id, 2.50::decimal(10,2) AS total FROM range(5) t(i)",
       "FORMAT parquet");
  copy("packed.csv.gz", "SELECT 1 AS a", "FORMAT csv, COMPRESSION gzip");
  copy("dense.csv.zst", "SELECT 2 AS a", "FORMAT csv, COMPRESSION zstd");
  copy("events.ndjson", "SELECT 7 AS n, {'x': 1} AS data", "FORMAT json");
  write("list.json", "[{\"k\": 1}, {\"k\": 2}]");
  open("");
  EXPECT_THAT(tables(),
              ElementsAre("customers", "dense", "events", "list", "orders", "packed", "regions"));
  EXPECT_EQ(run("SELECT sum(total) FROM orders").rows[0][0], Value("12.50"));
  EXPECT_EQ(run("SELECT c.name FROM customers c JOIN list l ON l.k = c.id ORDER BY 1").rows.size(),
            2U);
  EXPECT_EQ(schema().table("", "orders")->row_estimate, 5);
}

TEST_F(DuckdbFiles, MakesOneTableOfNumberedFiles) {
  write("orders_2024.csv", "id,total\n1,10\n");
  write("orders_2025.csv", "id,total\n2,20.5\n");
  write("visits-2024-01.csv", "id\n1\n");
  write("visits-2024-02.csv", "id,extra\n1,2\n");
  write("q1.csv", "a\n1\n");
  write("q2.csv", "a\n1\n");
  open("");
  EXPECT_THAT(tables(), ElementsAre("orders", "q1", "q2", "visits_2024_01", "visits_2024_02"));
  EXPECT_EQ(run("SELECT sum(total) FROM orders").rows[0][0], Value(30.5));
}

TEST_F(DuckdbFiles, TellsWhichFilesAreLeftOut) {
  write("good.csv", "a,b\n1,2\n");
  write("notes.docx", "x");
  write("empty.csv", "");
  write("broken.parquet", "no parquet at all");
  std::filesystem::create_directory(folder_ + "/old");
  open("");
  EXPECT_THAT(tables(), ElementsAre("good"));
  const auto health = run_task(source_->probe()).value();
  EXPECT_TRUE(health.is_read_only) << health.read_only_note;
  EXPECT_EQ(health.notes.size(), 4U);
  EXPECT_THAT(health.notes, Contains(HasSubstr("`notes.docx` is left out: it is not CSV")));
  EXPECT_THAT(health.notes, Contains(HasSubstr("`broken.parquet` is left out: it cannot be read")));
  EXPECT_THAT(health.notes, Contains(HasSubstr("`old` is left out: it is a folder")));
}

TEST_F(DuckdbFiles, SaysWhatIsWrongWithTheOnlyFile) {
  write("broken.parquet", "no parquet at all");
  open("broken.parquet");
  const auto broken = run_task(source_->introspect(10s));
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().fault, Fault::kData);
  open("missing.csv");
  const auto missing = run_task(source_->introspect(10s));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().fault, Fault::kConnection);
}

TEST_F(DuckdbFiles, ReadsAFileAgainWhenItHasChanged) {
  write("sales.csv", "a\n1\n");
  open("sales.csv");
  const auto before = schema().fingerprint;
  EXPECT_EQ(run("SELECT sum(a) FROM sales").rows[0][0], Value(std::int64_t{1}));
  write("sales.csv", "a,b\n1,x\n20,y\n");
  EXPECT_NE(run_task(source_->schema_fingerprint()).value(), before);
  EXPECT_EQ(run("SELECT sum(a) FROM sales WHERE b <> ''").rows[0][0], Value(std::int64_t{21}));
}

TEST_F(DuckdbFiles, LeavesNothingBehindAndChangesNothing) {
  write("sales.csv", "a\n1\n");
  const auto count = [this] {
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder_)) ++files;
    return files;
  };
  open("sales.csv");
  EXPECT_THAT(tables(), ElementsAre("sales"));
  EXPECT_EQ(count(), 1U);
}

TEST(DataFileNames, BecomeNamesOfTables) {
  EXPECT_EQ(duckdb::table_name_of("orders"), "orders");
  EXPECT_EQ(duckdb::table_name_of("My Orders (2)"), "My_Orders_2");
  EXPECT_EQ(duckdb::table_name_of("2024 sales"), "t_2024_sales");
  EXPECT_EQ(duckdb::table_name_of("Umsätze-Q1"), "Umsätze_Q1");
  EXPECT_EQ(duckdb::table_name_of("---"), "data");
  EXPECT_EQ(duckdb::series_name_of("orders_2024-03"), "orders");
  EXPECT_EQ(duckdb::series_name_of("orders 1"), "orders");
  EXPECT_EQ(duckdb::series_name_of("q1"), "");
  EXPECT_EQ(duckdb::series_name_of("2024"), "");
  EXPECT_EQ(duckdb::series_name_of("orders"), "");
}

}  // namespace
}  // namespace askdb
