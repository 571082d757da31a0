#pragma once

/// The numbered SQL texts that bring a store from one version to the next.

#include <charconv>
#include <string_view>

namespace askdb::store {

/// "0007_names.sql": 7.
inline int version_of(std::string_view file_name) {
  int version = 0;
  std::from_chars(file_name.data(), file_name.data() + file_name.size(), version);
  return version;
}

/// The version of this program: the last text's.
template <class Migrations>
int newest_version(const Migrations& migrations) {
  return version_of(migrations.back().first);
}

}  // namespace askdb::store
