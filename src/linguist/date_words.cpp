#include "linguist/date_words.hpp"

#include <array>
#include <cctype>
#include <utility>

#include "base/text.hpp"

namespace askdb {
namespace {

using G = Granularity;

template <class Value, std::size_t N>
using WordTable = std::array<std::pair<std::string_view, Value>, N>;

template <class Value, std::size_t N>
std::optional<Value> look_up(const WordTable<Value, N>& table, std::string_view word) {
  for (const auto& [known, value] : table) {
    if (known == word) return value;
  }
  return std::nullopt;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::string folded(std::string_view run) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kUmlauts{
      {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "ae"}, {"Ö", "oe"}, {"Ü", "ue"}, {"ß", "ss"}}};
  std::string word = to_lower(run);
  if (find_if(word.begin(), word.end(),
              [](char c) { return static_cast<unsigned char>(c) >= 0x80; }) == word.end()) {
    return word;
  }
  for (const auto& [from, to] : kUmlauts) word = replace_all(std::move(word), from, to);
  return word;
}

/// Marks what stands between quotes; an apostrophe inside a word opens and closes nothing.
std::vector<bool> quoted_bytes(std::string_view text) {
  std::vector<bool> quoted(text.size(), false);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c != '"' && c != '\'' && c != '`') continue;
    if (c == '\'' && i > 0 && (is_letter(text[i - 1]) || is_digit(text[i - 1]))) continue;
    // A quotation is short; the bound also keeps many lone quotes linear.
    const std::string_view near = text.substr(0, i + 202);
    std::size_t close = i + 1;
    while ((close = near.find(c, close)) != std::string_view::npos) {
      if (c != '\'' || close + 1 >= text.size() || !is_letter(text[close + 1])) break;
      ++close;
    }
    if (close == std::string_view::npos) continue;
    for (std::size_t k = i; k <= close; ++k) quoted[k] = true;
    i = close;
  }
  return quoted;
}

}  // namespace

