#include "linguist/words.hpp"

#include <unordered_map>
#include <unordered_set>

namespace askdb::linguist {

namespace {

using Words = std::unordered_set<std::string_view>;

}  // namespace

std::optional<NumberWord> number_word(std::string_view lower) {
  static const std::unordered_map<std::string_view, NumberWord> kNumbers{
      {"zero", {0}},        {"one", {1}},          {"two", {2}},          {"three", {3}},
      {"four", {4}},        {"five", {5}},         {"six", {6}},          {"seven", {7}},
      {"eight", {8}},       {"nine", {9}},         {"ten", {10}},         {"eleven", {11}},
      {"twelve", {12}},     {"thirteen", {13}},    {"fourteen", {14}},    {"fifteen", {15}},
      {"sixteen", {16}},    {"seventeen", {17}},   {"eighteen", {18}},    {"nineteen", {19}},
      {"twenty", {20}},     {"thirty", {30}},      {"forty", {40}},       {"fifty", {50}},
      {"sixty", {60}},      {"seventy", {70}},     {"eighty", {80}},      {"ninety", {90}},
      {"hundred", {100}},   {"thousand", {1000}},  {"million", {1e6}},    {"billion", {1e9}},
      {"dozen", {12}},      {"twice", {2}},        {"first", {1, true}},  {"second", {2, true}},
      {"third", {3, true}}, {"fourth", {4, true}}, {"fifth", {5, true}},  {"sixth", {6, true}},
      {"tenth", {10, true}}};
  const auto found = kNumbers.find(lower);
  if (found == kNumbers.end()) return std::nullopt;
  return found->second;
}

std::string_view irregular_form(std::string_view lower) {
  static const std::unordered_map<std::string_view, std::string_view> kIrregular{
      {"people", "person"},     {"persons", "person"},   {"children", "child"},
      {"men", "man"},           {"women", "woman"},      {"feet", "foot"},
      {"mice", "mouse"},        {"geese", "goose"},      {"teeth", "tooth"},
      {"wives", "wife"},        {"lives", "live"},       {"analyses", "analysis"},
      {"bought", "buy"},        {"paid", "pay"},         {"sold", "sell"},
      {"made", "make"},         {"took", "take"},        {"taken", "take"},
      {"taught", "teach"},      {"wrote", "write"},      {"written", "write"},
      {"won", "win"},           {"led", "lead"},         {"sent", "send"},
      {"spent", "spend"},       {"gave", "give"},        {"given", "give"},
      {"went", "go"},           {"held", "hold"},        {"grew", "grow"},
      {"ran", "run"},           {"flew", "fly"},         {"drove", "drive"},
      {"chose", "choose"},      {"chosen", "choose"},    {"left", "leave"},
      {"built", "build"},       {"found", "find"},       {"founded", "found"},
      {"starring", "star"},     {"indices", "index"},    {"criteria", "criterion"},
      {"movies", "movie"},      {"series", "series"},    {"species", "species"},
      {"statuses", "status"},   {"news", "news"},        {"halves", "half"},
      {"staffs", "staff"},      {"addresses", "address"}, {"shelves", "shelf"},
      {"got", "get"},           {"gotten", "get"},       {"began", "begin"},
      {"begun", "begin"},       {"came", "come"},        {"said", "say"},
      {"played", "play"},       {"lent", "lend"},        {"shipped", "ship"}};
  const auto found = kIrregular.find(lower);
  return found == kIrregular.end() ? std::string_view() : found->second;
}

bool is_function_word(std::string_view lower) {
  static const Words kWords{
      "a",      "an",      "the",    "of",      "in",     "on",     "at",       "to",      "for",
      "from",   "by",      "with",   "and",     "or",     "as",     "is",       "are",     "was",
      "were",   "be",      "been",   "being",   "am",     "do",     "does",     "did",     "done",
      "has",    "have",    "had",    "having",  "that",   "which",  "who",      "whom",    "whose",
      "what",   "when",    "where",  "how",     "why",    "there",  "their",    "its",     "it",
      "they",   "them",    "this",   "these",   "those",  "his",    "her",      "he",      "she",
      "i",      "we",      "you",    "our",     "my",     "your",   "me",       "us",      "can",
      "could",  "would",   "should", "will",    "shall",  "may",    "might",    "must",    "not",
      "no",     "any",     "some",   "all",     "each",   "every",  "both",     "either",  "neither",
      "nor",    "but",     "if",     "than",    "then",   "so",     "such",     "same",    "other",
      "also",   "only",    "just",   "too",     "very",   "into",   "onto",     "out",     "up",
      "down",   "over",    "under",  "above",   "below",  "between", "among",   "through", "during",
      "before", "after",   "since",  "until",   "while",  "about",  "per",      "via",     "within",
      "without", "'s",     ",",      ".",       "?",      ";",      ":",        "!",       "itself",
      "themselves", "one", "ones",   "much",    "many",   "more",   "most",     "less",    "least",
      "few",    "fewer",   "fewest", "along",   "across", "together", "where",  "whether", "ever",
      "never",  "always",  "currently", "now",  "yet",    "still",  "again",    "respectively",
      "<",      ">",       "=",      "<=",      ">=",     "!=",     "<>",       "own",     "upon"};
  return kWords.contains(lower);
}

bool is_noise_word(std::string_view lower) {
  static const Words kWords{
      "show",    "list",     "give",   "find",     "return",   "tell",      "display", "get",
      "fetch",   "print",    "please", "provide",  "select",   "retrieve",  "report",  "compute",
      "calculate", "identify", "sort", "order",    "kindly",   "want",      "like",    "know",
      "see",     "need",     "let",    "hello",    "hi",       "thanks",    "thank",   "exist",
      "exists",  "existing", "available", "corresponding", "associated", "respective", "database",
      "record",  "records",  "recorded", "different", "distinct", "unique", "various", "total",
      "number",  "count",    "amount", "average",  "mean",     "sum",       "maximum", "minimum",
      "max",     "min",      "highest", "lowest",  "most",     "least",     "following", "ordered",
      "sorted",  "ascending", "descending", "alphabetical", "lexicographic", "lexicographical",
      "alphabetically", "alphabetic", "combined", "overall", "value", "values",  "information",
      "info",    "details",  "detail", "whole",    "entire",   "complete",  "full",    "belong",
      "belongs", "belonging", "make",  "made",     "use",      "used",      "using",   "contain",
      "contains", "containing", "include", "includes", "including", "included", "called", "named",
      "equal",   "equals",   "exactly", "greater", "larger",   "smaller",   "higher",  "lower",
      "bigger",  "than",     "times",  "time",     "common",   "popular",   "frequent", "frequently",
      "commonly", "top",     "bottom", "least",    "go",       "come",      "take",    "case",
      "cases",   "kind",     "kinds",  "sorts",    "group",    "grouped",   "data",    "us",
      "result",  "results",  "together", "along",  "well",     "least",     "once",    "twice",
      "word",    "letter",   "substring", "start", "starting", "starts",    "begin",   "begins",
      "beginning", "end",    "ends",   "ending",   "ending",   "located",   "based",   "related",
      "assigned", "does",    "appear", "appears",  "terms",    "respect",   "regard",  "according"};
  return kWords.contains(lower);
}

}  // namespace askdb::linguist
