#include "linguist/tokens.hpp"

#include <libstemmer.h>

#include <array>
#include <charconv>
#include <memory>
#include <unordered_map>

#include "base/text.hpp"
#include "linguist/quotes.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

bool is_letter(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80 || c == '_';
}
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool is_word(unsigned char c) { return is_letter(c) || is_digit(c); }

/// The end of the quoted phrase that starts at `at` (behind its closing quote), or 0.
std::size_t quoted_end(std::string_view text, std::size_t at, std::string_view* inside) {
  for (const auto& quote : kQuotes) {
    if (!text.substr(at).starts_with(quote.open)) continue;
    if (at > 0 && is_word(static_cast<unsigned char>(text[at - 1]))) continue;  // An apostrophe.
    std::size_t from = at + quote.open.size();
    std::size_t close = text.find(quote.close, from);
    // In 'Rock 'n' Roll' and 'it's' the quote that counts is followed by no letter.
    while (close != std::string_view::npos && close + quote.close.size() < text.size() &&
           is_word(static_cast<unsigned char>(text[close + quote.close.size()]))) {
      close = text.find(quote.close, close + 1);
    }
    if (close == std::string_view::npos || close == from || close - from > 200) continue;
    *inside = trim(text.substr(from, close - from));
    if (inside->empty()) continue;
    return close + quote.close.size();
  }
  return 0;
}

void read_number(Token& token) {
  std::string digits;
  std::string_view text = token.lower;
  double scale = 1;
  if (text.empty() || !is_digit(static_cast<unsigned char>(text[0]))) {
    const auto found = number_word(text);
    if (found) {
      token.number = found->value;
      token.is_ordinal = found->is_ordinal;
    }
    return;
  }
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (is_digit(static_cast<unsigned char>(text[i])) || text[i] == '.') {
      digits += text[i];
    } else if (text[i] != ',') {
      break;
    }
  }
  const std::string_view rest = text.substr(i);
  if (rest == "k") {
    scale = 1e3;
  } else if (rest == "m" || rest == "mio") {
    scale = 1e6;
  } else if (rest == "bn") {
    scale = 1e9;
  } else if (rest == "st" || rest == "nd" || rest == "rd" || rest == "th") {
    token.is_ordinal = true;
  } else if (!rest.empty() && rest != "%") {
    return;
  }
  double value = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size()) return;
  token.number = value * scale;
  token.is_digits = true;
}

}  // namespace

std::string fold(std::string_view text) {
  // U+00C0..U+017F, two bytes each in UTF-8, to their base letters.
  static constexpr std::string_view kLatin1 =
      "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy";
  static constexpr std::string_view kExtendedA =
      "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrr"
      "ssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c == 0xC3 || c == 0xC4 || c == 0xC5) && i + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[i + 1]);
      if (next >= 0x80 && next < 0xC0) {
        const std::size_t place = next - 0x80u;
        if (c == 0xC3 && place == 0x1F) {
          out += "ss";
        } else {
          out += c == 0xC3 ? kLatin1[place] : kExtendedA[(c - std::size_t{0xC4}) * 64 + place];
        }
        ++i;
        continue;
      }
    }
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : text[i];
  }
  return out;
}

std::string stem_of(std::string_view lower_word) {
  if (const auto irregular = irregular_form(lower_word); !irregular.empty()) {
    lower_word = irregular;
  }
  struct Closer {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
  };
  // A stemmer keeps a buffer, so each thread has its own.
  thread_local const std::unique_ptr<sb_stemmer, Closer> kStemmer(
      sb_stemmer_new("english", nullptr));
  const auto* symbols = reinterpret_cast<const sb_symbol*>(lower_word.data());
  const auto* stemmed =
      sb_stemmer_stem(kStemmer.get(), symbols, static_cast<int>(lower_word.size()));
  const auto length = static_cast<std::size_t>(sb_stemmer_length(kStemmer.get()));
  return std::string(reinterpret_cast<const char*>(stemmed), length);
}

std::vector<Token> tokenize(std::string_view question) {
  std::vector<Token> tokens;
  std::size_t i = 0;
  const auto at = [&](std::size_t place) {
    return place < question.size() ? static_cast<unsigned char>(question[place]) : 0;
  };
  while (i < question.size()) {
    std::string_view inside;
    Token token;
    token.begin = i;
    if (const std::size_t behind = quoted_end(question, i, &inside); behind != 0) {
      token.text = std::string(inside);
      token.is_quoted = true;
      token.end = behind;
    } else if (is_word(at(i)) && !question.substr(i).starts_with("\xe2\x80")) {
      std::size_t end = i;
      bool has_digit = false;
      while (end < question.size()) {
        const auto c = at(end);
        if (question.substr(end).starts_with("\xe2\x80")) break;  // Typographic marks.
        if (is_word(c)) {
          has_digit = has_digit || is_digit(c);
        } else {
          const bool joins = c == '-' || c == '.' || c == '/' || c == ':' || c == ',' || c == '@';
          if (!joins || !is_word(at(end + 1))) break;
          const bool digits_around = is_digit(at(end + 1)) && is_digit(at(end - 1));
          const bool in_code = (c == '-' || c == '/') && has_digit;
          if (!(digits_around || in_code || c == '@' ||
                (c == '.' && question.substr(i, end - i).find('@') != std::string_view::npos))) {
            break;
          }
        }
        ++end;
      }
      token.text = std::string(question.substr(i, end - i));
      token.end = end;
      if (at(end) == '%') token.end = end + 1;
    } else if (question.substr(i).starts_with("'s") ||
               question.substr(i).starts_with("\xe2\x80\x99s")) {
      token.text = "'s";
      token.end = i + (at(i) == '\'' ? 2 : 4);
    } else if (question.substr(i).starts_with("n't") || question.substr(i).starts_with("'t")) {
      i += question[i] == 'n' ? 3 : 2;
      continue;
    } else if (std::string_view(",.?;:!<>=").find(question[i]) != std::string_view::npos) {
      std::size_t end = i + 1;
      if ((question[i] == '<' || question[i] == '>' || question[i] == '!') &&
          (at(end) == '=' || at(end) == '>')) {
        ++end;
      }
      token.text = std::string(question.substr(i, end - i));
      token.end = end;
    } else {
      ++i;
      continue;
    }
    token.lower = fold(token.text);
    // "don't", "isn't": the tokenizer sees "don" and "'t"; both become "not".
    if (at(token.end) == '\'' && at(token.end + 1) == 't' && !token.is_quoted) {
      token.lower = "not";
      token.end += 2;
    }
    if (!token.is_quoted) read_number(token);
    // Names in the schema are spelt out ("max" is "maximum"), so the question's words are too.
    const auto spelt = expanded_abbreviation(token.lower);
    const bool is_short = !spelt.empty() && spelt.find(' ') == std::string_view::npos;
    token.stem = token.is_quoted ? token.lower : stem_of(is_short ? spelt : token.lower);
    i = token.end;
    tokens.push_back(std::move(token));
  }
  return tokens;
}

std::string normal_form(std::string_view text) {
  std::string out;
  const std::string folded = fold(text);
  for (const char c : folded) {
    if (is_word(static_cast<unsigned char>(c)) && c != '_') {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace askdb::linguist
