#include <algorithm>
#include <utility>

#include "sql/characters.hpp"
#include "sql/strict/lexer.hpp"

namespace askdb::strict {
namespace {

char unescaped(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case '0':
      return '\0';
    case 'b':
      return '\b';
    default:
      return c;
  }
}

}  // namespace

Lexer::Reading Lexer::read_quoted(std::size_t open, bool escapes) const {
  const char quote = at(open);
  Reading reading;
  for (std::size_t i = open + 1; i < sql_.size(); ++i) {
    const char c = at(i);
    if (escapes && c == '\\') {
      if (++i >= sql_.size()) break;
      // What LIKE and regular expressions unescape themselves stays as it is.
      if (at(i) == '%' || at(i) == '_') reading.text += '\\';
      reading.text += unescaped(at(i));
    } else if (c != quote) {
      reading.text += c;
    } else if (at(i + 1) == quote) {
      reading.text += c;
      ++i;
    } else {
      reading.end = i + 1;
      break;
    }
  }
  return reading;
}

void Lexer::quoted(char quote, std::size_t prefix) {
  const std::size_t open = at_ + prefix;
  const bool is_text = quote == '\'' || (quote == '"' && lexing_.has_uncertain_double_quotes);
  const bool is_uncertain = is_text && lexing_.has_uncertain_backslashes;
  Reading reading = read_quoted(open, lexing_.has_backslash_escapes || is_uncertain);
  if (is_uncertain && read_quoted(open, false).end != reading.end) {
    return refuse("ambiguous",
                  "Where this text ends depends on how the server reads the backslash.",
                  "Write a quote inside a text twice ('') and no backslash before it.", at_);
  }
  if (reading.end == std::string_view::npos) {
    return refuse("syntax", "A quote is not closed.", "Close the text or name with its quote.",
                  at_);
  }
  const std::size_t start = at_;
  if (quote == '\'') return push(Lexeme::kString, reading.end, std::move(reading.text));
  const bool has_backslash =
      sql_.substr(open, reading.end - open).find('\\') != std::string_view::npos;
  if (is_text && (reading.text.empty() || has_backslash)) {
    return refuse("ambiguous",
                  "Double quotes mean a text or a name, depending on the server's mode.",
                  "Write 'text' for a text and `name` for a name.", start);
  }
  if (reading.text.empty() || has_backslash) {
    return refuse("syntax", "A quoted name is empty or contains a backslash.",
                  "Write the name as the schema lists it.", start);
  }
  check_name(reading.text, true, start);
  if (refusal_) return;
  push(is_text ? Lexeme::kWideString : Lexeme::kQuotedName, reading.end, std::move(reading.text));
}

void Lexer::check_name(const std::string& name, bool is_quoted, std::size_t offset) {
  const bool is_ascii = std::all_of(name.begin(), name.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_ascii) return;
  const std::string_view why = deception_in(name, is_quoted);
  if (why.empty()) return;
  refuse("homoglyph", "The name `" + shortened(name, 60) + "` contains " + std::string(why) + ".",
         "Type the name again with plain letters, as it is spelled in the schema.", offset);
}

}  // namespace askdb::strict
