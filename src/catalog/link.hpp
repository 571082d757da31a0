#pragma once

/// Which tables and columns of a database a question is about, and their rendering for a prompt.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"

namespace askdb {

struct LinkedColumn {
  std::size_t column = 0;  ///< Index into `Table::columns`.
  double score = 0;
  std::vector<std::string> matched_values;  ///< Stored values that the question names.
};

struct LinkedTable {
  std::size_t table = 0;  ///< Index into `Database::tables`.
  double score = 0;
  std::vector<LinkedColumn> columns;  ///< Best first; keys needed for joins are included.
};

/// The link of one question to one database, best table first.
struct Linking {
  std::shared_ptr<const Database> database;
  std::vector<LinkedTable> tables;
  double score = 0;  ///< Of the best table: compares databases.
};

/// An index over names, comments and sample values; built once per catalogue entry.
class LinkIndex {
 public:
  explicit LinkIndex(std::shared_ptr<const CatalogEntry> entry);
  ~LinkIndex();

  /// Ranks tables and columns by names, comments, values and foreign-key neighbours.
  Linking link(std::string_view question) const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

/// The linked part of the schema as prompt text of at most `max_tokens` (bytes / 4): tables with
/// columns, types, comments, matched and sample values, and the joins between them spelled out.
/// A schema that fits whole is rendered whole. Text from the database is stripped of controls,
/// shortened, and kept on one line.
std::string render_schema(const Linking& linking, std::size_t max_tokens);

}  // namespace askdb
