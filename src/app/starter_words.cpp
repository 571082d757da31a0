#include "app/starter_words.hpp"

#include "base/text.hpp"

namespace askdb {

std::string words_of(const std::string& name) {
  std::string words;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool is_upper = name[i] >= 'A' && name[i] <= 'Z';
    const bool is_start = is_upper && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if (is_start || name[i] == '_') words += ' ';
    if (name[i] != '_') words += name[i];
  }
  return to_lower(replace_all(without_controls(words), "\n", " "));
}

std::string plural(std::string words) {
  if (words.ends_with('s')) return words;
  if (words.ends_with('y')) return words.replace(words.size() - 1, 1, "ies");
  return words + "s";
}

std::string singular(std::string words) {
  if (words.ends_with("ies")) return words.replace(words.size() - 3, 3, "y");
  if (words.ends_with('s') && !words.ends_with("ss") && !words.ends_with("us")) words.pop_back();
  return words;
}

}  // namespace askdb
