#include "linguist/share.hpp"

#include <algorithm>

namespace askdb::linguist {

bool is_share_of_part(const Query& query) {
  return query.group.empty() && !query.filters.empty() &&
         std::any_of(query.select.begin(), query.select.end(),
                     [](const Term& term) { return term.is_share; });
}

std::pair<std::vector<Condition>, std::vector<Condition>> part_of_whole(const Query& query) {
  std::vector<Condition> part;
  std::vector<Condition> whole;
  for (const auto& condition : query.filters) {
    const bool is_date = !condition.literals.empty() && !condition.literals[0].until.empty();
    (is_date ? whole : part).push_back(condition);
  }
  if (part.empty()) part.swap(whole);
  return {part, whole};
}

}  // namespace askdb::linguist
