#include <algorithm>
#include <cmath>

#include "linguist/engine.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

class Noter {
 public:
  explicit Noter(std::vector<Feature>& features) : features_(features) {}
  void operator()(std::string_view name, double value = 1) {
    if (value != 0) features_.push_back({feature_name(name), static_cast<float>(value)});
  }

 private:
  std::vector<Feature>& features_;
};

}  // namespace

void add_whole_features(const Question& question, const SchemaIndex& schema, Candidate& candidate) {
  Noter note(candidate.features);
  const auto& query = candidate.query;
  double unused_values = 0;
  double unused_numbers = 0;
  double unused_columns = 0;
  double unused_dates = 0;
  for (std::size_t i = 0; i < question.items.size(); ++i) {
    if (candidate.used[i] != 0) continue;
    const auto& item = question.items[i];
    if (item.date) ++unused_dates;
    if (item.number && !item.is_ordinal) ++unused_numbers;
    if (!item.values.empty() && item.names.empty()) ++unused_values;
    if (item.column_quality() >= 0.9 && !is_noise_word(item.lower) &&
        item.column_quality() > item.table_quality()) {
      ++unused_columns;
    }
  }
  note("unused-value", unused_values);
  note("unused-number", unused_numbers);
  note("unused-column", unused_columns);
  note("unused-date", unused_dates);
  note("joins", candidate.rendered.joins);
  note("joins-many", candidate.rendered.joins > 2 ? 1 : 0);
  (void)schema;
  note(query.group.empty() ? "no-group" : "group");
  note("selects", static_cast<double>(std::min<std::size_t>(query.select.size(), 6)));
  note("filters", static_cast<double>(std::min<std::size_t>(query.filters.size(), 6)));
}

double ranked_score(const Candidate& candidate) {
  static const std::uint32_t kUnusedValue = feature_name("unused-value");
  static const std::uint32_t kUnusedNumber = feature_name("unused-number");
  static const std::uint32_t kUnusedColumn = feature_name("unused-column");
  static const std::uint32_t kUnusedDate = feature_name("unused-date");
  static const std::uint32_t kJoins = feature_name("joins");
  double score = -candidate.cost;
  for (const auto& feature : candidate.features) {
    if (feature.name == kUnusedValue) score -= 0.8 * feature.value;
    if (feature.name == kUnusedNumber) score -= 0.8 * feature.value;
    if (feature.name == kUnusedColumn) score -= 0.4 * feature.value;
    if (feature.name == kUnusedDate) score -= 0.8 * feature.value;
    if (feature.name == kJoins) score -= 0.1 * feature.value;
  }
  return score;
}

}  // namespace askdb::linguist
