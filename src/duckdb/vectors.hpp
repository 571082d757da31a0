#pragma once

/// Values out of the typed vectors in which DuckDB hands over rows.

#include <cstdint>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "duckdb/types.hpp"

namespace askdb::duckdb {

/// One column of one chunk. Refers to the chunk, and to `type`, which must outlive it.
class VectorView {
 public:
  VectorView(const Library& library, duckdb_vector vector, const Type& type);

  /// Booleans, whole numbers that fit 64 bits and floating-point numbers as such (a FLOAT as the
  /// double of its shortest text); everything else as text, exactly: wider numbers, decimals with
  /// their scale, dates and times in ISO 8601 (time zones: UTC), bytes as \x hex; lists, structs
  /// and maps as JSON.
  Value value_at(std::size_t row) const;

 private:
  bool is_null_at(std::size_t row) const;
  template <class T>
  const T& get(std::size_t row) const {
    return static_cast<const T*>(data_)[row];
  }
  std::string_view text_at(std::size_t row) const;
  std::uint64_t label_at(std::size_t row) const;
  Value decimal_at(std::size_t row) const;
  void write_json(std::size_t row, std::string& json) const;
  void write_list(std::size_t first, std::size_t count, std::string& json) const;
  void write_map(std::size_t row, std::string& json) const;
  void write_struct(std::size_t row, std::string& json) const;

  const Library& library_;
  const Type& type_;
  const void* data_;
  const std::uint64_t* validity_;
  std::vector<VectorView> parts_;
};

}  // namespace askdb::duckdb
