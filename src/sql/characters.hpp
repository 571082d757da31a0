#pragma once

/// What single characters mean to a reader: used by the layer-0 scan.

#include <cstddef>
#include <string_view>

namespace askdb {

/// One code point and how many bytes it took. The text must be well-formed UTF-8.
struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
};
Character decode(std::string_view text, std::size_t at);

/// Control characters that no statement needs: C0 but tab, line feed, form feed and carriage
/// return; DEL; C1; and the marks that reorder text when it is shown.
bool is_forbidden_control(char32_t code);

/// Why `identifier` may deceive a reader, or "" if it does not: letters of two scripts that look
/// alike within one word, invisible characters, full-width or mathematical letters.
/// `is_quoted` identifiers may hold any visible character.
std::string_view deception_in(std::string_view identifier, bool is_quoted);

/// Every letter of `word` is a non-Latin letter that looks like a Latin one.
bool looks_latin_but_is_not(std::string_view word);

}  // namespace askdb
