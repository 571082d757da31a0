#include "gold_reads.hpp"

#include <sqlite3.h>

#include <fstream>
#include <memory>
#include <sstream>

#include "base/described.hpp"
#include "base/text.hpp"

namespace askdb::bench {

std::vector<GoldQuestion> read_questions(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  std::vector<GoldQuestion> questions;
  const auto parsed = json::parse(text.str());
  for (const auto& one : parsed.as_array()) {
    const auto member = [&](const char* name) { return std::string(one.at(name).as_string()); };
    questions.push_back({member("db_id"), member("question"), member("query")});
  }
  return questions;
}

Result<GoldReads> gold_reads(const std::string& database_file, const std::string& sql) {
  sqlite3* opened = nullptr;
  sqlite3_open_v2(database_file.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(opened, &sqlite3_close);
  GoldReads reads;
  const auto note = [](void* to, int action, const char* table, const char* column, const char*,
                       const char*) {
    if (action != SQLITE_READ || table == nullptr) return SQLITE_OK;
    auto& found = *static_cast<GoldReads*>(to);
    const std::string name = to_lower(table);
    found.tables.insert(name);
    // "SELECT count(*)" reads a table and no column; the row number is no column either.
    const std::string own = column == nullptr ? "" : to_lower(column);
    if (!own.empty() && own != "rowid") found.columns.insert(name + "." + own);
    return SQLITE_OK;
  };
  sqlite3_set_authorizer(database.get(), note, &reads);
  sqlite3_stmt* compiled = nullptr;
  const int code = sqlite3_prepare_v2(database.get(), sql.c_str(), -1, &compiled, nullptr);
  sqlite3_finalize(compiled);
  if (code != SQLITE_OK) {
    return Error{Fault::kSyntax, sqlite3_errmsg(database.get()), "", sql};
  }
  return reads;
}

}  // namespace askdb::bench
