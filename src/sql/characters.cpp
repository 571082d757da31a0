#include "sql/characters.hpp"

#include <algorithm>
#include <iterator>

namespace askdb {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t N>
bool is_in(const Range (&ranges)[N], char32_t code) {
  return std::any_of(std::begin(ranges), std::end(ranges), [code](const Range& range) {
    return code >= range.first && code <= range.last;
  });
}

// Marks that change the order in which a line is shown.
constexpr Range kBidi[] = {{0x061C, 0x061C}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}};

// Characters that show nothing, or that are drawn onto their neighbour.
constexpr Range kInvisible[] = {
    {0x00AD, 0x00AD}, {0x0300, 0x036F}, {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F},
    {0x200B, 0x200D}, {0x2028, 0x2029}, {0x2060, 0x206F}, {0x20D0, 0x20FF},   {0x3164, 0x3164},
    {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0xE0000, 0xE0FFF}, {0xE000, 0xF8FF}};

// Letters drawn as Latin ones by design: IPA, phonetic, letter-like, Roman numerals, enclosed,
// full-width, mathematical; and Cherokee, Lisu, Coptic and Deseret, full of twins.
constexpr Range kDisguisedLatin[] = {
    {0x017F, 0x017F},   {0x0250, 0x02AF},  {0x1D00, 0x1DBF}, {0x2071, 0x2071}, {0x207F, 0x207F},
    {0x2090, 0x209C},   {0x2100, 0x218B},  {0x24B6, 0x24E9}, {0x2C80, 0x2CFF}, {0x13A0, 0x13FF},
    {0xA4D0, 0xA4FF},   {0xAB30, 0xABBF},  {0xFB00, 0xFB06}, {0xFF01, 0xFF5E}, {0x10400, 0x1044F},
    {0x1D400, 0x1D7FF}, {0x1F100, 0x1F1FF}};

// White space and punctuation beyond ASCII, which PostgreSQL takes for letters.
constexpr Range kNoLetter[] = {
    {0x0080, 0x00A9}, {0x00AB, 0x00B4},  {0x00B6, 0x00B9}, {0x00BB, 0x00BF}, {0x00D7, 0x00D7},
    {0x00F7, 0x00F7}, {0x037E, 0x037E},  {0x0387, 0x0387}, {0x1680, 0x1680}, {0x2000, 0x2BFF},
    {0x2E00, 0x2E7F}, {0x3000, 0x3004},  {0x3008, 0x3020}, {0xFE00, 0xFE6F}, {0xFF5F, 0xFF65},
    {0xFFE0, 0xFFEF}, {0x1F000, 0x1FAFF}};

constexpr Range kCyrillicOrArmenian[] = {
    {0x0400, 0x058F}, {0x1C80, 0x1C8F}, {0x2DE0, 0x2DFF}, {0xA640, 0xA69F}};
constexpr Range kGreek[] = {{0x0370, 0x03FF}, {0x1F00, 0x1FFF}};

// Cyrillic, Greek and Armenian letters with a Latin twin, sorted.
constexpr char32_t kTwins[] = {
    0x0391, 0x0392, 0x0395, 0x0396, 0x0397, 0x0399, 0x039A, 0x039C, 0x039D, 0x039F, 0x03A1,
    0x03A4, 0x03A5, 0x03A7, 0x03B1, 0x03B3, 0x03B5, 0x03B7, 0x03B9, 0x03BA, 0x03BD, 0x03BF,
    0x03C1, 0x03C3, 0x03C4, 0x03C5, 0x03C7, 0x03C9, 0x03F2, 0x03F3, 0x0405, 0x0406, 0x0408,
    0x0410, 0x0412, 0x0415, 0x041A, 0x041C, 0x041D, 0x041E, 0x0420, 0x0421, 0x0422, 0x0423,
    0x0425, 0x0430, 0x0432, 0x0433, 0x0435, 0x043A, 0x043C, 0x043D, 0x043E, 0x043F, 0x0440,
    0x0441, 0x0442, 0x0443, 0x0445, 0x044C, 0x0455, 0x0456, 0x0458, 0x0461, 0x0474, 0x0475,
    0x04AE, 0x04AF, 0x04BA, 0x04BB, 0x04BD, 0x04C0, 0x04CF, 0x0501, 0x050C, 0x051A, 0x051B,
    0x051C, 0x051D, 0x0555, 0x0561, 0x0563, 0x0566, 0x0570, 0x0578, 0x057D, 0x0581, 0x0585};

bool is_twin(char32_t code) {
  return std::binary_search(std::begin(kTwins), std::end(kTwins), code);
}

bool is_ascii_letter(char32_t code) {
  return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

/// Latin letters of every European language, the ones with marks included.
bool is_latin(char32_t code) {
  return is_ascii_letter(code) || (code >= 0xC0 && code <= 0x24F) ||
         (code >= 0x1E00 && code <= 0x1EFF);
}

bool is_letter(char32_t code) {
  return is_latin(code) || (code >= 0x370 && !is_in(kNoLetter, code));
}

}  // namespace

Character decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(i < text.size() ? text[i] : '\0'));
  };
  const char32_t lead = byte(at);
  const auto next = [&](std::size_t i) { return byte(at + i) & 0x3FU; };
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {((lead & 0x1FU) << 6U) | next(1), 2};
  if (lead < 0xF0) return {((lead & 0x0FU) << 12U) | (next(1) << 6U) | next(2), 3};
  return {((lead & 0x07U) << 18U) | (next(1) << 12U) | (next(2) << 6U) | next(3), 4};
}

bool is_forbidden_control(char32_t code) {
  if (code < 0x20) return code != '\t' && code != '\n' && code != '\f' && code != '\r';
  return (code >= 0x7F && code <= 0x9F) || is_in(kBidi, code);
}

std::string_view deception_in(std::string_view identifier, bool is_quoted) {
  bool has_latin = false;
  bool has_other = false;
  for (std::size_t at = 0; at < identifier.size();) {
    const auto [code, bytes] = decode(identifier, at);
    at += bytes;
    if (code >= 0x80) {
      if (is_in(kInvisible, code)) return "an invisible character";
      if (!is_quoted && is_in(kNoLetter, code)) return "a character that is no letter";
      if (is_in(kDisguisedLatin, code) && (!is_quoted || has_latin)) {
        return "a letter that only looks like a Latin one";
      }
    }
    if (!is_letter(code)) {
      // Digits and underscores join words in identifiers ("сust_id"); blanks end a word.
      if (code != '_' && (code < '0' || code > '9')) has_latin = has_other = false;
      continue;
    }
    has_latin = has_latin || is_latin(code);
    has_other = has_other || is_in(kCyrillicOrArmenian, code) ||
                (is_in(kGreek, code) && is_twin(code)) || is_in(kDisguisedLatin, code);
    if (has_latin && has_other) return "letters of two alphabets that look alike";
  }
  return {};
}

bool looks_latin_but_is_not(std::string_view word) {
  bool has_twin = false;
  for (std::size_t at = 0; at < word.size();) {
    const auto [code, bytes] = decode(word, at);
    at += bytes;
    if (is_twin(code) || is_in(kDisguisedLatin, code)) {
      has_twin = true;
    } else if (is_letter(code)) {
      return false;
    }
  }
  return has_twin;
}

}  // namespace askdb
