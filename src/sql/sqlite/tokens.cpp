#include "sql/sqlite/tokens.hpp"

#include "base/text.hpp"

namespace askdb::sqlite {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_word(char c) { return is_word_start(c) || is_digit(c) || c == '$'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Tokens run() {
    while (at_ < text_.size()) step();
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void add(TokenKind kind, std::size_t length) {
    tokens_.all.push_back({kind, text_.substr(at_, length), at_});
    at_ += length;
  }

  template <class Predicate>
  std::size_t run_length(std::size_t from, Predicate belongs) const {
    std::size_t end = at_ + from;
    while (end < text_.size() && belongs(text_[end])) ++end;
    return end - at_;
  }

  void comment_to(std::string_view end_mark, std::size_t skip, bool must_end) {
    const auto end = text_.find(end_mark, at_ + skip);
    tokens_.is_unterminated |= must_end && end == std::string_view::npos;
    at_ = end == std::string_view::npos ? text_.size() : end + end_mark.size();
  }

  void quoted(TokenKind kind, char close, bool may_double) {
    for (std::size_t end = at_ + 1; end < text_.size(); ++end) {
      if (text_[end] != close) continue;
      if (may_double && end + 1 < text_.size() && text_[end + 1] == close) {
        ++end;
        continue;
      }
      return add(kind, end + 1 - at_);
    }
    tokens_.is_unterminated = true;
    add(TokenKind::kUnknown, text_.size() - at_);
  }

  void step() {
    const char c = peek(0);
    if (is_blank(c)) {
      ++at_;
    } else if (c == '-' && peek(1) == '-') {
      comment_to("\n", 2, false);
    } else if (c == '/' && peek(1) == '*') {
      comment_to("*/", 2, true);
    } else if (c == '\'') {
      quoted(TokenKind::kString, '\'', true);
    } else if (c == '"' || c == '`') {
      quoted(TokenKind::kQuotedName, c, true);
    } else if (c == '[') {
      quoted(TokenKind::kQuotedName, ']', false);
    } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
      number();
    } else if (c == '?' || ((c == '@' || c == ':' || c == '#' || c == '$') && is_word(peek(1)))) {
      add(TokenKind::kVariable, run_length(1, is_word));
    } else if (is_word_start(c)) {
      add(TokenKind::kWord, run_length(1, is_word));
    } else {
      constexpr std::string_view kMarks = "()+-*/%,;.<>=!|&~";
      const bool is_known = kMarks.find(c) != std::string_view::npos;
      add(is_known ? TokenKind::kMark : TokenKind::kUnknown, 1);
    }
  }

  void number() {
    std::size_t length = run_length(1, [](char c) { return is_word(c) || c == '.'; });
    const char last = text_[at_ + length - 1];
    const bool is_hex = peek(1) == 'x' || peek(1) == 'X';
    if (!is_hex && (last == 'e' || last == 'E') && (peek(length) == '+' || peek(length) == '-')) {
      length = run_length(length + 1, is_digit);
    }
    add(TokenKind::kNumber, length);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Tokens tokens_;
};

}  // namespace

Tokens tokenize(std::string_view text) { return Lexer(text).run(); }

bool is(const Token& token, std::string_view wanted) {
  return (token.kind == TokenKind::kWord || token.kind == TokenKind::kMark) &&
         iequals(token.text, wanted);
}

std::string unquoted(const Token& token) {
  if (token.kind != TokenKind::kQuotedName && token.kind != TokenKind::kString) {
    return std::string(token.text);
  }
  const char quote = token.text.back();
  std::string inner(token.text.substr(1, token.text.size() - 2));
  if (quote == ']') return inner;
  return replace_all(std::move(inner), std::string(2, quote), std::string(1, quote));
}

std::size_t after_bracket(const std::vector<Token>& tokens, std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t i = open; i < tokens.size(); ++i) {
    if (is(tokens[i], "(")) ++depth;
    if (is(tokens[i], ")") && --depth == 0) return i + 1;
  }
  return tokens.size();
}

std::vector<CommonTable> common_tables(const std::vector<Token>& tokens) {
  std::vector<CommonTable> found;
  for (std::size_t with = 0; with < tokens.size(); ++with) {
    if (!is(tokens[with], "with")) continue;
    const std::size_t first_of_list = found.size();
    std::size_t at = with + 1;
    if (at < tokens.size() && is(tokens[at], "recursive")) ++at;
    while (at < tokens.size()) {
      CommonTable table{.name = unquoted(tokens[at]), .with = with};
      ++at;
      if (at < tokens.size() && is(tokens[at], "(")) at = after_bracket(tokens, at);
      if (at >= tokens.size() || !is(tokens[at], "as")) break;
      for (++at; at < tokens.size() && (is(tokens[at], "not") || is(tokens[at], "materialized"));) {
        ++at;
      }
      if (at >= tokens.size() || !is(tokens[at], "(")) break;
      table.first = at + 1;
      at = after_bracket(tokens, at);
      table.last = at - 1;
      found.push_back(std::move(table));
      if (at >= tokens.size() || !is(tokens[at], ",")) break;
      ++at;
    }
    for (std::size_t i = first_of_list; i < found.size(); ++i) found[i].list_end = at;
  }
  return found;
}

}  // namespace askdb::sqlite
