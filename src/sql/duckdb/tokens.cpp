#include "sql/duckdb/tokens.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace askdb::duckdb {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_word(char c) { return starts_word(c) || is_digit(c) || c == '$'; }

class Lexer {
 public:
  explicit Lexer(std::string_view sql) : sql_(sql) {}

  std::vector<Token> run() {
    while (at_ < sql_.size()) step();
    return std::move(tokens_);
  }

 private:
  char at(std::size_t i) const { return i < sql_.size() ? sql_[i] : '\0'; }

  void step() {
    const std::size_t start = at_;
    const char c = at(at_);
    if (is_blank(c)) {
      ++at_;
    } else if (c == '-' && at(at_ + 1) == '-') {
      while (at_ < sql_.size() && at(at_) != '\n' && at(at_) != '\r') ++at_;
    } else if (c == '/' && at(at_ + 1) == '*') {
      comment();
    } else if (c == '\'') {
      quoted('\'', false);
      add(TokenKind::kText, start);
    } else if (c == '"') {
      quoted('"', false);
      add(TokenKind::kQuotedName, start);
    } else if (c == '$' && dollar()) {
      add(TokenKind::kText, start);
    } else if (starts_word(c)) {
      word(start);
    } else if (is_digit(c) || (c == '.' && is_digit(at(at_ + 1)))) {
      while (continues_word(at(at_)) || at(at_) == '.') ++at_;
      add(TokenKind::kNumber, start);
    } else {
      ++at_;
      add(TokenKind::kSign, start);
    }
  }

  void add(TokenKind kind, std::size_t start) {
    tokens_.push_back({kind, sql_.substr(start, at_ - start), start});
  }

  void word(std::size_t start) {
    while (at_ < sql_.size() && continues_word(at(at_))) ++at_;
    if (at_ == start + 1 && at(at_) == '\'' && (at(start) == 'e' || at(start) == 'E')) {
      quoted('\'', true);
      return add(TokenKind::kText, start);
    }
    add(TokenKind::kWord, start);
  }

  void comment() {
    std::size_t depth = 1;
    for (at_ += 2; at_ < sql_.size() && depth > 0; ++at_) {
      if (at(at_) == '*' && at(at_ + 1) == '/') {
        --depth;
        ++at_;
      } else if (at(at_) == '/' && at(at_ + 1) == '*') {
        ++depth;
        ++at_;
      }
    }
  }

  void quoted(char quote, bool has_escapes) {
    do {
      for (++at_; at_ < sql_.size(); ++at_) {
        if (has_escapes && at(at_) == '\\') {
          ++at_;
        } else if (at(at_) == quote) {
          if (at(at_ + 1) != quote) break;
          ++at_;
        }
      }
      at_ = std::min(at_ + 1, sql_.size());
    } while (has_escapes && goes_on());
  }

  /// A text with escapes goes on after blanks that hold a line end.
  bool goes_on() {
    std::size_t next = at_;
    bool has_line_end = false;
    for (; next < sql_.size() && is_blank(at(next)); ++next) {
      has_line_end = has_line_end || at(next) == '\n' || at(next) == '\r';
    }
    if (!has_line_end || at(next) != '\'') return false;
    at_ = next;
    return true;
  }

  bool dollar() {
    std::size_t end = at_ + 1;
    while (starts_word(at(end)) || (end > at_ + 1 && is_digit(at(end)))) ++end;
    if (at(end) != '$') return false;
    const std::string_view tag = sql_.substr(at_, end + 1 - at_);
    const std::size_t close = sql_.find(tag, end + 1);
    at_ = close == std::string_view::npos ? sql_.size() : close + tag.size();
    return true;
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view sql) { return Lexer(sql).run(); }

bool is(const Token& token, std::string_view text) {
  return (token.kind == TokenKind::kWord || token.kind == TokenKind::kSign) &&
         iequals(token.text, text);
}

}  // namespace askdb::duckdb
