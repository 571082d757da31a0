/// askdb_demo: a made-up bank in six databases, the same for the same seed and day.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <iostream>

#include "world.hpp"
#include "writers.hpp"

namespace {

using askdb::demo::Date;

Date today() { return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()); }

/// Throws when `text` is no day of the calendar.
Date parse_day(const std::string& text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  const char* end = text.data() + text.size();
  const bool has_form =
      text.size() == 10 && text[4] == '-' && text[7] == '-' &&
      std::from_chars(text.data(), text.data() + 4, year).ptr == text.data() + 4 &&
      std::from_chars(text.data() + 5, end, month).ptr == text.data() + 7 &&
      std::from_chars(text.data() + 8, end, day).ptr == end;
  const std::chrono::year_month_day found{std::chrono::year(year), std::chrono::month(month),
                                          std::chrono::day(day)};
  if (!has_form || !found.ok() || year < 2000 || year > 2200) {
    throw std::runtime_error("--today must be a day such as 2026-11-20, not \"" + text + "\".");
  }
  return Date(found);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Makes the demo bank: six databases with about 100,000 rows.", "askdb_demo");
  std::string sqlite, postgres, sql, mysql, parquet, knowledge, day;
  std::vector<std::string> only;
  std::uint64_t seed = 42;
  app.add_option("--sqlite", sqlite, "Folder for six SQLite files");
  app.add_option("--postgres", postgres,
                 "URL of a PostgreSQL server on which to create six databases");
  app.add_option("--sql", sql, "Folder for six SQL files for psql");
  app.add_option("--mysql", mysql, "Folder for six SQL files for the client of MariaDB or MySQL");
  app.add_option("--parquet", parquet, "Folder for six folders of Parquet files");
  app.add_option("--only", only, "Write these databases only, not all six")->delimiter(',');
  app.add_option("--knowledge", knowledge,
                 "Folder for the overlays (summary.yaml, <database>.yaml)");
  app.add_option("--today", day, "The day on which the data end, YYYY-MM-DD (default: today, UTC)");
  app.add_option("--seed", seed, "Another number gives another bank")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const bool says_where = !sqlite.empty() || !postgres.empty() || !sql.empty() || !mysql.empty() ||
                          !parquet.empty() || !knowledge.empty();
  if (!says_where) {
    std::cerr << "Say where to: --sqlite, --sql, --mysql, --parquet or --knowledge with a folder, "
                 "--postgres with a URL.\n";
    return 2;
  }
  try {
    const auto bank = askdb::demo::make_bank(seed, day.empty() ? today() : parse_day(day));
    std::size_t rows = 0;
    for (const auto& dataset : bank) {
      const bool is_wanted =
          only.empty() || std::find(only.begin(), only.end(), dataset.name) != only.end();
      if (!is_wanted) continue;
      for (const auto& table : dataset.tables) {
        rows += table.rows.size();
      }
      if (!sqlite.empty()) askdb::demo::write_sqlite(dataset, sqlite);
      if (!sql.empty()) askdb::demo::write_sql(dataset, sql);
      if (!postgres.empty()) askdb::demo::write_postgres(dataset, postgres);
      if (!mysql.empty()) askdb::demo::write_mysql(dataset, mysql);
      if (!parquet.empty()) askdb::demo::write_parquet(dataset, parquet);
    }
    if (!knowledge.empty()) askdb::demo::write_overlays(bank, knowledge);
    std::cout << bank.size() << " databases, " << rows << " rows\n";
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
  return 0;
}
