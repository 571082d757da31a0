#pragma once

/// Names and texts as the sessions of this room read them.

#include <string>
#include <string_view>

#include "sql/quoting.hpp"

namespace askdb::mysql {

inline std::string quoted_name(std::string_view name) {
  return askdb::quoted_name(name, Dialect::kMysql);
}
inline std::string quoted_text(std::string_view text) {
  return askdb::quoted_text(text, Dialect::kMysql);
}

}  // namespace askdb::mysql
