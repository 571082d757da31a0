#include "duckdb/types.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace askdb::duckdb {
namespace {

std::string_view plain_name(duckdb_type id) {
  switch (id) {
    case DUCKDB_TYPE_BOOLEAN:
      return "BOOLEAN";
    case DUCKDB_TYPE_TINYINT:
      return "TINYINT";
    case DUCKDB_TYPE_SMALLINT:
      return "SMALLINT";
    case DUCKDB_TYPE_INTEGER:
      return "INTEGER";
    case DUCKDB_TYPE_BIGINT:
      return "BIGINT";
    case DUCKDB_TYPE_UTINYINT:
      return "UTINYINT";
    case DUCKDB_TYPE_USMALLINT:
      return "USMALLINT";
    case DUCKDB_TYPE_UINTEGER:
      return "UINTEGER";
    case DUCKDB_TYPE_UBIGINT:
      return "UBIGINT";
    case DUCKDB_TYPE_HUGEINT:
      return "HUGEINT";
    case DUCKDB_TYPE_UHUGEINT:
      return "UHUGEINT";
    case DUCKDB_TYPE_FLOAT:
      return "FLOAT";
    case DUCKDB_TYPE_DOUBLE:
      return "DOUBLE";
    case DUCKDB_TYPE_TIMESTAMP:
      return "TIMESTAMP";
    case DUCKDB_TYPE_TIMESTAMP_S:
      return "TIMESTAMP_S";
    case DUCKDB_TYPE_TIMESTAMP_MS:
      return "TIMESTAMP_MS";
    case DUCKDB_TYPE_TIMESTAMP_NS:
      return "TIMESTAMP_NS";
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      return "TIMESTAMP WITH TIME ZONE";
    case DUCKDB_TYPE_DATE:
      return "DATE";
    case DUCKDB_TYPE_TIME:
      return "TIME";
    case DUCKDB_TYPE_TIME_NS:
      return "TIME_NS";
    case DUCKDB_TYPE_TIME_TZ:
      return "TIME WITH TIME ZONE";
    case DUCKDB_TYPE_INTERVAL:
      return "INTERVAL";
    case DUCKDB_TYPE_VARCHAR:
      return "VARCHAR";
    case DUCKDB_TYPE_BLOB:
      return "BLOB";
    case DUCKDB_TYPE_UUID:
      return "UUID";
    case DUCKDB_TYPE_BIT:
      return "BIT";
    case DUCKDB_TYPE_BIGNUM:
      return "BIGNUM";
    case DUCKDB_TYPE_ENUM:
      return "ENUM";
    case DUCKDB_TYPE_SQLNULL:
      return "NULL";
    default:
      return "UNKNOWN";
  }
}

/// Reads types; every handle and text that DuckDB hands out is given back.
class Reader {
 public:
  explicit Reader(const Library& library) : duck_(library) {}

  Type read(duckdb_logical_type type) const {
    Type read;
    read.id = read.storage = duck_.get_type_id(type);
    read.name = plain_name(read.id);
    switch (read.id) {
      case DUCKDB_TYPE_DECIMAL:
        read.scale = duck_.decimal_scale(type);
        read.storage = duck_.decimal_internal_type(type);
        read.name = fmt::format("DECIMAL({},{})", duck_.decimal_width(type), read.scale);
        break;
      case DUCKDB_TYPE_ENUM:
        read.storage = duck_.enum_internal_type(type);
        for (std::uint32_t i = 0; i < duck_.enum_dictionary_size(type); ++i) {
          read.labels.push_back(taken(duck_.enum_dictionary_value(type, i)));
        }
        break;
      case DUCKDB_TYPE_LIST:
        read.parts.push_back(owned(duck_.list_type_child_type(type)));
        read.name = read.parts[0].name + "[]";
        break;
      case DUCKDB_TYPE_ARRAY:
        read.parts.push_back(owned(duck_.array_type_child_type(type)));
        read.length = duck_.array_type_array_size(type);
        read.name = fmt::format("{}[{}]", read.parts[0].name, read.length);
        break;
      case DUCKDB_TYPE_MAP:
        read.parts.push_back(owned(duck_.map_type_key_type(type)));
        read.parts.push_back(owned(duck_.map_type_value_type(type)));
        read.name = fmt::format("MAP({}, {})", read.parts[0].name, read.parts[1].name);
        break;
      case DUCKDB_TYPE_STRUCT:
        for (idx_t i = 0; i < duck_.struct_type_child_count(type); ++i) {
          read.labels.push_back(taken(duck_.struct_type_child_name(type, i)));
          read.parts.push_back(owned(duck_.struct_type_child_type(type, i)));
        }
        read.name = "STRUCT(" + members(read) + ")";
        break;
      case DUCKDB_TYPE_UNION:
        for (idx_t i = 0; i < duck_.union_type_member_count(type); ++i) {
          read.labels.push_back(taken(duck_.union_type_member_name(type, i)));
          read.parts.push_back(owned(duck_.union_type_member_type(type, i)));
        }
        read.name = "UNION(" + members(read) + ")";
        break;
      default:
        break;
    }
    const std::string alias = taken(duck_.logical_type_get_alias(type));
    if (!alias.empty()) read.name = alias;
    return read;
  }

 private:
  std::string taken(char* text) const {
    std::string copy = text == nullptr ? "" : text;
    duck_.free(text);
    return copy;
  }
  Type owned(duckdb_logical_type type) const {
    Type part = read(type);
    duck_.destroy_logical_type(&type);
    return part;
  }
  static std::string members(const Type& type) {
    std::string list;
    for (std::size_t i = 0; i < type.parts.size(); ++i) {
      if (i > 0) list += ", ";
      list += quoted_identifier(type.labels[i]) + " " + type.parts[i].name;
    }
    return list;
  }

  const Library& duck_;
};

}  // namespace

Type read_type(const Library& library, duckdb_logical_type type) {
  return Reader(library).read(type);
}

}  // namespace askdb::duckdb
