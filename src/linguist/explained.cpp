#include <algorithm>

#include "linguist/evidence.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

// As much as a name of several words is worth beyond its words: chance rarely makes one.
constexpr double kTogether = 0.12;
constexpr double kPassedBy = 0.7;

bool is_compared(const Query& query, const StoredValue& value) {
  const auto is_it = [&](const Condition& condition) {
    if (condition.subquery != nullptr && is_compared(*condition.subquery, value)) return true;
    return condition.left.column == value.column;
  };
  return std::any_of(query.filters.begin(), query.filters.end(), is_it) ||
         (query.set_right != nullptr && is_compared(*query.set_right, value));
}

bool names(const std::vector<Term>& terms, ColumnRef ref) {
  return std::any_of(terms.begin(), terms.end(),
                     [&](const Term& term) { return term.column == ref; });
}

/// Whether some clause is about the column.
bool reads(const Query& query, ColumnRef ref) {
  const auto in = [&](const Condition& condition) {
    return condition.left.column == ref || (condition.has_right && condition.right.column == ref) ||
           (condition.subquery != nullptr && reads(*condition.subquery, ref));
  };
  return names(query.select, ref) || names(query.group, ref) ||
         std::find(query.via.begin(), query.via.end(), ref) != query.via.end() ||
         std::any_of(query.order.begin(), query.order.end(),
                     [&](const Order& order) { return order.term.column == ref; }) ||
         std::any_of(query.filters.begin(), query.filters.end(), in) ||
         std::any_of(query.having.begin(), query.having.end(), in) ||
         (query.set_right != nullptr && reads(*query.set_right, ref));
}

/// The best of what the item may name among what the candidate reads.
double quality_of(const Item& item, const Candidate& candidate, bool is_used) {
  const auto& tables = candidate.rendered.tables;
  double quality = 0;
  for (const auto& hit : item.names) {
    const bool is_read = std::find(tables.begin(), tables.end(), hit.element.table) != tables.end();
    // A column that no clause took was only passed by.
    const bool is_meant = hit.element.column < 0 || reads(candidate.query, hit.element);
    const double trust = is_meant ? 1.0 : kPassedBy;
    if (is_read) quality = std::max(quality, trust * hit.quality);
  }
  for (const auto& value : item.values) {
    if (!is_used || !is_compared(candidate.query, value)) continue;
    quality = std::max(quality, item.is_corrected ? value.quality : 1.0);
  }
  return std::min(quality, 1.0);
}

}  // namespace

double explained_by(const Question& question, const Candidate& candidate) {
  double explained = 0;
  double words = 0;
  for (std::size_t i = 0; i < question.items.size(); ++i) {
    const auto& item = question.items[i];
    if (item.date || item.bucket) continue;
    const auto content = static_cast<double>(
        std::count_if(question.tokens.begin() + static_cast<std::ptrdiff_t>(item.begin),
                      question.tokens.begin() + static_cast<std::ptrdiff_t>(item.end), is_content));
    if (content == 0) continue;
    words += content;
    const double quality = quality_of(item, candidate, candidate.used[i] != 0);
    explained += quality * content + (quality > 0.9 ? kTogether * (content - 1) : 0);
  }
  return words > 0 ? explained / words : 0;
}

}  // namespace askdb::linguist
