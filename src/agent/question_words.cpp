#include "agent/question_words.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace askdb {
namespace {

constexpr std::size_t kMaxThings = 80;

constexpr std::string_view kVerbs =
    " are is were was have has had can could will live lives lived work works exist belong earn "
    "earns own owns hold holds cost pay paid made bought sold took got went ";

bool is_plural(const std::string& noun) {
  return (noun.size() > 2 && noun.ends_with("s") && !noun.ends_with("ss")) ||
         is_one_of(noun, " people children women men ");
}

/// Things and what is said of them: "overdue payments", "customers in Graz", "accounts that had".
std::string qualified(const std::string& things, const std::string& verb,
                      const std::vector<std::string>& rest) {
  const auto text = joined(rest, 0);
  if (is_one_of(verb, " do does did there ") || rest.empty()) return things;
  if (!is_one_of(verb, " are were is was ")) return things + " that " + verb + " " + text;
  if (is_one_of(rest[0], " there the a an ")) return rest.size() == 1 ? things : "";
  if (is_preposition(rest[0])) return things + " " + text;
  if (rest.size() == 1) return rest[0] + " " + things;
  return things + " that " + verb + " " + text;
}

std::string of_which(const std::vector<std::string>& words, std::size_t from) {
  std::size_t verb = from;
  while (verb < words.size() && !is_verb(words[verb]) && !is_one_of(words[verb], " do does did ")) {
    ++verb;
  }
  std::size_t head = from;
  while (head < verb && !is_preposition(words[head])) ++head;
  if (head == from || !is_plural(words[head - 1])) return {};
  auto things = joined(words, from, verb);
  if (verb >= words.size()) return things;
  return qualified(things, to_lower(words[verb]),
                   {words.begin() + static_cast<std::ptrdiff_t>(verb) + 1, words.end()});
}

std::string of_list(const std::vector<std::string>& words, std::size_t from) {
  std::size_t head = from;
  const auto is_head = [&](const std::string& word) {
    return !is_preposition(word) && !is_verb(word) && !is_one_of(word, " that who whose which ");
  };
  while (head < words.size() && is_head(words[head])) {
    const auto& word = words[head];
    const bool counts = std::isdigit(static_cast<unsigned char>(word[0])) != 0;
    if (counts || word.ends_with(",") || is_one_of(word, " and or top first last ")) return {};
    ++head;
  }
  if (head == from || !is_plural(words[head - 1])) return {};
  return joined(words, from);
}

}  // namespace

std::vector<std::string> plain_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty() && std::string_view(" ?.!").find(text.back()) != std::string_view::npos) {
    text.remove_suffix(1);
  }
  const auto line = replace_all(std::string(text), "\n", " ");
  for (const auto word : split(line, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

std::string joined(const std::vector<std::string>& words, std::size_t from, std::size_t to) {
  std::string text;
  for (std::size_t i = from; i < std::min(to, words.size()); ++i) {
    text += (text.empty() ? "" : " ") + words[i];
  }
  return text;
}

bool is_one_of(std::string_view word, std::string_view spaced_list) {
  return spaced_list.find(" " + to_lower(word) + " ") != std::string_view::npos;
}

std::size_t after(const std::vector<std::string>& words, std::string_view phrase) {
  std::size_t i = 0;
  while (i < words.size() && is_one_of(words[i], " and so then also please und bitte now ")) ++i;
  for (const auto wanted : split(phrase, ' ')) {
    if (i == words.size() || !iequals(words[i], wanted)) return 0;
    ++i;
  }
  return i;
}

bool is_verb(const std::string& word) {
  return is_one_of(word, kVerbs) || (word.size() > 4 && word.ends_with("ed"));
}

bool is_preposition(const std::string& word) {
  return is_one_of(word,
                   " in with of from by at on for without per between during since after "
                   "before over under above below ");
}

std::string listed_things(std::string_view question) {
  const auto words = plain_words(question);
  std::string things;
  if (const auto from = after(words, "which"); from > 0) things = of_which(words, from);
  for (const char* opening :
       {"list all the", "list all", "list the", "list", "show me all the", "show me all",
        "show me the", "show me", "show all the", "show all", "show the", "show", "find all the",
        "find all", "find the", "find", "give me all", "give me the", "give me"}) {
    const auto from = after(words, opening);
    if (from == 0) continue;
    things = of_list(words, from);
    break;
  }
  return things.size() > kMaxThings ? std::string() : things;
}

}  // namespace askdb
