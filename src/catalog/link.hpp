#pragma once

/// Which tables and columns of a database a question is about, and their rendering for a prompt.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "catalog/subject_area.hpp"

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
  /// Tables of the same columns that this one stands for: copies, backups, a table per year.
  std::vector<std::size_t> twins;
};

/// The link of one question to one database, best table first.
struct Linking {
  std::shared_ptr<const Database> database;
  std::vector<LinkedTable> tables;
  /// How well the best tables together explain the question: compares databases.
  double score = 0;
  /// Share of the question's words of weight that something in the database explains, 0..1.
  double coverage = 0;
};

/// An index over names, comments and sample values; built once per catalogue entry.
class LinkIndex {
 public:
  /// Uses as many threads as the machine has cores when there are many tables. Naming one of
  /// `areas` in a question speaks for its tables.
  LinkIndex(std::shared_ptr<const Database> database, const std::vector<ColumnValues>& values,
            const std::vector<SubjectArea>& areas = {});
  ~LinkIndex();

  /// Ranks tables and columns by names, comments, values and what the tables around them explain;
  /// tables that others need for joining come with them.
  Linking link(std::string_view question) const;

  /// Memory that the index takes, the schema itself left out.
  std::size_t bytes() const;

  struct Parts;  ///< For this room's own files.

 private:
  std::unique_ptr<const Parts> parts_;
};

/// The linked part of the schema as prompt text of at most `max_tokens` (bytes / 4): tables with
/// columns, types, comments, matched and sample values, and the joins between them spelled out.
/// A schema that fits whole is rendered whole. Text from the database is stripped of controls,
/// shortened, and kept on one line.
std::string render_schema(const Linking& linking, std::size_t max_tokens);

/// One of several databases, with what the question means in it.
struct RankedDatabase {
  std::shared_ptr<const CatalogEntry> entry;
  Linking linking;
  double score = 0;
};

/// The databases in the order in which they are likely to answer the question; those that explain
/// none of its words have score 0. Their descriptions count as well.
std::vector<RankedDatabase> rank_databases(
    std::string_view question, const std::vector<std::shared_ptr<const CatalogEntry>>& entries);

/// One line per database, in the given order: name, what it holds, its tables; at most `max_tokens`
/// (bytes / 4) in all. For the prompt that asks which databases a question concerns.
std::string render_databases(const std::vector<std::shared_ptr<const CatalogEntry>>& entries,
                             std::size_t max_tokens);

}  // namespace askdb
