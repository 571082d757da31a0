#include "sql/scan.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"
#include "sql/characters.hpp"

namespace askdb {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of an identifier: letters, underscore, and every byte of a non-ASCII character.
bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_word(char c) { return starts_word(c) || is_digit(c) || c == '$'; }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool is_operator(char c) {
  return std::string_view("+-*/<>=~!@#%^&|`?").find(c) != std::string_view::npos;
}

/// Words that end a chain of operators: what follows them is a new expression.
bool ends_chain(std::string_view word) {
  static constexpr std::array<std::string_view, 17> kWords{
      "and",  "or", "when",  "then",  "else",  "select", "from",   "where",    "group",
      "join", "on", "order", "union", "limit", "having", "except", "intersect"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [word](std::string_view known) { return iequals(word, known); });
}

/// One pass over the text. `at_` only grows; each step consumes one token.
class Scanner {
 public:
  Scanner(std::string_view sql, Dialect dialect, const ScanLimits& limits)
      : sql_(sql),
        has_postgresql_words_(dialect == Dialect::kPostgresql || dialect == Dialect::kDuckdb),
        limits_(limits) {}

  std::optional<Refusal> run() {
    while (at_ < sql_.size() && !refusal_) step();
    return std::move(refusal_);
  }

 private:
  char at(std::size_t i) const { return i < sql_.size() ? sql_[i] : '\0'; }

  void refuse(std::string rule, std::string message, std::string instead, std::size_t offset) {
    refusal_ = Refusal{std::move(rule), std::move(message), std::move(instead), offset};
  }

  void step() {
    const char c = at(at_);
    if (is_blank(c)) {
      ++at_;
    } else if (c == '-' && at(at_ + 1) == '-') {
      skip_line();
    } else if (c == '/' && at(at_ + 1) == '*') {
      skip_comment();
    } else {
      if (++tokens_ > limits_.max_tokens) {
        return refuse(
            "size",
            "The statement has more than " + std::to_string(limits_.max_tokens) + " tokens.",
            "Write a shorter statement; replace long lists by a join or a range.", at_);
      }
      token(c);
    }
  }

  void token(char c) {
    if (c == '\'') return quoted('\'', false);
    if (c == '"') return identifier('"');
    if (!has_postgresql_words_ && c == '`') return identifier('`');
    if (!has_postgresql_words_ && c == '[') return identifier(']');
    if (has_postgresql_words_ && c == '$') return dollar();
    if (starts_word(c)) return word();
    if (is_digit(c) || (c == '.' && is_digit(at(at_ + 1)))) return number();
    if (c == '(' || c == '[') return open();
    if (c == ')' || c == ']') return close();
    if (c == ',' || c == ';') {
      chain() = 0;
      ++at_;
    } else if (is_operator(c)) {
      operators();
    } else {
      // "::" is a cast, which nests as operators do.
      if (c == ':' && at(at_ + 1) == ':') {
        link();
        ++at_;
      }
      ++at_;
    }
  }

  void skip_line() {
    while (at_ < sql_.size() && at(at_) != '\n' && at(at_) != '\r') ++at_;
  }

  void skip_comment() {
    const std::size_t start = at_;
    std::size_t depth = 1;
    for (at_ += 2; at_ < sql_.size() && depth > 0; ++at_) {
      if (at(at_) == '*' && at(at_ + 1) == '/') {
        --depth;
        ++at_;
      } else if (has_postgresql_words_ && at(at_) == '/' && at(at_ + 1) == '*') {
        ++at_;
        if (++depth > limits_.max_comment_depth) {
          return refuse("depth", "Comments are nested too deeply.", "Remove the comments.", start);
        }
      }
    }
  }

  /// A string or the like, from its opening quote; a doubled quote stands for itself.
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

  /// In PostgreSQL a string goes on in its own kind after blanks that hold a line end. Only for
  /// strings with escapes does that change where the text ends. Moves to the next quote.
  bool goes_on() {
    std::size_t next = at_;
    bool has_line_end = false;
    while (next < sql_.size()) {
      if (has_line_end && at(next) == '-' && at(next + 1) == '-') {
        while (next < sql_.size() && at(next) != '\n' && at(next) != '\r') ++next;
      } else if (is_blank(at(next))) {
        has_line_end = has_line_end || at(next) == '\n' || at(next) == '\r';
        ++next;
      } else {
        break;
      }
    }
    if (!has_line_end || at(next) != '\'') return false;
    at_ = next;
    return true;
  }

  void identifier(char close) {
    const std::size_t start = at_ + 1;
    quoted(close, false);
    const std::size_t end = at_ > start ? at_ - 1 : start;
    look_at_identifier(sql_.substr(start, end - start), true, start);
  }

