#include "catalog/words.hpp"

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <unordered_map>

namespace askdb::catalog {

namespace {

bool ends_with(std::string_view word, std::string_view ending) {
  return word.size() > ending.size() && word.substr(word.size() - ending.size()) == ending;
}

bool is_letter(unsigned char byte) { return std::isalpha(byte) != 0 || byte >= 0x80; }
bool is_digit(unsigned char byte) { return std::isdigit(byte) != 0; }
bool is_upper(unsigned char byte) { return byte >= 'A' && byte <= 'Z'; }
bool is_lower(unsigned char byte) { return byte >= 'a' && byte <= 'z'; }

/// How a text is taken apart.
struct Splitting {
  bool by_case = false;  ///< "customerId" is two words, "utf8" too.
  bool has_stems = true;
};

void add_word(std::string_view text, std::size_t from, std::size_t to, bool has_stems,
              std::vector<Word>& words) {
  if (from >= to) return;
  Word word;
  word.text = folded(text.substr(from, to - from));
  word.singular = singular(word.text);
  if (has_stems) word.stem = stem_of(word.text);
  word.offset = from;
  word.size = to - from;
  words.push_back(std::move(word));
}

/// A new word begins at `at`: at a change between letters and digits, before a capital after a
/// small letter ("customerId"), and before the last capital of a run ("IDNumber").
bool is_border(std::string_view text, std::size_t at, bool splits_case) {
  const auto before = static_cast<unsigned char>(text[at - 1]);
  const auto here = static_cast<unsigned char>(text[at]);
  if (is_letter(before) != is_letter(here)) return splits_case;
  if (!splits_case) return false;
  if (is_lower(before) && is_upper(here)) return true;
  return is_upper(before) && is_upper(here) && at + 1 < text.size() &&
         is_lower(static_cast<unsigned char>(text[at + 1]));
}

std::vector<Word> words_of(std::string_view text, Splitting splitting) {
  std::vector<Word> words;
  std::size_t from = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const auto byte = at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    const bool is_part =
        is_letter(static_cast<unsigned char>(byte)) || is_digit(static_cast<unsigned char>(byte));
    if (!is_part || at == text.size()) {
      add_word(text, from, at, splitting.has_stems, words);
      from = at + 1;
    } else if (at > from && is_border(text, at, splitting.by_case)) {
      add_word(text, from, at, splitting.has_stems, words);
      from = at;
    }
  }
  return words;
}

/// U+00C0..U+017F without their marks; '?' stands for letters written with two ("ß", "æ").
constexpr std::string_view kPlain =
    "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuytyaaaaaaccccccccdd"
    "ddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllnnnnnnnnnoooooooorrrrrrssssssss"
    "ttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kPlain.size() == 0x180 - 0xC0 - 1);

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0xC3 && byte <= 0xC5 && at + 1 < text.size()) {
      const std::size_t code =
          (byte & 0x1FU) * 64U + (static_cast<unsigned char>(text[at + 1]) & 0x3FU);
      ++at;
      if (code == 0xDF) {
        out += "ss";
      } else {
        out += code - 0xC0 < kPlain.size() ? kPlain[code - 0xC0] : '?';
      }
    } else {
      out += is_upper(byte) ? static_cast<char>(byte + 32) : static_cast<char>(byte);
    }
  }
  return out;
}

std::string singular(std::string_view word) {
  static const std::unordered_map<std::string_view, std::string_view> kIrregular = {
      {"people", "person"},     {"children", "child"},
      {"men", "man"},           {"women", "woman"},
      {"feet", "foot"},         {"mice", "mouse"},
      {"indices", "index"},     {"criteria", "criterion"},
      {"wives", "wife"},        {"lives", "life"},
      {"shelves", "shelf"},     {"movies", "movie"},
      {"cookies", "cookie"},    {"series", "series"},
      {"shoes", "shoe"},        {"news", "news"},
      {"analyses", "analysis"}, {"bases", "base"},
      {"matrices", "matrix"},   {"ties", "tie"},
      {"species", "species"},   {"gas", "gas"},
      {"bus", "bus"},           {"halves", "half"}};
  const auto irregular = kIrregular.find(word);
  if (irregular != kIrregular.end()) return std::string(irregular->second);
  const auto cut = [&](std::size_t count) {
    return std::string(word.substr(0, word.size() - count));
  };
  if (word.size() < 4 || word.back() != 's' || ends_with(word, "ss") || ends_with(word, "us") ||
      ends_with(word, "is")) {
    return word.size() == 3 && word.back() == 's' && word != "has" && word != "was" &&
                   word != "yes" && word != "dns" && word != "gps" && word != "his" && word != "its"
               ? cut(1)
               : std::string(word);
  }
  if (ends_with(word, "ies")) return cut(3) + "y";
  const bool drops_es = ends_with(word, "sses") || ends_with(word, "xes") ||
                        ends_with(word, "ches") || ends_with(word, "shes") ||
                        ends_with(word, "zzes") || ends_with(word, "oes");
  if (drops_es) return cut(2);
  if (ends_with(word, "uses") && !ends_with(word, "auses") && !ends_with(word, "ouses"))
    return cut(2);
  return cut(1);
}

std::string stem_of(const std::string& word) {
  // A stemmer is cheap to keep and not safe to share between threads.
  struct Delete {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
  };
  thread_local const std::unique_ptr<sb_stemmer, Delete> kStemmer(
      sb_stemmer_new("english", "UTF_8"));
  if (word.size() > 64 || kStemmer == nullptr) return word;
  const sb_symbol* found =
      sb_stemmer_stem(kStemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                      static_cast<int>(word.size()));
  if (found == nullptr) return word;
  return {reinterpret_cast<const char*>(found),
          static_cast<std::size_t>(sb_stemmer_length(kStemmer.get()))};
}

std::vector<Word> identifier_words(std::string_view name) { return words_of(name, {true, true}); }

std::vector<Word> identifier_words_without_stems(std::string_view name) {
  return words_of(name, {true, false});
}

std::vector<Word> text_words(std::string_view text) { return words_of(text, {false, true}); }

std::vector<Word> text_words_without_stems(std::string_view text) {
  return words_of(text, {false, false});
}

}  // namespace askdb::catalog
