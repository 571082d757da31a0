#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "world.hpp"
#include "writers.hpp"

namespace askdb::demo {
namespace {

using ::testing::AllOf;
using ::testing::Ge;
using ::testing::Le;

constexpr Date kToday{std::chrono::sys_days{std::chrono::year(2026) / 11 / 20}};

const std::vector<Dataset>& bank() {
  static const std::vector<Dataset> kBank = make_bank(42, kToday);
  return kBank;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::filesystem::path fresh_folder(const std::string& name) {
  auto folder = std::filesystem::path(::testing::TempDir()) / ("askdb_demo_" + name);
  std::filesystem::remove_all(folder);
  return folder;
}

template <class Visit>
void for_each_column(Visit visit) {
  for (const auto& dataset : bank()) {
    for (const auto& table : dataset.tables) {
      for (std::size_t index = 0; index < table.columns.size(); ++index) {
        visit(dataset, table, index);
      }
    }
  }
}

TEST(DemoBank, HasAboutAHundredThousandRowsInSixDatabases) {
  std::size_t rows = 0;
  std::vector<std::string> names;
  for (const auto& dataset : bank()) {
    names.push_back(dataset.name);
    for (const auto& table : dataset.tables) {
      rows += table.rows.size();
    }
  }
  EXPECT_THAT(names, ::testing::ElementsAre("customer_db", "accounts_db", "loans_db",
                                            "insurance_db", "compliance_db", "employees_db"));
  EXPECT_THAT(rows, AllOf(Ge(90'000), Le(130'000)));
  EXPECT_EQ(bank()[0].tables[0].rows.size(), 5'000);
}

TEST(DemoBank, EveryReferenceIsKeptWithinAndAcrossDatabases) {
  std::map<std::string, std::set<std::string>> keys;
  const auto text = [](const Row& row, std::size_t at) {
    std::string line;
    append_copy_line({row[at]}, line);
    return line;
  };
  for_each_column([&](const Dataset& dataset, const Table& table, std::size_t at) {
    for (const auto& row : table.rows) {
      keys[dataset.name + "." + table.name + "." + table.columns[at].name].insert(text(row, at));
    }
  });
  int checked = 0;
  for_each_column([&](const Dataset& dataset, const Table& table, std::size_t at) {
    const auto& column = table.columns[at];
    if (!column.reference) return;
    const auto& to = *column.reference;
    const auto home = to.database.empty() ? dataset.name : to.database;
    const auto& known = keys[home + "." + to.table + "." + to.column];
    ASSERT_FALSE(known.empty()) << table.name << "." << column.name;
    for (const auto& row : table.rows) {
      if (std::holds_alternative<std::monostate>(row[at])) continue;
      ASSERT_TRUE(known.count(text(row, at))) << table.name << "." << column.name;
    }
    ++checked;
  });
  EXPECT_GE(checked, 30);
}

TEST(DemoBank, NothingHappensAfterToday) {
  for_each_column([&](const Dataset&, const Table& table, std::size_t at) {
    if (table.columns[at].may_lie_ahead) return;
    for (const auto& row : table.rows) {
      if (const auto* day = std::get_if<Date>(&row[at])) {
        ASSERT_LE(*day, kToday) << table.name << "." << table.columns[at].name;
      }
    }
  });
}

TEST(DemoBank, ValuesFitTheirColumns) {
  for_each_column([&](const Dataset&, const Table& table, std::size_t at) {
    const auto& column = table.columns[at];
    std::size_t nulls = 0;
    for (const auto& row : table.rows) {
      ASSERT_EQ(row.size(), table.columns.size()) << table.name;
      nulls += std::holds_alternative<std::monostate>(row[at]) ? 1 : 0;
      ASSERT_EQ(
          std::holds_alternative<Date>(row[at]) || std::holds_alternative<std::monostate>(row[at]),
          column.type == "DATE" || std::holds_alternative<std::monostate>(row[at]))
          << table.name << "." << column.name;
    }
    ASSERT_EQ(nulls > 0, column.is_nullable) << table.name << "." << column.name;
  });
}

TEST(DemoBank, IsTheSameForTheSameSeedAndDay) {
  const auto first = fresh_folder("first");
  const auto second = fresh_folder("second");
  const auto again = make_bank(42, kToday);
  const auto other = make_bank(43, kToday);
  for (std::size_t index = 0; index < again.size(); ++index) {
    write_sqlite(bank()[index], first);
    write_sqlite(again[index], second);
    write_sql(bank()[index], first);
    write_sql(again[index], second);
    for (const auto* ending : {".sqlite", ".sql"}) {
      const auto name = again[index].name + ending;
      EXPECT_TRUE(read(first / name) == read(second / name)) << name;
    }
  }
  write_sql(other[0], second);
  EXPECT_FALSE(read(first / "customer_db.sql") == read(second / "customer_db.sql"));
}

TEST(DemoBank, TheCheckedInOverlaysAreThoseOfTheGenerator) {
  const auto folder = fresh_folder("knowledge");
  write_overlays(bank(), folder);
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto checked_in =
        std::filesystem::path(ASKDB_SOURCE_DIR) / "demo" / "knowledge" / entry.path().filename();
    EXPECT_EQ(read(entry.path()), read(checked_in)) << "run askdb_demo --knowledge demo/knowledge";
  }
}

TEST(DemoBank, MailNamesArePlainLetters) {
  EXPECT_EQ(mail_name("Zoë Müller-Łukasz"), "zoe.muller-lukasz");
  EXPECT_EQ(mail_name("Oğuz Şahin"), "oguz.sahin");
  EXPECT_EQ(mail_name("Kowalski Bau Sp. z o.o."), "kowalski.bau.sp.z.oo");
  EXPECT_EQ(mail_name("Seán O'Brien"), "sean.obrien");
  EXPECT_EQ(mail_name("Jiří Dvořák"), "jiri.dvorak");
}

}  // namespace
}  // namespace askdb::demo
