#pragma once

/// Words, names, texts, numbers and operators: what the strict parser reads.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace askdb::strict {

enum class Lexeme {
  kWord,        ///< A keyword or an unquoted name.
  kQuotedName,  ///< `a` or "a", as the dialect has it.
  kString,      ///< 'a', also with a prefix (x'ff').
  kWideString,  ///< "a" where the server's mode decides between text and name: an alias at most.
  kNumber,
  kOperator,
  kEnd,
};

struct Token {
  Lexeme lexeme = Lexeme::kEnd;
  std::string_view raw;    ///< The bytes of the statement.
  std::size_t offset = 0;  ///< Of `raw` in the statement.
  std::string text;        ///< Quotes and escapes taken off; words as written.

  std::size_t end() const { return offset + raw.size(); }
  bool is_word(std::string_view word) const {
    return lexeme == Lexeme::kWord && iequals(raw, word);
  }
  bool is_operator(std::string_view symbol) const {
    return lexeme == Lexeme::kOperator && raw == symbol;
  }
};

}  // namespace askdb::strict
