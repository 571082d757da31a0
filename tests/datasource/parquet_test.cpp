/// Results as Parquet files, read back by DuckDB.

#include "datasource/duckdb/parquet.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "duckdb/session.hpp"

namespace askdb {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;
using Cells = std::vector<std::optional<std::string>>;
using Texts = std::vector<Cells>;

class Parquet : public ::testing::Test {
 protected:
  /// What `sql` says about the file, which it calls {}.
  Texts asked(const Rows& rows, std::string sql) {
    const auto bytes = duckdb::parquet_text(rows);
    EXPECT_TRUE(bytes) << (bytes ? "" : bytes.error().detail);
    if (!bytes) return {};
    EXPECT_THAT(*bytes, StartsWith("PAR1"));
    const std::string path = ::testing::TempDir() + "parquet_test.parquet";
    std::ofstream(path, std::ios::binary) << *bytes;
    sql.replace(sql.find("{}"), 2, duckdb::quoted_text(path));
    auto session = duckdb::Session::open({}).value();
    const auto read = session->rows(sql);
    EXPECT_TRUE(read) << (read ? "" : read.error().detail);
    std::remove(path.c_str());
    Texts texts;
    for (const auto& row : read ? *read : std::vector<Row>{}) {
      auto& cells = texts.emplace_back();
      for (const auto& value : row) {
        cells.push_back(is_null(value) ? std::nullopt : std::optional(to_text(value)));
      }
    }
    return texts;
  }
};

TEST_F(Parquet, KeepsTypes) {
  Rows rows;
  rows.columns = {
      {"n", ValueKind::kInteger, "bigint"},       {"price", ValueKind::kDecimal, "numeric"},
      {"ratio", ValueKind::kDecimal, "double"},   {"day", ValueKind::kDate, "date"},
      {"at", ValueKind::kTimestamp, "timestamp"}, {"ok", ValueKind::kBoolean, "boolean"},
      {"raw", ValueKind::kBytes, "bytea"},        {"name", ValueKind::kText, "text"}};
  rows.rows = {{std::int64_t{7}, "12.50", 0.5, "2026-11-20", "2026-11-20 18:42:00", true, "\\x00ff",
                "Zoë \"x\" 'y'"},
               {Value{}, "-3.125", Value{}, Value{}, Value{}, Value{}, Value{}, Value{}}};
  EXPECT_THAT(asked(rows,
                    "SELECT typeof(n), typeof(price), typeof(ratio), typeof(day), typeof(\"at\"), "
                    "typeof(ok), "
                    "typeof(raw), typeof(name) FROM read_parquet({}) LIMIT 1"),
              ElementsAre(Cells{"BIGINT", "DECIMAL(5,3)", "DOUBLE", "DATE", "TIMESTAMP", "BOOLEAN",
                                "BLOB", "VARCHAR"}));
  EXPECT_THAT(asked(rows, "SELECT n, price, day, octet_length(raw), name FROM read_parquet({})"),
              ElementsAre(Cells{"7", "12.500", "2026-11-20", "2", "Zoë \"x\" 'y'"},
                          Cells{std::nullopt, "-3.125", std::nullopt, std::nullopt, std::nullopt}));
}

TEST_F(Parquet, WritesTextWhereAValueIsNotOfItsType) {
  Rows rows;
  rows.columns = {{"day", ValueKind::kDate, "date"}, {"n", ValueKind::kInteger, "int"}};
  rows.rows = {{"soon", std::int64_t{1}}, {"2026-01-01", "many"}};
  EXPECT_THAT(asked(rows, "SELECT day, n FROM read_parquet({})"),
              ElementsAre(Cells{"soon", "1"}, Cells{"2026-01-01", "many"}));
}

TEST_F(Parquet, TellsColumnsOfOneNameApart) {
  Rows rows;
  rows.columns = {{"id", ValueKind::kInteger, ""}, {"ID", ValueKind::kInteger, ""}};
  rows.rows = {{std::int64_t{1}, std::int64_t{2}}};
  EXPECT_THAT(asked(rows, "SELECT id, ID_2 FROM read_parquet({})"), ElementsAre(Cells{"1", "2"}));
}

TEST_F(Parquet, OfNoRowsHasItsColumns) {
  Rows rows;
  rows.columns = {{"n", ValueKind::kInteger, ""}};
  EXPECT_THAT(asked(rows, "SELECT count(n) FROM read_parquet({})"), ElementsAre(Cells{"0"}));
}

}  // namespace
}  // namespace askdb
