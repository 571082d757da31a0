#include "linguist/value_words.hpp"

#include <array>
#include <cstdint>

namespace askdb::linguist {
namespace {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t bytes = 1;
};

/// Decodes leniently: a byte that starts nothing valid is a code point of its own, above Unicode.
CodePoint decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
  if (length == 0 || first > 0xF4 || at + length > text.size()) return {0x110000U + first, 1};
  std::uint32_t value = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return {0x110000U + first, 1};
    value = value << 6U | (byte(at + i) & 0x3FU);
  }
  return {value, length};
}

/// The plain letters of U+00C0..U+017F; a blank keeps the character as it is.
constexpr std::string_view kLatin =
    "aaaaaa ceeeeiiiidnooooo ouuuuy  aaaaaa ceeeeiiiidnooooo ouuuuy y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkk llllllllllnnnnnn   "
    "oooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

enum class Kind { kLetter, kApostrophe, kMark, kOther };

Kind kind_of(std::uint32_t c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
    return Kind::kLetter;
  if (c == '\'' || c == 0x2019 || c == 0x02BC) return Kind::kApostrophe;
  if (c >= 0x300 && c <= 0x36F) return Kind::kMark;
  if (c < 0xAA || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F)) return Kind::kOther;
  if (c == 0xAB || c == 0xBB || c == 0xD7 || c == 0xF7) return Kind::kOther;
  return Kind::kLetter;
}

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else {
    out += static_cast<char>(0xC0U | c >> 6U);
    out += static_cast<char>(0x80U | (c & 0x3FU));
  }
}

void append_folded(std::string& out, std::uint32_t c, std::string_view raw) {
  if (c >= 'A' && c <= 'Z') {
    out += static_cast<char>(c + 32);
  } else if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c == 0xDF || c == 0x1E9E) {
    out += "ss";
  } else if (c == 0xC6 || c == 0xE6) {
    out += "ae";
  } else if (c == 0x152 || c == 0x153) {
    out += "oe";
  } else if (c == 0xDE || c == 0xFE) {
    out += "th";
  } else if (c >= 0xC0 && c < 0xC0 + kLatin.size() && kLatin[c - 0xC0] != ' ') {
    out += kLatin[c - 0xC0];
  } else if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) {
    append_utf8(out, c + 0x20);  // Greek and Cyrillic capitals.
  } else if (c >= 0x400 && c <= 0x40F) {
    append_utf8(out, c + 0x50);
  } else {
    out += raw;
  }
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Longest quotation, in bytes: keeps a text full of lone quotes linear.
constexpr std::size_t kMaxQuoted = 200;

}  // namespace

std::vector<ValueWord> value_words(std::string_view text, std::size_t max_words) {
  std::vector<ValueWord> words;
  bool is_open = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    const std::size_t next = at + c.bytes;
    const Kind kind = kind_of(c.value);
    if (kind == Kind::kLetter) {
      if (!is_open) {
        if (words.size() == max_words) return words;
        words.push_back({.begin = at, .is_capitalised = c.value >= 'A' && c.value <= 'Z'});
        is_open = true;
      }
      append_folded(words.back().text, c.value, text.substr(at, c.bytes));
      words.back().end = next;
    } else if (kind == Kind::kApostrophe && is_open && next < text.size() &&
               kind_of(decode(text, next).value) == Kind::kLetter) {
      const bool is_s = text[next] == 's' || text[next] == 'S';
      words.back().is_possessive = is_s && (next + 1 == text.size() ||
                                            kind_of(decode(text, next + 1).value) == Kind::kOther);
    } else if (kind != Kind::kMark) {
      is_open = false;
    }
    at = next;
  }
  return words;
}

std::string value_form(std::string_view text) {
  std::string form;
  for (const ValueWord& word : value_words(text)) {
    if (!form.empty()) form += ' ';
    form += word.text;
  }
  return form;
}

std::vector<QuotedSpan> quoted_spans(std::string_view text) {
  std::vector<QuotedSpan> spans;
  for (std::size_t at = 0; at < text.size();) {
    const Quote* style = nullptr;
    for (const Quote& known : kQuotes) {
      if (text.substr(at).starts_with(known.open)) style = &known;
    }
    const bool is_apostrophe = text[at] == '\'' && at > 0 && is_word_byte(text[at - 1]);
    if (style == nullptr || is_apostrophe) {
      ++at;
      continue;
    }
    const std::size_t inner = at + style->open.size();
    const std::string_view near = text.substr(0, inner + kMaxQuoted);
    std::size_t close = near.find(style->close, inner);
    while (close != std::string_view::npos && style->close == "'" && close + 1 < text.size() &&
           is_word_byte(text[close + 1])) {
      close = near.find(style->close, close + 1);
    }
    if (close == std::string_view::npos || close == inner) {
      at = inner;
      continue;
    }
    spans.push_back({at, close + style->close.size(), inner, close});
    at = spans.back().end;
  }
  return spans;
}

}  // namespace askdb::linguist
