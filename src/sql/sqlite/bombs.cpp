#include "sql/sqlite/bombs.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>

#include "base/text.hpp"

namespace askdb::sqlite {
namespace {

constexpr std::uint64_t kMaxBlobBytes = 10'000;
constexpr std::uint64_t kMaxWidth = 1'000;
/// SQLite copies a CTE's parse tree at each use; chains of doubled uses grow without bound.
constexpr std::uint64_t kMaxExpandedTokens = 200'000;

constexpr std::size_t kMaxTables = 32;

/// The number that `text` starts with; capped, so that it cannot overflow.
std::uint64_t leading_number(std::string_view text, std::size_t& at) {
  std::uint64_t value = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    value = std::min<std::uint64_t>(value * 10 + static_cast<unsigned>(text[at] - '0'), 1U << 31U);
  }
  return value;
}

std::optional<Refusal> check_format(const Token& token) {
  const std::string format = unquoted(token);
  for (std::size_t at = 0; at < format.size(); ++at) {
    if (format[at] != '%') continue;
    ++at;
    for (; at < format.size() && std::string_view("-+ 0#,!").find(format[at]) != std::string::npos;
         ++at) {
    }
    bool is_star = at < format.size() && format[at] == '*';
    std::uint64_t widest = leading_number(format, at);
    if (at < format.size() && format[at] == '.') {
      ++at;
      is_star = is_star || (at < format.size() && format[at] == '*');
      widest = std::max(widest, leading_number(format, at));
    }
    if (is_star || widest > kMaxWidth) {
      return Refusal{"cost",
                     "The format " + shortened(token.text, 60) +
                         " asks for a width of more than 1000 or one that is not constant.",
                     "Write the width as a number up to 1000.", token.offset};
    }
  }
  return std::nullopt;
}

/// `first` is the first token after the opening bracket.
std::optional<Refusal> check_call(std::string_view name, const Token& call, const Token& first,
                                  const Token& after) {
  if (iequals(name, "zeroblob") || iequals(name, "randomblob")) {
    std::size_t at = 0;
    const auto bytes = leading_number(first.text, at);
    if (first.kind == TokenKind::kNumber && at == first.text.size() && bytes <= kMaxBlobBytes &&
        is(after, ")")) {
      return std::nullopt;
    }
    return Refusal{"cost", "`" + std::string(name) + "` may make a value of at most 10000 bytes.",
                   "Write its size as a number up to 10000, or leave it out.", call.offset};
  }
  if (iequals(name, "printf") || iequals(name, "format")) {
    if (first.kind == TokenKind::kString && (is(after, ")") || is(after, ","))) {
      return check_format(first);
    }
    return Refusal{"cost", "The format of `" + std::string(name) + "` is not a constant.",
                   "Write the format as a literal in single quotes.", call.offset};
  }
  return std::nullopt;
}

bool names(const Token& token, const std::string& lower_name) {
  return (token.kind == TokenKind::kWord || token.kind == TokenKind::kQuotedName ||
          token.kind == TokenKind::kString) &&
         to_lower(unquoted(token)) == lower_name;
}

/// How many tokens the statement has once every CTE is written out at each of its uses. Bodies come
/// before their uses, so one pass in order of appearance does it; self-references count once.
std::optional<Refusal> check_expansion(const std::vector<Token>& tokens,
                                       const std::vector<CommonTable>& tables) {
  std::map<std::string, std::uint64_t> size;
  auto expanded = [&](std::size_t from, std::size_t to) {
    std::uint64_t sum = 0;
    for (std::size_t i = from; i < to && sum <= kMaxExpandedTokens; ++i) {
      const auto kind = tokens[i].kind;
      ++sum;
      if (kind == TokenKind::kWord || kind == TokenKind::kQuotedName) {
        const auto found = size.find(to_lower(unquoted(tokens[i])));
        if (found != size.end()) sum += found->second;
      }
    }
    return sum;
  };
  for (const auto& table : tables) {
    auto& known = size[to_lower(table.name)];
    const auto earlier = known;
    known = 0;
    known = std::max(earlier, expanded(table.first, table.last));
    if (known > kMaxExpandedTokens) {
      return Refusal{"cost", "The CTE `" + table.name + "` multiplies the CTEs it uses too often.",
                     "Use each CTE a few times only.", tokens[table.first].offset};
    }
  }
  return std::nullopt;
}

/// SQLite's planner takes more than linear time in the tables of one FROM.
std::optional<Refusal> check_joins(const std::vector<Token>& tokens) {
  for (std::size_t from = 0; from < tokens.size(); ++from) {
    if (!is(tokens[from], "from")) continue;
    std::size_t tables = 1;
    std::size_t depth = 0;
    for (std::size_t i = from + 1; i < tokens.size(); ++i) {
      if (is(tokens[i], "(")) ++depth;
      if (is(tokens[i], ")") && depth-- == 0) break;
      if (depth > 0) continue;
      if (is(tokens[i], "where") || is(tokens[i], "group") || is(tokens[i], "order")) break;
      if (is(tokens[i], ",") || is(tokens[i], "join")) ++tables;
    }
    if (tables > kMaxTables) {
      return Refusal{"depth", "One FROM joins more than 32 tables.",
                     "Join fewer tables, or join in several CTEs.", tokens[from].offset};
    }
  }
  return std::nullopt;
}

}  // namespace

bool has_bound(const std::vector<Token>& tokens, const CommonTable& table) {
  for (std::size_t i = table.first; i < table.last; ++i) {
    for (const auto word : {"where", "limit", "on", "using", "having", "natural"}) {
      if (is(tokens[i], word)) return true;
    }
  }
  return false;
}

bool is_recursive(const std::vector<Token>& tokens, const CommonTable& table) {
  const std::string lower_name = to_lower(table.name);
  for (std::size_t i = table.first; i < table.last; ++i) {
    if (names(tokens[i], lower_name)) return true;
  }
  return false;
}

std::optional<Refusal> find_bomb(const std::vector<Token>& tokens,
                                 const std::vector<CommonTable>& tables) {
  for (std::size_t i = 0; i + 3 < tokens.size(); ++i) {
    if (tokens[i].kind == TokenKind::kMark || !is(tokens[i + 1], "(")) continue;
    auto refusal = check_call(unquoted(tokens[i]), tokens[i], tokens[i + 2], tokens[i + 3]);
    if (refusal) return refusal;
  }
  if (auto refusal = check_joins(tokens)) return refusal;
  if (tables.empty()) return std::nullopt;
  return check_expansion(tokens, tables);
}

}  // namespace askdb::sqlite
