#pragma once

/// PostgreSQL's types and values as ours.

#include <libpq-fe.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "datasource/value.hpp"

namespace askdb::postgres {

struct PgType {
  std::string name;
  ValueKind kind = ValueKind::kOther;
};

/// Types of this database beyond the built-in ones: enums, extensions' types.
using PgTypes = std::map<Oid, PgType>;

/// The kind of a type by its base type's name in pg_type ("int4"), category ('S') and kind ('e').
ValueKind kind_of_type(std::string_view name, char category, char type_kind);

std::vector<ResultColumn> result_columns(const PGresult* result, const PgTypes& types);

/// One cell of a result in text format; NULL is "".
inline std::string cell(const PGresult* result, int row, int column) {
  return PQgetvalue(result, row, column);
}

/// The same, typed by its column.
Value read_value(const PGresult* result, int row, int column, const ResultColumn& as);

/// The elements of an array in text form: {a,"b c",NULL}; NULLs are left out. One dimension.
std::vector<std::string> array_elements(std::string_view text);

}  // namespace askdb::postgres