  void look_at_identifier(std::string_view text, bool is_quoted, std::size_t offset) {
    const bool is_ascii = std::all_of(text.begin(), text.end(),
                                      [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (is_ascii) return;
    const std::string_view why = deception_in(text, is_quoted);
    if (why.empty()) return;
    refuse("homoglyph",
           "The identifier `" + shortened(text, 60) + "` contains " + std::string(why) + ".",
           "Type the name again with plain letters, as it is spelled in the schema.", offset);
  }

  void word() {
    const std::size_t start = at_;
    while (at_ < sql_.size() && continues_word(at(at_))) ++at_;
    const std::string_view text = sql_.substr(start, at_ - start);
    const bool is_prefix = at(at_) == '\'' && text.size() == 1;
    if (is_prefix && has_postgresql_words_ && (text[0] == 'e' || text[0] == 'E')) {
      return quoted('\'', true);
    }
    if (iequals(text, "not")) link();
    if (ends_chain(text)) chain() = 0;
    look_at_identifier(text, false, start);
  }

  void number() {
    while (at_ < sql_.size() && (continues_word(at(at_)) || at(at_) == '.')) ++at_;
  }

  /// $1, or a string between $tag$ and $tag$.
  void dollar() {
    const std::size_t start = at_++;
    if (is_digit(at(at_))) return number();
    while (starts_word(at(at_)) || (at_ > start + 1 && is_digit(at(at_)))) ++at_;
    if (at(at_) != '$') return;
    ++at_;
    const std::string_view tag = sql_.substr(start, at_ - start);
    const std::size_t end = sql_.find(tag, at_);
    at_ = end == std::string_view::npos ? sql_.size() : end + tag.size();
  }

  void open() {
    ++at_;
    if (++depth_ > limits_.max_bracket_depth) {
      return refuse(
          "depth",
          "Brackets are nested more than " + std::to_string(limits_.max_bracket_depth) + " deep.",
          "Write fewer nested expressions; name steps in a WITH clause.", at_ - 1);
    }
    chains_[std::min(depth_, chains_.size() - 1)] = 0;
  }

  void close() {
    ++at_;
    if (depth_ > 0) --depth_;
  }

  void operators() {
    const std::size_t start = at_;
    while (at_ < sql_.size() && is_operator(at(at_)) && !(at(at_) == '-' && at(at_ + 1) == '-') &&
           !(at(at_) == '/' && at(at_ + 1) == '*')) {
      ++at_;
    }
    if (at_ - start > limits_.max_operator_length) {
      return refuse("depth",
                    "An operator of more than " + std::to_string(limits_.max_operator_length) +
                        " characters.",
                    "Put blanks between operators.", start);
    }
    link();
  }

  std::size_t& chain() { return chains_[std::min(depth_, chains_.size() - 1)]; }

  void link() {
    if (++chain() <= limits_.max_chain) return;
    refuse("depth", "A chain of more than " + std::to_string(limits_.max_chain) + " operators.",
           "Use an IN list, a VALUES list or an aggregate instead of a long chain.", at_);
  }

  std::string_view sql_;
  /// DuckDB has the lexer of PostgreSQL.
  bool has_postgresql_words_;
  const ScanLimits& limits_;
  std::size_t at_ = 0;
  std::size_t tokens_ = 0;
  std::size_t depth_ = 0;
  std::array<std::size_t, 128> chains_{};
  std::optional<Refusal> refusal_;
};

}  // namespace

std::optional<Refusal> scan(std::string_view sql, Dialect dialect, const ScanLimits& limits) {
  if (sql.size() > limits.max_bytes) {
    return Refusal{"size",
                   "The statement has " + std::to_string(sql.size()) + " bytes; at most " +
                       std::to_string(limits.max_bytes) + " are allowed.",
                   "Write a shorter statement; replace long lists by a join or a range.",
                   {}};
  }
  if (const auto bad = find_invalid_utf8(sql); bad != std::string_view::npos) {
    return Refusal{"encoding",
                   "The statement is not valid UTF-8 at byte " + std::to_string(bad) + ".",
                   "Send the statement as UTF-8 text.", bad};
  }
  for (std::size_t at = 0; at < sql.size();) {
    const auto [code, bytes] = decode(sql, at);
    if (is_forbidden_control(code)) {
      return Refusal{
          "encoding",
          "The statement contains a control character at byte " + std::to_string(at) + ".",
          "Remove it; in a string, write it as an escape.", at};
    }
    at += bytes;
  }
  const bool has_strict_lexer =
      dialect == Dialect::kMysql || dialect == Dialect::kClickhouse || dialect == Dialect::kTrino;
  if (has_strict_lexer) return {};
  return Scanner(sql, dialect, limits).run();
}

}  // namespace askdb
