#pragma once

/// A part of the data that people know by a name: "billing", "logistics".

#include <string>
#include <vector>

#include "sql/schema.hpp"

namespace askdb {

/// One entry of `subject_areas:` in an overlay file.
struct SubjectArea {
  std::string name;
  std::string description;
  /// Globs over "table" or "schema.table", case ignored. Empty: all tables of its datasources.
  std::vector<std::string> tables;
  /// Names of datasources; empty: all that have such tables.
  std::vector<std::string> datasources;
};
BOOST_DESCRIBE_STRUCT(SubjectArea, (), (name, description, tables, datasources))

/// Whether the table belongs to the area, of whatever datasource it is.
bool has_table(const SubjectArea& area, const Table& table);

/// The areas that concern this datasource: it is named, or none is.
std::vector<SubjectArea> areas_of(const std::vector<SubjectArea>& areas,
                                  std::string_view datasource);

}  // namespace askdb
