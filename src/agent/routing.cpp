#include "agent/routing.hpp"

#include <algorithm>

namespace askdb {
namespace {

// What each sign is worth, beside 1 for a translation that can be run.
constexpr double kLink = 1.5;
constexpr double kCoverage = 0.5;
constexpr double kSure = 0.5;
constexpr double kUnknownWord = 0.25;
constexpr double kHome = 0.6;
// Another database explains "clearly more" when the one before falls below this part of it.
constexpr double kStays = 0.6;

constexpr double kHigh = 0.8;
constexpr double kMedium = 0.5;

}  // namespace

bool stays(const Continued& continued) {
  if (continued.database.empty()) return false;
  double own = 0;
  double best = 0;
  for (const auto& [database, score] : continued.own_scores) {
    best = std::max(best, score);
    if (database == continued.database) own = score;
  }
  return own >= kStays * best;
}

std::size_t best_route(const std::vector<Route>& routes, const SchemaContext& schema,
                       const Continued& continued) {
  double best_link = 1e-9;
  for (const auto& route : routes) {
    best_link = std::max(best_link, schema.databases[route.database].score);
  }
  const auto home = stays(continued) ? continued.database : std::string();
  std::size_t best = 0;
  double best_score = -1e9;
  for (std::size_t i = 0; i < routes.size(); ++i) {
    const auto& translation = routes[i].translation;
    const auto& database = schema.databases[routes[i].database];
    const bool can_run = translation.is_answerable && !translation.sql.empty();
    const double score = (can_run ? 1 : 0) + kLink * database.score / best_link +
                         kCoverage * database.linking.coverage + kSure * translation.confidence -
                         kUnknownWord * static_cast<double>(translation.not_understood.size()) +
                         (database.name == home ? kHome : 0);
    if (score <= best_score) continue;
    best = i;
    best_score = score;
  }
  return best;
}

Confidence confidence_of(const Translation& translation) {
  if (translation.confidence < kMedium) return Confidence::kLow;
  const bool is_sure = translation.confidence >= kHigh && translation.not_understood.empty();
  return is_sure ? Confidence::kHigh : Confidence::kMedium;
}

}  // namespace askdb
