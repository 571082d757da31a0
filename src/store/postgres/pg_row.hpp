#pragma once

/// One row of a PostgreSQL result, as the functions of rows.hpp read it.

#include <libpq-fe.h>

#include <charconv>
#include <cstdint>
#include <string_view>

namespace askdb::store {

class PgRow {
 public:
  PgRow(const PGresult* result, int row) : result_(result), row_(row) {}

  bool is_null(int column) const { return PQgetisnull(result_, row_, column) != 0; }
  std::string_view text(int column) const {
    return {PQgetvalue(result_, row_, column),
            static_cast<std::size_t>(PQgetlength(result_, row_, column))};
  }
  std::int64_t integer(int column) const { return number<std::int64_t>(column); }
  double real(int column) const { return number<double>(column); }

 private:
  template <class T>
  T number(int column) const {
    const auto written = text(column);
    T value{};
    std::from_chars(written.data(), written.data() + written.size(), value);
    return value;
  }

  const PGresult* result_;
  int row_;
};

}  // namespace askdb::store
