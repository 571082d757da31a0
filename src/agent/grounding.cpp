#include "agent/grounding.hpp"

#include <algorithm>
#include <cmath>

#include "agent/grounding_facts.hpp"
#include "agent/language.hpp"
#include "base/text.hpp"

namespace askdb {
namespace {

bool has_near(const std::vector<double>& sorted, double value, double tolerance) {
  const auto found = std::lower_bound(sorted.begin(), sorted.end(), value - tolerance);
  return found != sorted.end() && *found <= value + tolerance;
}

/// The sentence around `offset`, in lower case and with blanks around it.
std::string sentence_at(std::string_view text, std::size_t offset) {
  const auto is_end = [&](std::size_t i) {
    return text[i] == '\n' || ((text[i] == '.' || text[i] == '!' || text[i] == '?') &&
                               (i + 1 == text.size() || text[i + 1] == ' '));
  };
  std::size_t start = offset;
  while (start > 0 && !is_end(start - 1)) --start;
  std::size_t end = offset;
  while (end < text.size() && !is_end(end)) ++end;
  return " " + join(lower_words(text.substr(start, end - start)), " ") + " ";
}

bool compares(const std::string& sentence) {
  for (const char* word :
       {" more ",      " less ",    " fewer ",       " difference ", " higher ",
        " lower ",     " gap ",     " ahead ",       " behind ",     " increase ",
        " increased ", " grew ",    " decrease ",    " fell ",       " rose ",
        " mehr ",      " weniger ", " unterschied ", " höher ",      " niedriger ",
        " differs ",   " larger ",  " smaller ",     " change ",     " changed "}) {
    if (sentence.find(word) != std::string::npos) return true;
  }
  return false;
}

bool is_supported(const StatedNumber& number, std::string_view answer,
                  const GroundingFacts& facts) {
  if (number.is_year) return true;
  // The answer's own count of what it tells, not one of the data's.
  if (number.is_extent && number.readings.front() <= facts.most_rows) return true;
  for (std::size_t i = 0; i < number.readings.size(); ++i) {
    const double value = number.readings[i];
    double tolerance = number.tolerances[i] * (1 + 1e-9) + std::abs(value) * 1e-12;
    // "About 1,200" may stand for 1,234; "over 1,200" too.
    if (number.is_approximate) tolerance = std::max(tolerance, std::abs(value) * 0.05);
    // A negative cell is often told without its sign: "fell by 5".
    const auto near = [&](const std::vector<double>& known) {
      return has_near(known, value, tolerance) || has_near(known, -value, tolerance);
    };
    if (near(facts.values)) return true;
    if (number.unit == NumberUnit::kPercent && near(facts.shares)) return true;
    if (number.unit == NumberUnit::kTimes && near(facts.ratios)) return true;
    if (near(facts.differences) && compares(sentence_at(answer, number.offset))) return true;
  }
  return false;
}

struct Word {
  std::size_t offset = 0;
  std::size_t length = 0;
  bool is_first = false;  ///< Opens a sentence, a line or a list item.
};

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || byte >= 0x80U || c == '\'' || c == '-' || c == '_';
}

std::vector<Word> words_with_places(std::string_view text) {
  std::vector<Word> words;
  bool is_first = true;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_word_byte(text[i])) {
      const bool ends_sentence = text[i] == '\n' || text[i] == ':' ||
                                 ((text[i] == '.' || text[i] == '!' || text[i] == '?') &&
                                  (i + 1 == text.size() || text[i + 1] == ' '));
      is_first = is_first || ends_sentence;
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    words.push_back({i, end - i, is_first});
    is_first = false;
    i = end;
  }
  return words;
}

// Capitalised inside a sentence, yet no names of things in the data.
constexpr std::string_view kOrdinary =
    " i sql null csv json id ids eur usd gbp chf january february march april may june july august "
    "september october november december monday tuesday wednesday thursday friday saturday sunday "
    "q1 q2 q3 q4 n a ytd vs top total average note the ok yes no please limit group order by where "
    "english german ";

bool is_capitalised(std::string_view word) {
  return !word.empty() && std::isupper(static_cast<unsigned char>(word[0])) != 0;
}

/// The parts of a word that facts know: "Huber's" is "huber", "Smith-Jones" two words.
bool is_known(std::string_view word, const GroundingFacts& facts) {
  if (word.ends_with("'s")) word.remove_suffix(2);
  const auto parts = lower_words(word);
  return std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
    if (facts.words.contains(part)) return true;
    if (kOrdinary.find(" " + part + " ") != std::string_view::npos) return true;
    if (part.ends_with('s') && facts.words.contains(part.substr(0, part.size() - 1))) return true;
    return facts.words.contains(part + "s");
  });
}

bool is_emphasised(std::string_view text, const Word& word) {
  if (word.offset == 0) return false;
  const char before = text[word.offset - 1];
  const bool is_label = text.substr(word.offset, 80).find(':') <
                        text.substr(word.offset, 80).find_first_of("*\"\n") + 3;
  return (before == '"' || before == '*' || before == '`') && !is_label;
}

void add_names(std::string_view answer, const GroundingFacts& facts,
               std::vector<Ungrounded>& found) {
  // German writes every noun with a capital; only emphasised words can be taken for names there.
  const bool capitals_mean_names = guess_language(answer) != "de";
  const auto words = words_with_places(answer);
  for (std::size_t i = 0; i < words.size();) {
    const auto text_of = [&](const Word& word) { return answer.substr(word.offset, word.length); };
    const bool is_emphatic = is_emphasised(answer, words[i]);
    const bool may_be_name = is_emphatic || (capitals_mean_names && !words[i].is_first);
    if (!may_be_name || !is_capitalised(text_of(words[i]))) {
      ++i;
      continue;
    }
    std::size_t last = i;
    const auto follows = [&](std::size_t k) {
      return k < words.size() && !words[k].is_first && is_capitalised(text_of(words[k])) &&
             words[k].offset == words[k - 1].offset + words[k - 1].length + 1;
    };
    while (follows(last + 1)) ++last;
    bool is_grounded = true;
    for (std::size_t k = i; k <= last; ++k)
      is_grounded = is_grounded && is_known(text_of(words[k]), facts);
    if (!is_grounded) {
      const auto start = words[i].offset;
      const auto length = words[last].offset + words[last].length - start;
      found.push_back(
          {std::string(answer.substr(start, length)), static_cast<std::int64_t>(start)});
    }
    i = last + 1;
  }
}

}  // namespace

std::vector<Ungrounded> ungrounded(std::string_view answer, std::string_view question,
                                   const std::vector<StepExecutionResult>& results) {
  const auto facts = facts_of(question, results);
  std::vector<Ungrounded> found;
  for (const auto& number : stated_numbers(answer)) {
    if (is_supported(number, answer, facts)) continue;
    found.push_back({std::string(answer.substr(number.offset, number.length)),
                     static_cast<std::int64_t>(number.offset)});
  }
  add_names(answer, facts, found);
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.offset < b.offset; });
  return found;
}

}  // namespace askdb
