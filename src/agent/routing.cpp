#include "agent/routing.hpp"

#include <algorithm>

#include "agent/scope.hpp"
#include "base/text.hpp"

namespace askdb {
namespace {

// Databases that are translated for; the link ranks the right one among these.
constexpr std::size_t kMaxTried = 3;
// The next database is this much less likely: then it need not be tried.
constexpr double kFarBehind = 0.7;

// What each sign is worth, beside 1 for a translation that can be run.
constexpr double kLink = 1.5;
constexpr double kCoverage = 0.5;
constexpr double kSure = 0.5;
constexpr double kUnknownWord = 0.25;
constexpr double kHome = 0.6;
// Another database explains "clearly more" when the one before falls below this part of it.
constexpr double kStays = 0.6;

// A database that cannot be reached answers nothing; one that knows much less still does not
// either.
constexpr double kUnreachable = 0.6;
// "About as well": this part of the best link score, and this much less coverage or confidence.
constexpr double kEqualLink = 0.95;
constexpr double kEqualCoverage = 0.02;
constexpr double kEqualConfidence = 0.15;
// A database that cannot be reached is worth a word when its score is this part of the best one.
constexpr double kMightAnswer = 0.7;
constexpr std::size_t kMaxLeftOut = 3;

constexpr double kHigh = 0.8;
constexpr double kMedium = 0.5;

bool can_run(const Route& route) {
  return route.translation.is_answerable && !route.translation.sql.empty();
}

/// The tables that both read are the same ones: a replica.
bool is_same_data(const Route& a, const Route& b, const SchemaContext& schema) {
  if (a.translation.tables != b.translation.tables) return false;
  const auto& left = *schema.databases[a.database].entry->database;
  const auto& right = *schema.databases[b.database].entry->database;
  return std::all_of(
      a.translation.tables.begin(), a.translation.tables.end(), [&](const std::string& name) {
        const auto* one = left.table({}, name);
        const auto* other = right.table({}, name);
        if (one == nullptr || other == nullptr) return false;
        return one->columns.size() == other->columns.size() &&
               one->row_estimate == other->row_estimate && one->size_bytes == other->size_bytes;
      });
}

}  // namespace

std::vector<std::size_t> tried(const SchemaContext& schema, const Continued& continued) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < schema.databases.size(); ++i) {
    const bool is_home = schema.databases[i].name == continued.database;
    if (is_home) order.insert(order.begin(), i);
    if (!is_home && i < kMaxTried) order.push_back(i);
  }
  return order;
}

bool is_alone(const SchemaContext& schema, const Continued& continued, std::size_t index) {
  if (!continued.database.empty()) return false;
  const auto& databases = schema.databases;
  return index + 1 >= databases.size() ||
         databases[index + 1].score < kFarBehind * databases[index].score;
}

std::vector<std::size_t> equal_routes(const std::vector<Route>& routes, const SchemaContext& schema,
                                      const Continued& continued, std::size_t best) {
  if (!continued.database.empty() || !can_run(routes[best])) return {};
  const auto& first = schema.databases[routes[best].database];
  std::vector<std::size_t> equal{best};
  for (std::size_t i = 0; i < routes.size(); ++i) {
    const auto& other = schema.databases[routes[i].database];
    const auto& translation = routes[i].translation;
    const bool is_as_good =
        i != best && can_run(routes[i]) && !other.failure &&
        translation.not_understood.size() <= routes[best].translation.not_understood.size() &&
        other.score >= kEqualLink * first.score &&
        other.linking.coverage >= first.linking.coverage - kEqualCoverage &&
        translation.confidence >= routes[best].translation.confidence - kEqualConfidence;
    if (is_as_good && !is_same_data(routes[best], routes[i], schema)) equal.push_back(i);
  }
  if (equal.size() < 2) equal.clear();
  return equal;
}

std::size_t used_before(const std::vector<std::size_t>& equal, const std::vector<Route>& routes,
                        const SchemaContext& schema, const std::vector<Turn>& history) {
  for (auto turn = history.rbegin(); turn != history.rend(); ++turn) {
    std::vector<std::size_t> used;
    for (const auto i : equal) {
      const auto& name = schema.databases[routes[i].database].name;
      const auto& names = turn->databases;
      if (std::find(names.begin(), names.end(), name) != names.end()) used.push_back(i);
    }
    if (used.size() == 1) return used.front();
    if (!used.empty()) break;
  }
  return routes.size();
}

Understanding which_database(const std::vector<std::size_t>& equal,
                             const std::vector<Route>& routes, const SchemaContext& schema,
                             const QuestionContext& context) {
  Understanding result;
  result.validation.is_relevant = true;
  result.confidence = Confidence::kLow;
  result.understood_as = context.question;
  std::vector<std::string> described;
  for (const auto i : equal) {
    const auto& database = schema.databases[routes[i].database];
    result.validation.relevant_databases.push_back(database.name);
    result.suggestions.push_back(asked_of(context.question, database.name));
    const auto tables = join(routes[i].translation.tables, ", ");
    described.push_back(database.name + (tables.empty() ? "" : " (" + tables + ")"));
  }
  const bool is_german = context.language == "de";
  result.decision = DecisionResult{
      DecisionAction::kAskClarification, "Several databases explain the question.",
      (is_german ? "Welche Datenbank ist gemeint: " : "Which database do you mean: ") +
          join(described, is_german ? " oder " : " or ") + "?"};
  return result;
}

std::vector<std::string> left_out(const SchemaContext& schema, const std::string& chosen) {
  std::vector<std::string> notes;
  std::size_t more = 0;
  const auto tell = [&](const std::string& name, const Error& error, const char* what) {
    if (notes.size() == kMaxLeftOut) {
      ++more;
      return;
    }
    notes.push_back(name + what + one_line(error));
  };
  for (const auto& [name, error] : schema.unavailable) {
    tell(name, error, " could not be asked and was left out: ");
  }
  const double best = schema.databases.empty() ? 0 : schema.databases.front().score;
  for (const auto& database : schema.databases) {
    if (!database.failure || database.name == chosen) continue;
    if (database.score < kMightAnswer * best || database.score <= 0) continue;
    tell(database.name, *database.failure, " might answer this too but cannot be reached: ");
  }
  if (more > 0) notes.push_back(std::to_string(more) + " more databases could not be asked.");
  return notes;
}

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
    const double score = (can_run(routes[i]) ? 1 : 0) + kLink * database.score / best_link +
                         kCoverage * database.linking.coverage + kSure * translation.confidence -
                         kUnknownWord * static_cast<double>(translation.not_understood.size()) +
                         (database.name == home ? kHome : 0) -
                         (database.failure ? kUnreachable : 0);
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