std::vector<DateToken> date_tokens(std::string_view question) {
  std::vector<DateToken> tokens;
  const std::vector<bool> quoted = quoted_bytes(question);
  for (std::size_t i = 0; i < question.size();) {
    const bool is_number = is_digit(question[i]);
    if (!is_number && !is_letter(question[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < question.size() &&
           (is_number ? is_digit(question[end]) : is_letter(question[end])))
      ++end;
    DateToken token;
    token.begin = i;
    token.end = end;
    token.word = folded(question.substr(i, end - i));
    token.is_number = is_number;
    token.before = i > 0 ? question[i - 1] : '\0';
    token.after = end < question.size() ? question[end] : '\0';
    token.is_capitalised = question[i] >= 'A' && question[i] <= 'Z';
    token.is_quoted = quoted[i];
    if (is_number) {
      token.number = -1;
      if (end - i <= 6) {
        token.number = 0;
        for (char c : token.word) token.number = token.number * 10 + (c - '0');
      }
    }
    tokens.push_back(std::move(token));
    i = end;
  }
  return tokens;
}

std::optional<MonthWord> month_word(std::string_view word) {
  static constexpr WordTable<MonthWord, 39> kMonths{{
      {"january", {1, false}},  {"february", {2, false}},  {"march", {3, true}},
      {"april", {4, false}},    {"may", {5, true}},        {"june", {6, false}},
      {"july", {7, false}},     {"august", {8, false}},    {"september", {9, false}},
      {"october", {10, false}}, {"november", {11, false}}, {"december", {12, false}},
      {"jan", {1, true}},       {"feb", {2, true}},        {"mar", {3, true}},
      {"apr", {4, true}},       {"jun", {6, true}},        {"jul", {7, true}},
      {"aug", {8, true}},       {"sep", {9, true}},        {"sept", {9, true}},
      {"oct", {10, true}},      {"nov", {11, true}},       {"dec", {12, true}},
      {"januar", {1, false}},   {"jaenner", {1, false}},   {"februar", {2, false}},
      {"maerz", {3, false}},    {"mai", {5, true}},        {"juni", {6, false}},
      {"juli", {7, false}},     {"oktober", {10, false}},  {"dezember", {12, false}},
      {"feber", {2, false}},    {"okt", {10, true}},       {"dez", {12, true}},
      {"maer", {3, true}},      {"mrz", {3, true}},        {"jaen", {1, true}},
  }};
  return look_up(kMonths, word);
}

std::optional<Granularity> unit_word(std::string_view word) {
  static constexpr WordTable<Granularity, 21> kUnits{{
      {"day", G::kDay},          {"days", G::kDay},        {"tag", G::kDay},
      {"tage", G::kDay},         {"tagen", G::kDay},       {"week", G::kWeek},
      {"weeks", G::kWeek},       {"woche", G::kWeek},      {"wochen", G::kWeek},
      {"month", G::kMonth},      {"months", G::kMonth},    {"monat", G::kMonth},
      {"monate", G::kMonth},     {"monaten", G::kMonth},   {"quarter", G::kQuarter},
      {"quarters", G::kQuarter}, {"quartal", G::kQuarter}, {"year", G::kYear},
      {"years", G::kYear},       {"jahr", G::kYear},       {"jahre", G::kYear},
  }};
  if (word == "jahren" || word == "jahres") return G::kYear;
  if (word == "quartale" || word == "quartalen") return G::kQuarter;
  return look_up(kUnits, word);
}

std::optional<Granularity> adverb_word(std::string_view word) {
  static constexpr WordTable<Granularity, 12> kAdverbs{{
      {"daily", G::kDay},
      {"weekly", G::kWeek},
      {"monthly", G::kMonth},
      {"quarterly", G::kQuarter},
      {"yearly", G::kYear},
      {"annually", G::kYear},
      {"taeglich", G::kDay},
      {"woechentlich", G::kWeek},
      {"monatlich", G::kMonth},
      {"quartalsweise", G::kQuarter},
      {"jaehrlich", G::kYear},
      {"monatsweise", G::kMonth},
  }};
  return look_up(kAdverbs, word);
}

std::optional<int> number_word(std::string_view word) {
  static constexpr WordTable<int, 41> kNumbers{{
      {"a", 1},         {"an", 1},       {"one", 1},       {"two", 2},       {"three", 3},
      {"four", 4},      {"five", 5},     {"six", 6},       {"seven", 7},     {"eight", 8},
      {"nine", 9},      {"ten", 10},     {"eleven", 11},   {"twelve", 12},   {"thirteen", 13},
      {"fourteen", 14}, {"fifteen", 15}, {"eighteen", 18}, {"twenty", 20},   {"thirty", 30},
      {"sixty", 60},    {"ninety", 90},  {"hundred", 100}, {"couple", 2},    {"ein", 1},
      {"eine", 1},      {"einem", 1},    {"einer", 1},     {"zwei", 2},      {"drei", 3},
      {"vier", 4},      {"fuenf", 5},    {"sechs", 6},     {"sieben", 7},    {"acht", 8},
      {"neun", 9},      {"zehn", 10},    {"zwoelf", 12},   {"vierzehn", 14}, {"zwanzig", 20},
      {"dreissig", 30},
  }};
  return look_up(kNumbers, word);
}

std::optional<int> ordinal_word(std::string_view word) {
  static constexpr WordTable<int, 20> kOrdinals{{
      {"first", 1},   {"second", 2},  {"third", 3},   {"fourth", 4},  {"erstes", 1},
      {"ersten", 1},  {"erste", 1},   {"zweites", 2}, {"zweiten", 2}, {"zweite", 2},
      {"drittes", 3}, {"dritten", 3}, {"dritte", 3},  {"viertes", 4}, {"vierten", 4},
      {"vierte", 4},  {"i", 1},       {"ii", 2},      {"iii", 3},     {"iv", 4},
  }};
  return look_up(kOrdinals, word);
}

std::optional<unsigned> weekday_word(std::string_view word) {
  static constexpr WordTable<unsigned, 14> kWeekdays{{
      {"monday", 1},
      {"tuesday", 2},
      {"wednesday", 3},
      {"thursday", 4},
      {"friday", 5},
      {"saturday", 6},
      {"sunday", 7},
      {"montag", 1},
      {"dienstag", 2},
      {"mittwoch", 3},
      {"donnerstag", 4},
      {"freitag", 5},
      {"samstag", 6},
      {"sonntag", 7},
  }};
  return look_up(kWeekdays, word);
}

std::optional<RelativeWord> relative_word(std::string_view word) {
  static constexpr WordTable<RelativeWord, 8> kEnglish{{
      {"this", {0, false}},
      {"current", {0, false}},
      {"last", {-1, false}},
      {"previous", {-1, false}},
      {"prior", {-1, false}},
      {"past", {-1, true}},
      {"trailing", {-1, true}},
      {"next", {1, false}},
  }};
  static constexpr WordTable<RelativeWord, 8> kGermanStems{{
      {"dies", {0, false}},
      {"aktuell", {0, false}},
      {"laufend", {0, false}},
      {"letzt", {-1, false}},
      {"vorig", {-1, false}},
      {"vergangen", {-1, false}},
      {"naechst", {1, false}},
      {"kommend", {1, false}},
  }};
  if (auto found = look_up(kEnglish, word)) return found;
  if (word == "upcoming" || word == "coming") return RelativeWord{1, false};
  for (const auto& [stem, value] : kGermanStems) {
    if (!word.starts_with(stem)) continue;
    const std::string_view ending = word.substr(stem.size());
    if (ending == "e" || ending == "en" || ending == "es" || ending == "er" || ending == "em") {
      return value;
    }
  }
  return std::nullopt;
}

}  // namespace askdb
