#include "sql/strict/lexer.hpp"

#include <algorithm>
#include <utility>

namespace askdb::strict {
namespace {

/// No honest number is longer; some servers take each digit for work.
constexpr std::size_t kMostDigits = 330;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

}  // namespace

std::variant<std::vector<Token>, Refusal> lex(std::string_view sql, const Lexing& lexing) {
  return Lexer(sql, lexing).run();
}

std::variant<std::vector<Token>, Refusal> Lexer::run() {
  while (at_ < sql_.size() && !refusal_) step();
  if (refusal_) return *std::move(refusal_);
  tokens_.push_back({Lexeme::kEnd, sql_.substr(sql_.size()), sql_.size(), {}});
  return std::move(tokens_);
}

bool Lexer::starts_word(char c) const {
  if (static_cast<unsigned char>(c) >= 0x80) return lexing_.has_wide_names;
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool Lexer::continues_word(char c) const {
  return starts_word(c) || is_digit(c) || (c == '$' && lexing_.has_dollars_in_names);
}

void Lexer::refuse(std::string rule, std::string message, std::string instead, std::size_t offset) {
  if (!refusal_) refusal_ = {std::move(rule), std::move(message), std::move(instead), offset};
}

void Lexer::push(Lexeme lexeme, std::size_t end, std::string text) {
  if (tokens_.size() >= kMostTokens) {
    return refuse("size", "The statement has more than " + std::to_string(kMostTokens) + " tokens.",
                  "Write a shorter statement; replace long lists by a join or a range.", at_);
  }
  tokens_.push_back({lexeme, sql_.substr(at_, end - at_), at_, std::move(text)});
  at_ = end;
}

void Lexer::step() {
  const char c = at(at_);
  if (is_blank(c)) {
    ++at_;
  } else if (skips_comment()) {
    return;
  } else if (c == '\'' || c == '"') {
    quoted(c, 0);
  } else if (c == '`' && lexing_.has_backquoted_names) {
    quoted(c, 0);
  } else if (starts_word(c)) {
    word();
  } else if (is_digit(c) || (c == '.' && is_digit(at(at_ + 1)))) {
    number();
  } else {
    symbol();
  }
}

bool Lexer::skips_comment() {
  const char c = at(at_);
  const char next = at(at_ + 1);
  if (c == '#') {
    if (lexing_.has_hash_comments) {
      skip_line(1);
    } else {
      refuse("ambiguous", "`#` starts a comment in some versions only.", "Use -- for comments.",
             at_);
    }
    return true;
  }
  if (c == '-' && next == '-') {
    if (lexing_.needs_blank_after_dashes && at_ + 2 < sql_.size() && !is_blank(at(at_ + 2))) {
      refuse("ambiguous", "`--` without a blank behind it may be a comment or two minus signs.",
             "Put a blank behind -- for a comment, or between the signs.", at_);
    } else {
      skip_line(2);
    }
    return true;
  }
  if (c == '/' && next == '/') {
    refuse("ambiguous", "`//` starts a comment in some versions only.", "Use -- for comments.",
           at_);
    return true;
  }
  if (c != '/' || next != '*') return false;
  skip_block();
  return true;
}

void Lexer::skip_line(std::size_t marks) {
  const std::size_t start = at_;
  for (at_ += marks; at_ < sql_.size() && at(at_) != '\n'; ++at_) {
    // Servers differ in whether a carriage return alone ends the line.
    if (at(at_) == '\r' && at(at_ + 1) != '\n') {
      return refuse("ambiguous", "A comment contains a carriage return that ends no line.",
                    "Remove the comment.", start);
    }
  }
}

void Lexer::skip_block() {
  const std::size_t start = at_;
  const char mark = at(at_ + 2);
  const bool is_run = mark == '!' || ((mark == 'M' || mark == 'm') && at(at_ + 3) == '!');
  if (lexing_.has_active_comments && (is_run || mark == '+')) {
    return refuse("comment",
                  is_run ? "The server would run what stands in this comment."
                         : "Hints for the optimiser may not be given.",
                  "Leave the comment out.", start);
  }
  const std::size_t close = sql_.find("*/", at_ + 2);
  if (close == std::string_view::npos) {
    return refuse("syntax", "A comment is not closed.", "Close it with */ or remove it.", start);
  }
  if (sql_.substr(at_ + 2, close - at_ - 2).find("/*") != std::string_view::npos) {
    return refuse("ambiguous", "A comment contains `/*`: some versions nest comments.",
                  "Remove the comment.", start);
  }
  at_ = close + 2;
}

void Lexer::word() {
  std::size_t end = at_;
  while (end < sql_.size() && continues_word(at(end))) ++end;
  const std::string_view raw = sql_.substr(at_, end - at_);
  if (at(end) == '\'') {
    const auto prefix = to_lower(raw);
    const auto known = std::find(lexing_.string_prefixes.begin(), lexing_.string_prefixes.end(),
                                 std::string_view(prefix));
    if (known != lexing_.string_prefixes.end()) return quoted('\'', raw.size());
  }
  check_name(std::string(raw), false, at_);
  push(Lexeme::kWord, end, std::string(raw));
}

bool Lexer::follows_value() const {
  if (tokens_.empty()) return false;
  const Token& last = tokens_.back();
  if (last.end() != at_) return false;
  return last.lexeme == Lexeme::kWord || last.lexeme == Lexeme::kQuotedName ||
         last.lexeme == Lexeme::kNumber || last.is_operator(")") || last.is_operator("]");
}

void Lexer::number() {
  std::size_t end = at_;
  const auto digits = [&] {
    while (is_digit(at(end))) ++end;
  };
  const bool is_member = !tokens_.empty() && tokens_.back().is_operator(".") &&
                         tokens_.back().end() == at_ && lexing_.has_numbered_members;
  if (at(at_) == '.' && lexing_.has_numbered_members && follows_value()) {
    return push(Lexeme::kOperator, at_ + 1, ".");
  }
  if (at(at_) == '0' && at(at_ + 1) == 'x' && is_hex(at(at_ + 2))) {
    for (end += 2; is_hex(at(end));) ++end;
  } else if (at(at_) == '0' && at(at_ + 1) == 'b' && (at(at_ + 2) == '0' || at(at_ + 2) == '1')) {
    for (end += 2; at(end) == '0' || at(end) == '1';) ++end;
  } else {
    digits();
    if (at(end) == '.' && !is_member) {
      ++end;
      digits();
    }
    const std::size_t sign = at(end + 1) == '+' || at(end + 1) == '-' ? 1 : 0;
    if ((at(end) == 'e' || at(end) == 'E') && is_digit(at(end + 1 + sign)) && !is_member) {
      end += 1 + sign;
      digits();
    }
  }
  const bool goes_on = continues_word(at(end)) || static_cast<unsigned char>(at(end)) >= 0x80 ||
                       at(end) == '$' || (at(end) == '.' && !is_member);
  if (goes_on) {
    return refuse("syntax", "A number runs into a name.",
                  "Put a blank behind the number, or quote the name.", at_);
  }
  if (end - at_ > kMostDigits) {
    return refuse("argument", "A number with too many digits.",
                  "Use numbers of at most 330 digits.", at_);
  }
  push(Lexeme::kNumber, end, std::string(sql_.substr(at_, end - at_)));
}

void Lexer::symbol() {
  const std::string_view rest = sql_.substr(at_);
  if (rest[0] == '@' || rest.starts_with(":=")) {
    return refuse("variable", "Variables of the user or the server may not be used.",
                  "Write the value itself, or compute it in a WITH query.", at_);
  }
  if (rest[0] == '?' || (rest[0] == ':' && !rest.starts_with("::"))) {
    return refuse("parameter", "The statement contains a parameter.", "Write the value itself.",
                  at_);
  }
  for (const auto known : lexing_.operators) {
    if (!rest.starts_with(known)) continue;
    if (known == "||" && lexing_.has_uncertain_double_quotes) {
      return refuse("ambiguous", "`||` means OR or joins texts, depending on the server's mode.",
                    "Write OR, or use CONCAT.", at_);
    }
    return push(Lexeme::kOperator, at_ + known.size(), std::string(known));
  }
  std::size_t bytes = 1;
  while (at_ + bytes < sql_.size() && (static_cast<unsigned char>(at(at_ + bytes)) & 0xC0U) == 0x80)
    ++bytes;
  refuse("syntax", "`" + std::string(rest.substr(0, bytes)) + "` may not stand here.",
         "Write ordinary SELECT syntax; quote names that hold special characters.", at_);
}

}  // namespace askdb::strict
