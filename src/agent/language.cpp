#include "agent/language.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"

namespace askdb {
namespace {

/// Frequent little words of a language; a word that several languages share counts for each.
struct WordList {
  std::string_view tag;
  std::string_view words;
};

constexpr std::array<WordList, 9> kWords{{
    {"en",
     " the of and is are what which how many much who where when show list for in with have "
     "has do does did we our by all per last each there most give me average total "},
    {"de",
     " der die das den dem des und ist sind wie viele viel was welche welcher welches wer wo "
     "wann zeige zeig für mit haben hat gibt es im wir unsere nach alle pro jeder letzten "
     "durchschnittliche meisten von bei gesamt kunden nicht ein eine "},
    {"fr",
     " le la les des et est sont combien quel quelle quels quelles qui où quand montre pour "
     "avec avons nous nos par tous chaque dernier dans du une moyenne total de "},
    {"es",
     " el la los las de y es son cuántos cuántas cuantos cuantas qué cuál cuáles quién dónde "
     "muestra para con tenemos hay nuestros por todos cada último en promedio una "},
    {"it",
     " il lo gli le di e è sono quanti quante quale quali chi dove mostra per con abbiamo "
     "nostri tutti ogni ultimo nel della dei delle media una ci "},
    {"pt",
     " o os as de e é são quantos quantas qual quais quem onde mostre para com temos há "
     "nossos por todos cada último em média uma dos das nos "},
    {"nl",
     " de het een van en is zijn hoeveel welke wie waar wanneer toon voor met hebben wij "
     "onze per alle elke laatste in gemiddelde er "},
    {"pl",
     " ile jest są jaki jaka jakie kto gdzie pokaż dla z mamy nasi wszystkich każdy ostatni "
     "w średnia według klientów "},
    {"tr",
     " kaç tane ne kadar hangi kim nerede göster için ile var bizim tüm her son ortalama "
     "müşteri toplam "},
}};

struct Script {
  char32_t first;
  char32_t last;
  std::string_view tag;
};

// Kana before Han: Japanese uses both.
constexpr std::array<Script, 10> kScripts{{{0x3040, 0x30FF, "ja"},
                                           {0xAC00, 0xD7AF, "ko"},
                                           {0x4E00, 0x9FFF, "zh"},
                                           {0x0400, 0x04FF, "ru"},
                                           {0x0370, 0x03FF, "el"},
                                           {0x0600, 0x06FF, "ar"},
                                           {0x0590, 0x05FF, "he"},
                                           {0x0900, 0x097F, "hi"},
                                           {0x0E00, 0x0E7F, "th"},
                                           {0x1100, 0x11FF, "ko"}}};

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> points;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t point = lead < 0x80 ? lead : lead & (0x7FU >> length);
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
      point = (point << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    points.push_back(point);
    i += length;
  }
  return points;
}

std::string_view by_script(std::string_view text) {
  const auto points = code_points(text);
  for (const auto& script : kScripts) {
    const auto inside = [&](char32_t point) {
      return point >= script.first && point <= script.last;
    };
    const auto count = std::count_if(points.begin(), points.end(), inside);
    if (count * 4 >= static_cast<std::ptrdiff_t>(points.size()) && count > 0) return script.tag;
    if (script.tag == "ja" && count > 1) return script.tag;
  }
  return {};
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : to_lower(text) + " ") {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalpha(byte) != 0 || byte >= 0x80U) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

}  // namespace

std::string guess_language(std::string_view text) {
  const auto script = by_script(text);
  if (!script.empty()) return std::string(script);
  const auto words = words_of(text);
  std::string_view best = "en";
  int best_count = 0;
  for (const auto& list : kWords) {
    int count = 0;
    for (const auto& word : words) {
      count += list.words.find(" " + word + " ") != std::string_view::npos ? 1 : 0;
    }
    if (count > best_count) {
      best = list.tag;
      best_count = count;
    }
  }
  return std::string(best);
}

std::string_view language_name(std::string_view tag) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kNames{
      {{"en", "English"},
       {"de", "German"},
       {"fr", "French"},
       {"es", "Spanish"},
       {"it", "Italian"},
       {"pt", "Portuguese"},
       {"nl", "Dutch"},
       {"pl", "Polish"},
       {"tr", "Turkish"},
       {"ru", "Russian"},
       {"el", "Greek"},
       {"ja", "Japanese"},
       {"zh", "Chinese"},
       {"ko", "Korean"},
       {"ar", "Arabic"},
       {"he", "Hebrew"},
       {"hi", "Hindi"},
       {"th", "Thai"}}};
  for (const auto& [known, name] : kNames) {
    if (known == tag) return name;
  }
  return tag;
}

}  // namespace askdb
