/// `askdb ask -d` with data files and folders, as a script meets it.

#include <gmock/gmock.h>

#include "base/described.hpp"
#include "shop.hpp"

namespace askdb {
namespace {

using ::testing::HasSubstr;

class Files : public testing::Shop {
 protected:
  std::int64_t number_of(const std::string& source, const std::string& question) {
    const auto done = run({"ask", "-q", "--format", "json", "-d", source, question});
    EXPECT_EQ(done.exit_code, 0) << done.err << done.out;
    if (done.exit_code != 0) return -1;
    const auto value = json::parse(done.out);
    const auto& rows = value.at("rows").as_array();
    EXPECT_EQ(rows.size(), 1U) << done.out;
    return rows.empty() ? -1 : rows[0].as_object().begin()->value().to_number<std::int64_t>();
  }
};

TEST_F(Files, OneCsvFileIsADatabase) {
  write("sales.csv", "id,region,amount\n1,North,10\n2,South,20\n3,North,5\n");
  EXPECT_EQ(number_of("sales.csv", "How many sales are there?"), 3);
  EXPECT_EQ(number_of("sales.csv", "How many sales in region North?"), 2);
}

TEST_F(Files, AFolderIsADatabaseWithATablePerFile) {
  std::filesystem::create_directory(folder_ + "/exports");
  write("exports/customers.csv", "id,name,city\n1,Ann,Vienna\n2,Bob,Graz\n");
  write("exports/orders_2024.csv", "id,customer_id,total\n1,1,10\n2,1,20\n");
  write("exports/orders_2025.csv", "id,customer_id,total\n3,2,30\n");
  write("exports/readme.txt", "hello");
  EXPECT_EQ(number_of("./exports/", "How many customers are there?"), 2);
  EXPECT_EQ(number_of("./exports/", "How many orders are there?"), 3);
  const auto doctor = run({"doctor", "-d", "exports"});
  EXPECT_EQ(doctor.exit_code, 0) << doctor.out;
  EXPECT_THAT(doctor.out, HasSubstr("readme.txt"));
  EXPECT_THAT(doctor.out, HasSubstr("read-only"));
}

TEST_F(Files, GuardJudgesDuckdbStatements) {
  write("lines.jsonl",
        "{\"id\": \"1\", \"sql\": \"SELECT * FROM 'x.csv'\"}\n"
        "{\"id\": \"2\", \"sql\": \"FROM people SELECT name\"}\n");
  const auto done = run({"guard", "--dialect", "duckdb", "--jsonl", "lines.jsonl"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("relation"));
  EXPECT_THAT(done.out, HasSubstr("\"2\""));
}

}  // namespace
}  // namespace askdb
