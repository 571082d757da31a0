#include "agent/small_talk.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "agent/grounding_facts.hpp"
#include "agent/question_words.hpp"

namespace askdb {
namespace {

constexpr std::string_view kGreetings =
    " hi hello hey hallo servus moin thanks thank you danke dir good morning evening afternoon "
    "guten "
    "morgen tag abend bye goodbye tschüss how are ok okay great super nice cool there very much "
    "wie geht es and ";
constexpr std::string_view kPolite = " please bitte can could you kannst du now just jetzt then ";
constexpr std::string_view kWrites =
    " delete drop truncate insert update alter grant revoke erase wipe remove overwrite lösche "
    "entferne ändere ";
constexpr std::array<std::string_view, 8> kAttacks{
    "ignore previous",    "ignore all previous", "ignore your instructions", "ignore the above",
    "disregard previous", "system prompt",       "your instructions",        "api key"};
constexpr std::array<std::string_view, 8> kOffTopic{
    "tell me a joke",     "write a poem",          "write a story",   "what is the weather",
    "how is the weather", "erzähl mir einen witz", "meaning of life", "sing a song"};
constexpr std::array<std::string_view, 7> kAboutItself{
    "who are you",     "what are you",  "what can you do", "what can i ask",
    "how do you work", "was kannst du", "wer bist du"};

bool has_any(std::string_view text, const auto& phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](auto phrase) { return text.find(phrase) != std::string_view::npos; });
}

std::string in(std::string_view language, const char* english, const char* german) {
  return language == "de" ? german : english;
}

}  // namespace

std::optional<SmallTalk> small_talk(std::string_view question, std::string_view language) {
  const auto words = lower_words(question);
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  if (words.empty()) return std::nullopt;

  if (has_any(text, kAboutItself) || text == "help" || text == "hilfe") {
    return SmallTalk{
        DecisionAction::kAnswerDirectly,
        in(language,
           "I answer questions about the connected databases: ask in your own words, "
           "and I write the SQL, check it, run it and tell you the answer.",
           "Ich beantworte Fragen zu den verbundenen Datenbanken: Fragen Sie in eigenen "
           "Worten; ich schreibe das SQL, prüfe es, führe es aus und sage die Antwort.")};
  }
  if (has_any(text, kAttacks) || has_any(text, kOffTopic)) {
    return SmallTalk{DecisionAction::kReject,
                     in(language, "I can only answer questions about the connected databases.",
                        "Ich kann nur Fragen zu den verbundenen Datenbanken beantworten.")};
  }
  const auto is_greeting = [](const std::string& word) { return is_one_of(word, kGreetings); };
  if (words.size() <= 6 && std::all_of(words.begin(), words.end(), is_greeting)) {
    return SmallTalk{DecisionAction::kReject,
                     in(language, "Hello! Ask me something about the connected databases.",
                        "Hallo! Fragen Sie mich etwas zu den verbundenen Datenbanken.")};
  }
  const auto first = std::find_if_not(
      words.begin(), words.end(), [](const std::string& word) { return is_one_of(word, kPolite); });
  const bool writes = first != words.end() && is_one_of(*first, kWrites);
  // "Update me on the sales" asks for data.
  const bool asks = writes && first + 1 != words.end() && is_one_of(*(first + 1), " me us mich ");
  if (writes && !asks && words.size() > 1) {
    return SmallTalk{DecisionAction::kReject,
                     in(language, "I only read data and change nothing. Ask what you want to know.",
                        "Ich lese nur und ändere nichts. Fragen Sie, was Sie wissen möchten.")};
  }
  return std::nullopt;
}

}  // namespace askdb
