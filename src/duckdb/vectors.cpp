#include "duckdb/vectors.hpp"

#include <boost/json/serialize.hpp>
#include <charconv>
#include <cmath>
#include <limits>

#include "duckdb/numbers.hpp"
#include "duckdb/times.hpp"

namespace askdb::duckdb {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

Value whole(Int128 number) {
  if (number >= kLeast && number <= kMost) return static_cast<std::int64_t>(number);
  return decimal_text(number, 0);
}

Value whole(Uint128 number) {
  if (number <= static_cast<Uint128>(kMost)) return static_cast<std::int64_t>(number);
  return digits(number);
}

/// 0.1F is 0.10000000149 as a double; people mean 0.1.
double shortest(float number) {
  if (!std::isfinite(number)) return number;
  char buffer[32];
  const auto written = std::to_chars(std::begin(buffer), std::end(buffer), number);
  double read = number;
  std::from_chars(std::begin(buffer), written.ptr, read);
  return read;
}

void write_text(std::string_view text, std::string& json) {
  json += boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

bool is_nested(duckdb_type id) {
  return id == DUCKDB_TYPE_LIST || id == DUCKDB_TYPE_ARRAY || id == DUCKDB_TYPE_MAP ||
         id == DUCKDB_TYPE_STRUCT || id == DUCKDB_TYPE_UNION;
}

bool is_number(duckdb_type id) {
  return id == DUCKDB_TYPE_DECIMAL || id == DUCKDB_TYPE_HUGEINT || id == DUCKDB_TYPE_UHUGEINT ||
         id == DUCKDB_TYPE_UBIGINT || id == DUCKDB_TYPE_BIGNUM;
}

}  // namespace

VectorView::VectorView(const Library& library, duckdb_vector vector, const Type& type)
    : library_(library),
      type_(type),
      data_(library.vector_get_data(vector)),
      validity_(library.vector_get_validity(vector)) {
  switch (type.id) {
    case DUCKDB_TYPE_LIST:
      parts_.emplace_back(library, library.list_vector_get_child(vector), type.parts[0]);
      break;
    case DUCKDB_TYPE_ARRAY:
      parts_.emplace_back(library, library.array_vector_get_child(vector), type.parts[0]);
      break;
    case DUCKDB_TYPE_MAP: {
      // A list of structs of a key and a value.
      duckdb_vector pairs = library.list_vector_get_child(vector);
      for (idx_t i = 0; i < 2; ++i) {
        parts_.emplace_back(library, library.struct_vector_get_child(pairs, i), type.parts[i]);
      }
      break;
    }
    case DUCKDB_TYPE_STRUCT:
      for (idx_t i = 0; i < type.parts.size(); ++i) {
        parts_.emplace_back(library, library.struct_vector_get_child(vector, i), type.parts[i]);
      }
      break;
    case DUCKDB_TYPE_UNION: {
      // A struct whose first part says which of the others counts.
      static const Type kTag{.id = DUCKDB_TYPE_UTINYINT};
      parts_.emplace_back(library, library.struct_vector_get_child(vector, 0), kTag);
      for (idx_t i = 0; i < type.parts.size(); ++i) {
        parts_.emplace_back(library, library.struct_vector_get_child(vector, i + 1), type.parts[i]);
      }
      break;
    }
    default:
      break;
  }
}

bool VectorView::is_null_at(std::size_t row) const {
  return validity_ != nullptr && ((validity_[row / 64] >> (row % 64)) & 1U) == 0;
}

std::string_view VectorView::text_at(std::size_t row) const {
  const auto& text = get<duckdb_string_t>(row);
  const std::uint32_t length = text.value.inlined.length;
  return {length <= 12 ? text.value.inlined.inlined : text.value.pointer.ptr, length};
}

std::uint64_t VectorView::label_at(std::size_t row) const {
  if (type_.storage == DUCKDB_TYPE_UTINYINT) return get<std::uint8_t>(row);
  if (type_.storage == DUCKDB_TYPE_USMALLINT) return get<std::uint16_t>(row);
  return get<std::uint32_t>(row);
}

Value VectorView::decimal_at(std::size_t row) const {
  Int128 number = 0;
  if (type_.storage == DUCKDB_TYPE_SMALLINT) {
    number = get<std::int16_t>(row);
  } else if (type_.storage == DUCKDB_TYPE_INTEGER) {
    number = get<std::int32_t>(row);
  } else if (type_.storage == DUCKDB_TYPE_BIGINT) {
    number = get<std::int64_t>(row);
  } else {
    number = wide(get<duckdb_hugeint>(row));
  }
  return decimal_text(number, type_.scale);
}

Value VectorView::value_at(std::size_t row) const {
  if (is_null_at(row)) return std::monostate{};
  switch (type_.id) {
    case DUCKDB_TYPE_BOOLEAN:
      return get<std::uint8_t>(row) != 0;
    case DUCKDB_TYPE_TINYINT:
      return std::int64_t{get<std::int8_t>(row)};
    case DUCKDB_TYPE_SMALLINT:
      return std::int64_t{get<std::int16_t>(row)};
    case DUCKDB_TYPE_INTEGER:
      return std::int64_t{get<std::int32_t>(row)};
    case DUCKDB_TYPE_BIGINT:
      return get<std::int64_t>(row);
    case DUCKDB_TYPE_UTINYINT:
      return std::int64_t{get<std::uint8_t>(row)};
    case DUCKDB_TYPE_USMALLINT:
      return std::int64_t{get<std::uint16_t>(row)};
    case DUCKDB_TYPE_UINTEGER:
      return std::int64_t{get<std::uint32_t>(row)};
    case DUCKDB_TYPE_UBIGINT:
      return whole(static_cast<Uint128>(get<std::uint64_t>(row)));
    case DUCKDB_TYPE_HUGEINT:
      return whole(wide(get<duckdb_hugeint>(row)));
    case DUCKDB_TYPE_UHUGEINT:
      return whole(wide(get<duckdb_uhugeint>(row)));
    case DUCKDB_TYPE_FLOAT:
      return shortest(get<float>(row));
    case DUCKDB_TYPE_DOUBLE:
      return get<double>(row);
    case DUCKDB_TYPE_DECIMAL:
      return decimal_at(row);
    case DUCKDB_TYPE_DATE:
      return date_text(library_, get<std::int32_t>(row));
    case DUCKDB_TYPE_TIMESTAMP:
      return timestamp_text(library_, get<std::int64_t>(row), 1'000'000);
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      return timestamp_text(library_, get<std::int64_t>(row), 1'000'000) + "+00";
    case DUCKDB_TYPE_TIMESTAMP_S:
      return timestamp_text(library_, get<std::int64_t>(row), 1);
    case DUCKDB_TYPE_TIMESTAMP_MS:
      return timestamp_text(library_, get<std::int64_t>(row), 1'000);
    case DUCKDB_TYPE_TIMESTAMP_NS:
      return timestamp_text(library_, get<std::int64_t>(row), 1'000'000'000);
    case DUCKDB_TYPE_TIME:
      return time_text(get<std::int64_t>(row), 1'000'000);
    case DUCKDB_TYPE_TIME_NS:
      return time_text(get<std::int64_t>(row), 1'000'000'000);
    case DUCKDB_TYPE_TIME_TZ:
      return time_tz_text(library_, get<std::uint64_t>(row));
    case DUCKDB_TYPE_INTERVAL:
      return interval_text(get<duckdb_interval>(row));
    case DUCKDB_TYPE_UUID:
      return uuid_text(get<duckdb_hugeint>(row));
    case DUCKDB_TYPE_VARCHAR:
      return std::string(text_at(row));
    case DUCKDB_TYPE_BLOB:
      return bytes_text(text_at(row));
    case DUCKDB_TYPE_BIT:
      return bit_text(text_at(row));
    case DUCKDB_TYPE_BIGNUM:
      return bignum_text(text_at(row));
    case DUCKDB_TYPE_ENUM: {
      const auto label = label_at(row);
      return label < type_.labels.size() ? Value(type_.labels[label]) : Value();
    }
    default: {
      std::string json;
      write_json(row, json);
      return json;
    }
  }
}

void VectorView::write_json(std::size_t row, std::string& json) const {
  if (is_null_at(row)) {
    json += "null";
  } else if (type_.id == DUCKDB_TYPE_LIST) {
    const auto& entry = get<duckdb_list_entry>(row);
    write_list(entry.offset, entry.length, json);
  } else if (type_.id == DUCKDB_TYPE_ARRAY) {
    write_list(row * type_.length, type_.length, json);
  } else if (type_.id == DUCKDB_TYPE_MAP) {
    write_map(row, json);
  } else if (type_.id == DUCKDB_TYPE_STRUCT) {
    write_struct(row, json);
  } else if (type_.id == DUCKDB_TYPE_UNION) {
    const std::size_t tag = parts_[0].get<std::uint8_t>(row);
    if (tag + 1 < parts_.size()) parts_[tag + 1].write_json(row, json);
  } else {
    const Value value = value_at(row);
    const auto* number = std::get_if<double>(&value);
    const bool is_finite = number == nullptr || std::isfinite(*number);
    const bool is_text = std::holds_alternative<std::string>(value) && !is_number(type_.id);
    if (is_null(value)) {
      json += "null";
    } else if (is_text || !is_finite) {
      write_text(to_text(value), json);
    } else {
      json += to_text(value);
    }
  }
}

void VectorView::write_list(std::size_t first, std::size_t count, std::string& json) const {
  json += '[';
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) json += ", ";
    parts_[0].write_json(first + i, json);
  }
  json += ']';
}

void VectorView::write_map(std::size_t row, std::string& json) const {
  const auto& entry = get<duckdb_list_entry>(row);
  json += '{';
  for (std::size_t i = 0; i < entry.length; ++i) {
    if (i > 0) json += ", ";
    // A key of JSON is text, whatever it is here.
    std::string key;
    if (is_nested(parts_[0].type_.id)) {
      parts_[0].write_json(entry.offset + i, key);
    } else {
      key = to_text(parts_[0].value_at(entry.offset + i));
    }
    write_text(key, json);
    json += ": ";
    parts_[1].write_json(entry.offset + i, json);
  }
  json += '}';
}

void VectorView::write_struct(std::size_t row, std::string& json) const {
  // A struct without names, as row(1, 2) makes it, is a list.
  const bool has_names = !type_.labels.empty() && !type_.labels[0].empty();
  json += has_names ? '{' : '[';
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (i > 0) json += ", ";
    if (has_names) {
      write_text(type_.labels[i], json);
      json += ": ";
    }
    parts_[i].write_json(row, json);
  }
  json += has_names ? '}' : ']';
}

}  // namespace askdb::duckdb
