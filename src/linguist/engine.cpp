#include "linguist/engine.hpp"

#include <algorithm>
#include <queue>
#include <unordered_set>

#include "linguist/reader.hpp"

namespace askdb::linguist {

namespace {

struct Path {
  double cost = 0;
  std::size_t number = 0;  // Order of discovery: breaks ties the same way every time.
  std::vector<Deviation> deviations;
  bool operator>(const Path& other) const {
    return cost != other.cost ? cost > other.cost : number > other.number;
  }
};

constexpr std::size_t kMaxReadings = 160;
constexpr std::size_t kMaxDeviations = 3;

bool is_sound_term(const Term& term) {
  return term.column.column >= 0 || term.is_share || term.aggregate == Aggregate::kCount;
}

}  // namespace

bool is_sound(const Query& query) {
  const bool has_aggregate = std::any_of(
      query.select.begin(), query.select.end(),
      [](const Term& term) { return term.aggregate != Aggregate::kNone || term.is_share; });
  if (!std::all_of(query.select.begin(), query.select.end(), is_sound_term)) return false;
  for (const auto& filter : query.filters) {
    if (filter.left.aggregate != Aggregate::kNone || !is_sound_term(filter.left)) return false;
    if (filter.subquery != nullptr && !is_sound(*filter.subquery)) return false;
  }
  if (query.filters.empty() && query.group.empty() &&
      std::any_of(query.select.begin(), query.select.end(),
                  [](const Term& term) { return term.is_share; })) {
    return false;  // 100 percent of everything.
  }
  if (!query.having.empty() && query.group.empty() && !has_aggregate) return false;
  for (const auto& condition : query.having) {
    if (!is_sound_term(condition.left)) return false;
  }
  for (const auto& order : query.order) {
    if (!is_sound_term(order.term)) return false;
    const bool is_aggregate = order.term.aggregate != Aggregate::kNone;
    if (is_aggregate && query.group.empty() && !has_aggregate) return false;
  }
  return query.set_right == nullptr || is_sound(*query.set_right);
}

std::vector<Candidate> Engine::candidates(const Question& question, std::size_t limit) const {
  std::vector<Candidate> found;
  std::unordered_set<std::string> seen;
  std::priority_queue<Path, std::vector<Path>, std::greater<>> open;
  open.push({});
  std::size_t number = 0;
  std::size_t readings = 0;
  while (!open.empty() && readings < kMaxReadings && found.size() < limit) {
    const Path path = open.top();
    open.pop();
    ++readings;
    Choices choices(path.deviations);
    Reader reader(question, schema_, joins_, choices);
    Candidate candidate;
    candidate.query = reader.read();
    candidate.cost = choices.cost();
    if ((!candidate.query.select.empty() || candidate.query.selects_all) &&
        is_sound(candidate.query)) {
      candidate.rendered = render(candidate.query, schema_, joins_);
      if (!candidate.rendered.sql.empty() && seen.insert(candidate.rendered.sql).second) {
        candidate.features = choices.features();
        candidate.used = reader.used();
        add_whole_features(question, schema_, candidate);
        candidate.score = ranked_score(candidate);
        found.push_back(std::move(candidate));
      }
    }
    if (path.deviations.size() >= kMaxDeviations) continue;
    // Deviate once more, behind the last deviation, so that no path is visited twice.
    const std::size_t first =
        path.deviations.empty() ? 0 : path.deviations.back().point + std::size_t{1};
    for (std::size_t p = first; p < choices.points().size(); ++p) {
      const auto& point = choices.points()[p];
      for (std::size_t a = 0; a < point.costs.size(); ++a) {
        if (a == point.taken) continue;
        Path next = path;
        next.cost = choices.cost() + point.costs[a] - point.costs[point.taken];
        if (next.cost > 3.5) continue;
        next.number = ++number;
        next.deviations.push_back({static_cast<std::uint16_t>(p), static_cast<std::uint16_t>(a)});
        open.push(std::move(next));
      }
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.rendered.sql < b.rendered.sql;
  });
  return found;
}

}  // namespace askdb::linguist
