#include "agent/scope.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/text.hpp"

namespace askdb {
namespace {

constexpr std::array<std::string_view, 9> kBefore{"in",  "from", "on", "using", "use",
                                                  "aus", "von",  "at", "of"};
constexpr std::array<std::string_view, 7> kArticles{"the", "der", "die", "das",
                                                    "dem", "den", "our"};
constexpr std::array<std::string_view, 5> kDatabase{"database", "db", "datenbank", "datasource",
                                                    "source"};
constexpr std::array<std::string_view, 3> kArea{"area", "bereich", "domain"};

// What politeness adds to a bare name.
constexpr std::array<std::string_view, 8> kSmall{"please", "bitte", "i",   "mean",
                                                 "meant",  "one",   "ich", "meine"};

template <class Words>
bool is_among(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), to_lower(word)) != words.end();
}

/// A word with its place. Letters, digits, '_', '-' and bytes beyond ASCII belong to words.
struct Token {
  std::string_view text;
  std::size_t from = 0;
  std::size_t to = 0;
};

bool is_part(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '_' || byte == '-' || byte >= 0x80;
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_part(text[at])) {
      ++at;
      continue;
    }
    const std::size_t from = at;
    while (at < text.size() && is_part(text[at])) ++at;
    tokens.push_back({text.substr(from, at - from), from, at});
  }
  return tokens;
}

/// How many tokens from `at` on are the words of `name`; 0 when they are not.
std::size_t matched(const std::vector<Token>& tokens, std::size_t at, const std::string& name) {
  const auto wanted = tokens_of(name);
  if (wanted.empty() || at + wanted.size() > tokens.size()) return 0;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!iequals(tokens[at + i].text, wanted[i].text)) return 0;
  }
  return wanted.size();
}

/// No word of a language: "shop_db", "crm2", "sales-eu".
bool is_made_up(const std::string& name) {
  return name.find_first_of("_-0123456789") != std::string::npos;
}

/// The tokens that choose: from `first` to before `last`.
struct Phrase {
  std::string name;
  std::size_t first = 0;
  std::size_t last = 0;
};

/// Looks for one of `names` beside one of `kinds` ("database"), or alone after "in" if it is made
/// up.
template <class Kinds>
std::optional<Phrase> find_phrase(const std::vector<Token>& tokens,
                                  const std::vector<std::string>& names, const Kinds& kinds,
                                  bool may_be_alone) {
  std::optional<Phrase> best;
  for (const auto& name : names) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      const auto count = matched(tokens, at, name);
      if (count == 0) continue;
      Phrase phrase{name, at, at + count};
      bool is_said = phrase.last < tokens.size() && is_among(kinds, tokens[phrase.last].text);
      if (is_said) {
        ++phrase.last;
      } else if (at > 0 && is_among(kinds, tokens[at - 1].text)) {
        is_said = true;
        --phrase.first;
      }
      if (phrase.first > 0 && is_among(kArticles, tokens[phrase.first - 1].text)) --phrase.first;
      const bool is_after = phrase.first > 0 && is_among(kBefore, tokens[phrase.first - 1].text);
      if (is_after) --phrase.first;
      if (!is_said && !(may_be_alone && is_after && is_made_up(name))) continue;
      // The longest name: "sales eu" before "sales".
      if (!best || count > best->last - best->first) best = std::move(phrase);
    }
  }
  return best;
}

/// `text` without the phrase and what it leaves behind: blanks, brackets, a colon.
std::string without(const std::string& text, const std::vector<Token>& tokens,
                    const Phrase& phrase) {
  std::string head = text.substr(0, tokens[phrase.first].from);
  std::string tail = text.substr(tokens[phrase.last - 1].to);
  while (!head.empty() && std::string_view(" ([,:").find(head.back()) != std::string_view::npos) {
    head.pop_back();
  }
  while (!tail.empty() && std::string_view(")],: ").find(tail.front()) != std::string_view::npos) {
    tail.erase(0, 1);
  }
  const bool needs_blank = !head.empty() && !tail.empty() && is_part(tail.front());
  return std::string(trim(head + (needs_blank ? " " : "") + tail));
}

/// Whether anything but small words is left.
bool says_something(const std::string& text) {
  for (const auto& token : tokens_of(text)) {
    if (!is_among(kBefore, token.text) && !is_among(kArticles, token.text) &&
        !is_among(kDatabase, token.text) && !is_among(kArea, token.text) &&
        !is_among(kSmall, token.text)) {
      return true;
    }
  }
  return false;
}

/// The name that the whole text is, articles and the like left aside.
std::string only_name(const std::string& text, const std::vector<std::string>& names) {
  const auto tokens = tokens_of(text);
  for (const auto& name : names) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      const auto count = matched(tokens, at, name);
      if (count > 0 && !says_something(without(text, tokens, {name, at, at + count}))) return name;
    }
  }
  return {};
}

}  // namespace

Scope scope_of(const std::string& question, const std::vector<Turn>& history,
               const std::vector<std::string>& databases, const std::vector<std::string>& areas) {
  Scope scope{question, {}, {}};
  if (!history.empty()) {
    scope.database = only_name(question, databases);
    if (scope.database.empty()) scope.area = only_name(question, areas);
    if (!scope.database.empty() || !scope.area.empty()) {
      scope.question = history.back().question;
      return scope;
    }
  }
  const auto take = [&](const std::optional<Phrase>& phrase, std::string& chosen) {
    if (!phrase) return;
    auto rest = without(scope.question, tokens_of(scope.question), *phrase);
    if (!says_something(rest)) return;
    chosen = phrase->name;
    scope.question = std::move(rest);
  };
  take(find_phrase(tokens_of(scope.question), databases, kDatabase, true), scope.database);
  take(find_phrase(tokens_of(scope.question), areas, kArea, false), scope.area);
  return scope;
}

std::string asked_of(const std::string& question, const std::string& database) {
  auto text = std::string(trim(question));
  std::string end;
  while (!text.empty() && std::string_view("?!. ").find(text.back()) != std::string_view::npos) {
    if (text.back() != ' ') end = text.back();
    text.pop_back();
  }
  return text + (is_made_up(database) ? " in " + database : " in the " + database + " database") +
         end;
}

}  // namespace askdb
