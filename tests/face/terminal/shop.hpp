#pragma once

/// A folder with a small database and a clean environment, for tests that run the real program.

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "fixtures/program.hpp"

namespace askdb::testing {

class Shop : public ::testing::Test {
 protected:
  Shop() {
    std::string pattern = std::filesystem::temp_directory_path() / "askdb-shop-XXXXXX";
    folder_ = mkdtemp(pattern.data());
    sqlite3* database = nullptr;
    sqlite3_open((folder_ + "/shop.db").c_str(), &database);
    sqlite3_exec(database,
                 "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT);"
                 "INSERT INTO customers VALUES (1, 'Ann', 'Vienna'), (2, 'Bob', 'Graz'),"
                 " (3, 'Eve ' || char(27) || '[2Jgone', 'Vienna');"
                 "CREATE TABLE orders (id INTEGER PRIMARY KEY, amount REAL,"
                 " customer_id INTEGER REFERENCES customers(id));"
                 "INSERT INTO orders VALUES (1, 10.5, 1), (2, 20, 1), (3, 5, 2), (4, 7, 3);",
                 nullptr, nullptr, nullptr);
    sqlite3_close(database);
    environment_ = {{"HOME", folder_},
                    {"XDG_CACHE_HOME", folder_ + "/cache"},
                    {"TERM", "xterm"},
                    {"LANG", "C.UTF-8"},
                    {"PATH", "/usr/bin:/bin"}};
  }
  ~Shop() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name) << text;
  }
  static std::vector<std::string> command(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), ASKDB_BINARY_DIR "/askdb");
    return arguments;
  }
  Finished run(const std::vector<std::string>& arguments, const std::string& input = {}) {
    return run_program(command(arguments), environment_, folder_, input);
  }

  std::string folder_;
  Variables environment_;
};

}  // namespace askdb::testing
