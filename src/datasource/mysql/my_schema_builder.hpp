#pragma once

/// Builds a Database from the answers to the catalogue queries.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "datasource/mysql/my_connection.hpp"
#include "sql/schema.hpp"

namespace askdb::mysql {

class SchemaBuilder {
 public:
  explicit SchemaBuilder(Database& database) : database_(database) {}

  /// Each takes the rows of the query of the same name (my_catalog_sql.hpp); tables first, then
  /// columns.
  void add_tables(const std::vector<TextRow>& rows);
  void add_columns(const std::vector<TextRow>& rows);
  void add_keys(const std::vector<TextRow>& rows);
  void add_indexes(const std::vector<TextRow>& rows);
  void add_routines(const std::vector<TextRow>& rows);
  void add_json_checks(const std::vector<TextRow>& rows);

 private:
  Table* find(const TextRow& row);

  Database& database_;
  std::map<std::pair<std::string, std::string>, std::size_t> places_;  ///< By schema and table.
};

}  // namespace askdb::mysql
