#pragma once

/// SQLite's lexical rules, for what its compiler does not tell: where a statement ends, what CTEs
/// it defines, which arguments are constants. Linear; never fails.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace askdb::sqlite {

enum class TokenKind { kWord, kQuotedName, kString, kNumber, kVariable, kMark, kUnknown };

struct Token {
  TokenKind kind = TokenKind::kUnknown;
  std::string_view text;  ///< As written, quotes included.
  std::size_t offset = 0;
};

struct Tokens {
  std::vector<Token> all;  ///< Without blanks and comments.
  /// A comment, string or quoted name that does not end.
  bool is_unterminated = false;
};

/// `text` must outlive the result.
Tokens tokenize(std::string_view text);

/// Is `token` this keyword or mark (ASCII case ignored)?
bool is(const Token& token, std::string_view wanted);

/// A name or string without its quotes; a word as it is.
std::string unquoted(const Token& token);

/// Index after the bracket that closes the one at `open`, or the number of tokens.
std::size_t after_bracket(const std::vector<Token>& tokens, std::size_t open);

/// One `name AS (body)` of a WITH clause; indexes into the tokens.
struct CommonTable {
  std::string name;          ///< As written, without quotes.
  std::size_t first = 0;     ///< First token of the body.
  std::size_t last = 0;      ///< The closing bracket.
  std::size_t with = 0;      ///< The WITH it belongs to.
  std::size_t list_end = 0;  ///< The first token after the whole WITH list.
};

/// All CTEs at any depth, in order of appearance.
std::vector<CommonTable> common_tables(const std::vector<Token>& tokens);

}  // namespace askdb::sqlite
