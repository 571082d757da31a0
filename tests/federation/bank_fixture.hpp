#pragma once

/// The thirty questions of tests/cases/federation/bank.case, the bank that answers them, and one
/// SQLite file with all its tables that says what is right.

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/text.hpp"
#include "datasource/value.hpp"
#include "fixtures/case_file.hpp"
#include "fixtures/sqlite_file.hpp"

namespace askdb::testing {

struct BankQuestion {
  std::string question;
  std::string gold;
  std::vector<std::string> databases;
  std::string federated;
};

inline std::vector<BankQuestion> bank_questions() {
  std::vector<BankQuestion> questions;
  for (const auto& one : read_cases(ASKDB_SOURCE_DIR "/tests/cases/federation/bank.case")) {
    BankQuestion question{.question = one.head, .gold = {}, .databases = {}, .federated = {}};
    std::string* part = nullptr;
    for (const auto line : split(one.body, '\n')) {
      if (line == "gold") {
        part = &question.gold;
      } else if (line.starts_with("federated ")) {
        part = &question.federated;
        for (const auto name : split(line.substr(10), ',')) {
          question.databases.emplace_back(trim(name));
        }
      } else if (part != nullptr) {
        *part += std::string(line) + "\n";
      }
    }
    questions.push_back(std::move(question));
  }
  return questions;
}

/// A cell so that equal numbers of different types are equal text: six significant decimals.
inline std::string cell(const Value& value) {
  if (is_null(value)) return "NULL";
  const auto number = to_number(value);
  return number ? fmt::format("{:.4f}", *number) : to_text(value);
}

using Lines = std::vector<std::vector<std::string>>;

inline Lines lines_of(const std::vector<Row>& rows) {
  Lines lines;
  for (const auto& row : rows) {
    auto& line = lines.emplace_back();
    for (const auto& value : row) line.push_back(cell(value));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

/// Whether `found` says what `gold` says, perhaps with further columns and in another order of
/// columns: some choice of its columns gives the same rows.
inline bool says(const Lines& gold, const Lines& found) {
  if (gold.size() != found.size()) return false;
  if (gold.empty()) return true;
  const std::size_t wanted = gold[0].size();
  const std::size_t width = found[0].size();
  std::vector<std::size_t> choice;
  const std::function<bool()> fits = [&]() -> bool {
    if (choice.size() == wanted) {
      Lines chosen;
      for (const auto& line : found) {
        auto& row = chosen.emplace_back();
        for (const auto column : choice) row.push_back(line[column]);
      }
      std::sort(chosen.begin(), chosen.end());
      return chosen == gold;
    }
    for (std::size_t i = 0; i < width; ++i) {
      if (std::find(choice.begin(), choice.end(), i) != choice.end()) continue;
      choice.push_back(i);
      if (fits()) return true;
      choice.pop_back();
    }
    return false;
  };
  return fits();
}

/// All six databases in one file.
class GoldFile {
 public:
  explicit GoldFile(const std::vector<std::string>& files) {
    std::string text;
    for (std::size_t i = 0; i < files.size(); ++i) {
      const auto name = fmt::format("d{}", i);
      text += "ATTACH '" + files[i] + "' AS " + name + ";";
    }
    sqlite3* handle = open(text);
    std::string copies;
    for (std::size_t i = 0; i < files.size(); ++i) {
      const auto from = fmt::format("d{}", i);
      for (const auto& row : rows(handle, "SELECT name FROM " + from +
                                              ".sqlite_schema WHERE type = 'table' AND name NOT "
                                              "LIKE 'sqlite%'")) {
        const auto table = to_text(row[0]);
        copies += "CREATE TABLE main." + table + " AS SELECT * FROM " + from + "." + table + ";";
      }
    }
    sqlite3_exec(handle, copies.c_str(), nullptr, nullptr, nullptr);
    sqlite3_close(handle);
  }

  Lines answer(const std::string& sql) const {
    sqlite3* handle = open("");
    const auto found = rows(handle, sql);
    sqlite3_close(handle);
    return lines_of(found);
  }

 private:
  sqlite3* open(const std::string& sql) const {
    sqlite3* handle = nullptr;
    sqlite3_open(file_.path().c_str(), &handle);
    char* failed = nullptr;
    if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &failed) != SQLITE_OK) {
      throw std::runtime_error(failed);
    }
    return handle;
  }
  static std::vector<Row> rows(sqlite3* handle, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      throw std::runtime_error(std::string(sqlite3_errmsg(handle)) + " in " + sql);
    }
    std::vector<Row> rows;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      auto& row = rows.emplace_back();
      for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        const auto* text = sqlite3_column_text(statement, i);
        const bool is_number = sqlite3_column_type(statement, i) == SQLITE_INTEGER ||
                               sqlite3_column_type(statement, i) == SQLITE_FLOAT;
        if (text == nullptr) {
          row.emplace_back(std::monostate{});
        } else if (is_number) {
          row.emplace_back(sqlite3_column_double(statement, i));
        } else {
          row.emplace_back(std::string(reinterpret_cast<const char*>(text)));
        }
      }
    }
    sqlite3_finalize(statement);
    return rows;
  }

  SqliteFile file_;
};

}  // namespace askdb::testing
