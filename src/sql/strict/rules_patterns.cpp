#include <algorithm>

#include "base/text.hpp"
#include "sql/strict/fold.hpp"
#include "sql/strict/rules.hpp"

// Backtracking engines take exponential time where a repeated group can match one text in many
// ways: (a+)+, (a|a)*, (.*,)*; and for back-references. A constant pattern shows it.

namespace askdb::strict {
namespace {

/// One group of a pattern while it is read.
struct Group {
  bool has_repeat = false;  ///< Something inside repeats without bound.
  bool has_choice = false;
};

/// A quantifier at `at`: its length, and whether it repeats many times.
struct Quantifier {
  std::size_t size = 0;
  bool is_many = false;
};

Quantifier quantifier_at(std::string_view pattern, std::size_t at) {
  if (at >= pattern.size()) return {};
  Quantifier found;
  if (pattern[at] == '*' || pattern[at] == '+') {
    found = {1, true};
  } else if (pattern[at] == '?') {
    found = {1, false};
  } else if (pattern[at] == '{') {
    const auto close = pattern.find('}', at);
    if (close == std::string_view::npos) return {};
    const auto inside = pattern.substr(at + 1, close - at - 1);
    if (inside.empty() || inside.find_first_not_of("0123456789,") != std::string_view::npos) {
      return {};
    }
    // Up to a handful of rounds backtracking stays bearable.
    const bool is_short = inside.size() == 1 && inside[0] < '6';
    found = {close - at + 1, !is_short};
  } else {
    return {};
  }
  const std::size_t next = at + found.size;
  if (next < pattern.size() && (pattern[next] == '?' || pattern[next] == '+')) ++found.size;
  return found;
}

/// Behind the character class that opens at `at`.
std::size_t behind_class(std::string_view pattern, std::size_t at) {
  std::size_t i = at + 1;
  if (i < pattern.size() && pattern[i] == '^') ++i;
  if (i < pattern.size() && pattern[i] == ']') ++i;
  for (; i < pattern.size() && pattern[i] != ']'; ++i) {
    if (pattern[i] == '\\') ++i;
  }
  return i + 1;
}

std::string_view danger_in(std::string_view pattern) {
  std::vector<Group> open(1);
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    Group inside;
    if (c == '\\') {
      const char next = at + 1 < pattern.size() ? pattern[at + 1] : '\0';
      if ((next >= '1' && next <= '9') || next == 'k') return "refers back to a group";
      at += 2;
    } else if (c == '[') {
      at = behind_class(pattern, at);
    } else if (c == '(') {
      if (pattern.substr(at).starts_with("(?") && at + 2 < pattern.size() &&
          std::string_view("=!<P&R0+-(").find(pattern[at + 2]) != std::string_view::npos) {
        return "looks around or calls itself";
      }
      if (open.size() > 20) return "is nested very deeply";
      open.emplace_back();
      ++at;
      if (at < pattern.size() && pattern[at] == '?') ++at;
      continue;
    } else if (c == ')') {
      if (open.size() > 1) {
        inside = open.back();
        open.pop_back();
        open.back().has_repeat = open.back().has_repeat || inside.has_repeat;
        open.back().has_choice = open.back().has_choice || inside.has_choice;
      }
      ++at;
    } else {
      if (c == '|') open.back().has_choice = true;
      ++at;
    }
    const Quantifier quantifier = quantifier_at(pattern, at);
    at += quantifier.size;
    if (!quantifier.is_many) continue;
    if (inside.has_repeat || inside.has_choice) return "repeats a group that can vary by itself";
    open.back().has_repeat = true;
  }
  return {};
}

/// A group of plain alternatives may repeat if none of them can stand for another.
bool is_fine(std::string_view pattern) { return danger_in(pattern).empty(); }

}  // namespace

Objection check_patterns(const Subject& subject) {
  const Words* functions = subject.language.pattern_functions;
  if (functions == nullptr) return {};
  return first_objection(subject, [&](const Node& node) -> Objection {
    const Node* pattern = nullptr;
    if (node.kind == Kind::kLike) {
      pattern = node.child(Slot::kPattern);
      const bool is_like =
          node.text.ends_with(" like") || node.text == "like" || node.text.ends_with("ilike");
      if (is_like) {
        const auto text = fold_text(pattern);
        if (text && std::count(text->begin(), text->end(), '%') > 20) {
          return Refusal{"argument", "A LIKE pattern with more than 20 wildcards takes very long.",
                         "Write a simpler pattern.", node.offset};
        }
        return {};
      }
    } else if (node.kind == Kind::kCall && functions->count(to_lower(node.text)) > 0) {
      const auto arguments = node.all(Slot::kArgument);
      if (arguments.size() > 1) pattern = arguments[1];
    }
    if (pattern == nullptr) return {};
    const auto text = fold_text(pattern);
    if (!text) {
      if (pattern->kind == Kind::kColumn) return {};
      return Refusal{"argument", "The regular expression is not a constant.",
                     "Write it as a text in quotes, or use LIKE.", pattern->offset};
    }
    if (text->size() <= 1'000 && is_fine(*text)) return {};
    const auto why = danger_in(*text);
    return Refusal{"argument",
                   "The regular expression " +
                       std::string(why.empty() ? std::string_view("is very long") : why) + ".",
                   "Write a simpler pattern, without repeats inside repeated groups.",
                   pattern->offset};
  });
}

}  // namespace askdb::strict
