#pragma once

/// What people put around a phrase that they mean letter by letter.

#include <array>
#include <string_view>

namespace askdb::linguist {

struct Quote {
  std::string_view open;
  std::string_view close;
};

inline constexpr std::array kQuotes{Quote{"\"", "\""}, Quote{"'", "'"}, Quote{"“", "”"},
                                    Quote{"‘", "’"},   Quote{"„", "“"}, Quote{"`", "`"},
                                    Quote{"``", "''"}, Quote{"«", "»"}};

}  // namespace askdb::linguist
