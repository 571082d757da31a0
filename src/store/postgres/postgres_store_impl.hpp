#pragma once

/// Bodies of PostgresStore's templates, for the files that implement it.

#include <algorithm>
#include <limits>

#include "store/failure.hpp"
#include "store/kept_text.hpp"
#include "store/postgres/postgres_store.hpp"

namespace askdb {

template <class T>
Task<Result<std::vector<T>>> PostgresStore::list(std::string sql, Parameters parameters,
                                                 T (*read)(const store::PgRow&)) {
  auto asking = ask(std::move(sql), std::move(parameters), Repeat::kMay);
  const auto result = co_await std::move(asking);
  if (!result) co_return result.error();
  co_return store::caught([&] {
    std::vector<T> found;
    for (int row = 0; row < PQntuples(result->get()); ++row) {
      found.push_back(read(store::PgRow(result->get(), row)));
    }
    return found;
  });
}

template <class T>
Task<Result<std::optional<T>>> PostgresStore::first(std::string sql, Parameters parameters,
                                                    T (*read)(const store::PgRow&)) {
  auto listing = list(std::move(sql), std::move(parameters), read);
  auto found = co_await std::move(listing);
  if (!found) co_return found.error();
  if (found->empty()) co_return std::optional<T>();
  co_return std::optional<T>(std::move(found->front()));
}

namespace store {

/// What PostgreSQL or libpq reported, as an error of the store.
Error postgres_error(const Error& error);

/// An optional text that is clean already, a text, a number, as parameters.
inline std::optional<std::string> parameter(const std::optional<std::string>& text) {
  return text ? std::optional(kept_text(*text)) : std::nullopt;
}
inline std::optional<std::string> number_parameter(std::size_t number) {
  // Larger than any answer: bigint's largest.
  constexpr std::size_t kLargest = std::numeric_limits<std::int64_t>::max();
  return std::to_string(std::min(number, kLargest));
}

}  // namespace store
}  // namespace askdb
