#include "federation/scope.hpp"

#include <algorithm>

namespace askdb::federation {
namespace {

bool is_called(const Source& source, const std::vector<std::string>& parts) {
  if (parts.size() == 2) return source.alias == parts[0];
  return source.database == parts[0] && source.table == parts[1];
}

}  // namespace

std::optional<Hit> resolve(const std::vector<std::string>& parts, const Scope& scope) {
  if (parts.empty() || parts.size() > 3) return std::nullopt;
  for (const Scope* level = &scope; level != nullptr; level = level->outer) {
    std::optional<Hit> hit;
    for (std::size_t i = 0; i < level->sources.size(); ++i) {
      const auto& source = level->sources[i];
      if (parts.size() > 1 && !is_called(source, parts)) continue;
      const auto found = source.columns.named.find(parts.back());
      const bool is_here = found != source.columns.named.end();
      if (!is_here && (parts.size() > 1 || !source.columns.is_complete)) return std::nullopt;
      if (!is_here) continue;
      if (hit) return std::nullopt;
      hit = Hit{level, i, found->second};
    }
    if (hit) return hit;
    if (parts.size() > 1) continue;
    const auto& aliases = level->aliases;
    if (std::find(aliases.begin(), aliases.end(), parts[0]) != aliases.end()) return std::nullopt;
  }
  return std::nullopt;
}

bool is_nullable_below(const Source& source, std::size_t join) {
  return std::any_of(source.nullable_by.begin(), source.nullable_by.end(),
                     [&](std::size_t other) { return other < join; });
}

bool drops_rows_of(const Scope& scope, std::size_t join, std::size_t source) {
  if (join == kWhere) return true;
  const auto& one = scope.joins[join];
  if (source < one.first || source >= one.last) return false;
  const bool is_left = source < one.middle;
  if (one.type == "INNER" || one.type == "SEMI") return true;
  if (one.type == "LEFT" || one.type == "ANTI") return !is_left;
  return one.type == "RIGHT" && is_left;
}

}  // namespace askdb::federation
