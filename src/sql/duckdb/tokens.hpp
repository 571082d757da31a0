#pragma once

/// The words of a statement as DuckDB's lexer cuts them, for what must be known before its parser
/// may see the text, and for where a statement ends.

#include <cstddef>
#include <string_view>
#include <vector>

namespace askdb::duckdb {

enum class TokenKind { kWord, kQuotedName, kText, kNumber, kSign };

struct Token {
  TokenKind kind;
  std::string_view text;  ///< A part of the statement, with its quotes.
  std::size_t offset;
};

/// Comments and blanks are left out. What does not end is one token up to the end. Linear.
std::vector<Token> tokenize(std::string_view sql);

/// The word or sign is `text`, ignoring case.
bool is(const Token& token, std::string_view text);

}  // namespace askdb::duckdb
