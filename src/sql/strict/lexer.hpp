#pragma once

/// The state of `lex`: one pass over the bytes, a token a step.

#include <optional>
#include <string>

#include "sql/strict/lexing.hpp"

namespace askdb::strict {

class Lexer {
 public:
  Lexer(std::string_view sql, const Lexing& lexing) : sql_(sql), lexing_(lexing) {}
  std::variant<std::vector<Token>, Refusal> run();

 private:
  // lexer.cpp
  void step();
  void word();
  void number();
  void symbol();
  bool skips_comment();
  void skip_line(std::size_t marks);
  void skip_block();

  // lexer_quotes.cpp
  /// A text or quoted name from its opening quote; `prefix` bytes stand before it.
  void quoted(char quote, std::size_t prefix);
  struct Reading {
    std::size_t end = std::string_view::npos;  ///< Behind the closing quote.
    std::string text;
  };
  Reading read_quoted(std::size_t open, bool escapes) const;
  void check_name(const std::string& name, bool is_quoted, std::size_t offset);

  char at(std::size_t i) const { return i < sql_.size() ? sql_[i] : '\0'; }
  bool starts_word(char c) const;
  bool continues_word(char c) const;
  /// The token before could own a member: "a.1", ")[1].2".
  bool follows_value() const;
  void push(Lexeme lexeme, std::size_t end, std::string text);
  void refuse(std::string rule, std::string message, std::string instead, std::size_t offset);

  std::string_view sql_;
  const Lexing& lexing_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
  std::optional<Refusal> refusal_;
};

}  // namespace askdb::strict
