#include "sql/policy.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace askdb {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  // Where to go back to: after the last star, which then takes one byte more.
  std::size_t star = std::string_view::npos;
  std::size_t taken = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || lower(pattern[p]) == lower(text[t]))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++taken;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

RelationPolicy::RelationPolicy(const GuardPolicy& policy)
    : allow_(split_all(policy.allow)), deny_(split_all(policy.deny)) {}

std::vector<RelationPolicy::Pattern> RelationPolicy::split_all(
    const std::vector<std::string>& globs) {
  std::vector<Pattern> patterns;
  for (const auto& glob : globs) {
    const auto text = trim(glob);
    if (text.empty()) continue;
    const auto dot = text.find('.');
    if (dot == std::string_view::npos) {
      patterns.push_back({"*", std::string(text)});
    } else {
      patterns.push_back({std::string(text.substr(0, dot)), std::string(text.substr(dot + 1))});
    }
  }
  return patterns;
}

bool RelationPolicy::matches_any(const std::vector<Pattern>& patterns, std::string_view schema,
                                 std::string_view table) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const Pattern& pattern) {
    return matches_glob(pattern.schema, schema) && matches_glob(pattern.table, table);
  });
}

bool RelationPolicy::allows(std::string_view schema, std::string_view table) const {
  return matches_any(allow_, schema, table) && !matches_any(deny_, schema, table);
}

Refusal relation_refusal(std::string_view name, std::optional<std::size_t> offset) {
  return {"relation", "Table `" + shortened(name, 120) + "` may not be read here.",
          "Use only the tables and views that the schema lists.", offset};
}

}  // namespace askdb
