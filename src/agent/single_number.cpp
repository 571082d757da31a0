#include "agent/single_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "agent/question_words.hpp"
#include "base/text.hpp"

namespace askdb {
namespace {

std::string singular(std::string noun) {
  if (noun.ends_with("ies")) return noun.substr(0, noun.size() - 3) + "y";
  if (noun.ends_with("s") && !noun.ends_with("ss")) noun.pop_back();
  return noun;
}

/// "There are 3 customers in Vienna."
std::string there_are(const std::string& number, const std::string& things,
                      const std::string& rest) {
  const bool is_one = number == "1";
  return fmt::format("There {} {} {}{}.", is_one ? "is" : "are", number,
                     is_one ? singular(things) : things, rest.empty() ? "" : " " + rest);
}

std::string how_many(const std::vector<std::string>& words, std::size_t from,
                     const std::string& number) {
  std::size_t verb = from;
  const auto ends_things = [](const std::string& word) {
    return is_verb(word) || is_one_of(word, " do does did ");
  };
  while (verb < words.size() && !ends_things(words[verb])) ++verb;
  const auto things = joined(words, from, verb);
  if (things.empty()) return fmt::format("The answer is {}.", number);
  if (verb == words.size()) {
    // "How many customers in Vienna?"
    const auto preposition = std::find_if(words.begin() + static_cast<std::ptrdiff_t>(from),
                                          words.end(), [](const std::string& word) {
                                            return is_one_of(word,
                                                             " in with of from by at on for "
                                                             "without that who whose per ");
                                          });
    const auto split_at = static_cast<std::size_t>(preposition - words.begin());
    return there_are(number, joined(words, from, split_at), joined(words, split_at));
  }
  if (is_one_of(words[verb], " do does did ")) {
    const bool is_plain = verb + 2 < words.size() &&
                          is_one_of(words[verb + 1], " we you i they ") &&
                          is_one_of(words[verb + 2], " have see know ");
    if (is_plain) return there_are(number, things, joined(words, verb + 3));
    return fmt::format("{} {}.", number, number == "1" ? singular(things) : things);
  }
  const auto rest = joined(words, verb + 1);
  if (is_one_of(words[verb], " are is were was ") &&
      (rest.empty() || is_one_of(words[verb + 1], " there "))) {
    return there_are(number, things, rest.empty() ? "" : joined(words, verb + 2));
  }
  if (number == "1") {
    const auto one = is_one_of(words[verb], " are ")    ? "is"
                     : is_one_of(words[verb], " were ") ? "was"
                     : is_one_of(words[verb], " have ") ? "has"
                                                        : words[verb];
    return fmt::format("1 {} {} {}.", singular(things), one, rest);
  }
  return fmt::format("{} {} {}{}.", number, things, words[verb], rest.empty() ? "" : " " + rest);
}

std::string german(const std::vector<std::string>& words, const ResultColumn& column,
                   const std::string& value) {
  if (const auto from = after(words, "wie viele"); from > 0 && from < words.size()) {
    const auto rest = to_lower(joined(words, from + 1));
    if (rest.starts_with("haben wir") || rest.starts_with("gibt es") || rest.empty()) {
      const auto more = rest.empty() ? "" : joined(words, from + 3);
      return fmt::format("Es gibt {} {}{}.", value, words[from], more.empty() ? "" : " " + more);
    }
    return fmt::format("Es sind {} {}.", value, words[from]);
  }
  for (const char* opening : {"was ist", "wie hoch ist", "wie groß ist", "wie lautet"}) {
    if (const auto from = after(words, opening); from > 0 && from < words.size()) {
      auto subject = joined(words, from);
      subject[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(subject[0])));
      return fmt::format("{} ist {}.", subject, value);
    }
  }
  return fmt::format("{}: {}.", spoken_name(column.name), value);
}

}  // namespace

std::string say_single(const ComposeInput& input, const ResultColumn& column, const Value& value) {
  const auto words = plain_words(input.question);
  const auto number = spoken(value, column, input.language);
  if (input.language == "de") return german(words, column, number);
  if (const auto from = after(words, "how many"); from > 0) {
    auto sentence = how_many(words, from, number);
    if (sentence.starts_with("0 ")) return "No" + sentence.substr(1);
    return sentence.starts_with("There are 0 ") ? "There are no " + sentence.substr(12) : sentence;
  }
  for (const char* opening :
       {"what is the", "what was the", "what are the", "what were the", "what's the", "show the",
        "show me the", "give me the", "tell me the", "find the", "calculate the", "get the",
        "return the", "compute the", "the"}) {
    const auto from = after(words, opening);
    if (from == 0 || from >= words.size()) continue;
    const bool was =
        opening[0] == 'w' && (std::string_view(opening).find("was") != std::string_view::npos ||
                              std::string_view(opening).find("were") != std::string_view::npos);
    return fmt::format("The {} {} {}.", joined(words, from), was ? "was" : "is", number);
  }
  static constexpr std::array<std::string_view, 6> kMeasures{"average", "total",   "number",
                                                             "maximum", "minimum", "sum"};
  for (const auto measure : kMeasures) {
    if (after(words, measure) > 0) {
      return fmt::format("The {} is {}.", to_lower(words[0]) + " " + joined(words, 1), number);
    }
  }
  auto name = spoken_name(column.name);
  name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  return to_number(value) ? fmt::format("{}: {}.", name, number) : number + ".";
}

}  // namespace askdb
