#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "linguist/engine.hpp"
#include "linguist/ranker_weights.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

/// Words that ask for a clause. Each is paired with what the candidate does, so that the ranker
/// learns which clause which word calls for.
constexpr std::string_view kCues[]{
    "each",         "every",   "per",      "different", "distinct", "unique",       "all",
    "many",         "number",  "count",    "average",   "mean",     "total",        "sum",
    "maximum",      "minimum", "max",      "min",       "highest",  "lowest",       "most",
    "least",        "largest", "smallest", "common",    "popular",  "top",          "oldest",
    "youngest",     "latest",  "earliest", "more",      "less",     "fewer",        "than",
    "over",         "above",   "below",    "under",     "between",  "not",          "no",
    "never",        "without", "both",     "and",       "or",       "but",          "either",
    "also",         "who",     "which",    "whose",     "that",     "have",         "has",
    "with",         "by",      "order",    "sorted",    "ordered",  "descending",   "ascending",
    "alphabetical", "for",     "of",       "in",        "from",     "what",         "find",
    "list",         "show",    "give",     "return",    "how",      "name",         "names",
    "id",           "ids",     "exactly",  "any",       "along",    "corresponding"};

class Noter {
 public:
  explicit Noter(std::vector<Feature>& features) : features_(features) {}
  void operator()(std::string_view name, double value = 1) {
    if (value != 0) features_.push_back({feature_name(name), static_cast<float>(value)});
  }

 private:
  std::vector<Feature>& features_;
};

/// Short names for what the SQL does.
std::vector<std::string> traits_of(const Candidate& candidate, const SchemaIndex& schema) {
  std::vector<std::string> traits;
  const auto& query = candidate.query;
  const auto add = [&](std::string text) { traits.push_back(std::move(text)); };
  const std::size_t count = std::min<std::size_t>(query.select.size(), 5);
  add("select" + std::to_string(count));
  if (query.selects_all) add("star");
  if (query.is_distinct) add("distinct");
  bool has_count = false;
  bool has_aggregate = false;
  for (std::size_t i = 0; i < query.select.size(); ++i) {
    const auto& term = query.select[i];
    switch (term.aggregate) {
      case Aggregate::kCount:
        add(term.column.column < 0 ? "count"
            : term.is_distinct     ? "count-distinct"
                                   : "count-column");
        has_count = true;
        break;
      case Aggregate::kSum:
        add("sum");
        break;
      case Aggregate::kAverage:
        add("avg");
        break;
      case Aggregate::kMaximum:
        add("max");
        break;
      case Aggregate::kMinimum:
        add("min");
        break;
      case Aggregate::kNone: {
        const auto& column = schema.column(term.column);
        add(column.is_key ? "shows-key" : column.is_name ? "shows-name" : "shows-other");
      }
    }
    has_aggregate = has_aggregate || term.aggregate != Aggregate::kNone;
  }
  if (has_aggregate && count > 1) {
    add(query.select[0].aggregate != Aggregate::kNone ? "aggregate-first" : "aggregate-later");
  }
  if (!query.group.empty()) {
    add("group" + std::to_string(std::min<std::size_t>(query.group.size(), 3)));
    const auto& key = query.group[0].column;
    if (key.column >= 0) add(schema.column(key).is_key ? "group-key" : "group-column");
    if (!has_count && query.having.empty()) add("group-uncounted");
  }
  if (!query.having.empty()) add("having");
  for (const auto& order : query.order) {
    std::string text = order.is_descending ? "down" : "up";
    text += order.term.aggregate == Aggregate::kCount  ? "-count"
            : order.term.aggregate != Aggregate::kNone ? "-aggregate"
                                                       : "-column";
    if (query.limit > 0) text += "-limit";
    add(text);
  }
  if (query.limit > 1) add("limit-many");
  add("filters" + std::to_string(std::min<std::size_t>(query.filters.size(), 4)));
  for (const auto& filter : query.filters) {
    if (filter.is_or) add("or");
    if (filter.subquery != nullptr) add(filter.op == Operator::kNotIn ? "not-in" : "nested");
    if (filter.op == Operator::kNotEqual) add("not-equal");
    if (filter.op == Operator::kLike) add("like");
    if (filter.op == Operator::kEqual && filter.subquery == nullptr) add("equal");
    if (filter.op == Operator::kIsNull) add("null");
  }
  if (query.set_operation != SetOperation::kNone) {
    add("set" + std::to_string(static_cast<int>(query.set_operation)));
  }
  add("joins" + std::to_string(std::min(candidate.rendered.joins, 4)));
  return traits;
}

}  // namespace

void add_whole_features(const Question& question, const SchemaIndex& schema, Candidate& candidate) {
  Noter note(candidate.features);
  double unused_values = 0;
  double unused_numbers = 0;
  double unused_columns = 0;
  double unused_tables = 0;
  double unused_dates = 0;
  for (std::size_t i = 0; i < question.items.size(); ++i) {
    const auto& item = question.items[i];
    const int table = item.best_table();
    if (table >= 0 && item.table_quality() >= 0.9 && item.table_quality() > item.column_quality()) {
      const auto& tables = candidate.rendered.tables;
      if (std::find(tables.begin(), tables.end(), table) == tables.end()) ++unused_tables;
    }
    if (candidate.used[i] != 0) continue;
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
  note("unused-table", unused_tables);
  note("unused-date", unused_dates);
  note("joins", candidate.rendered.joins);
  std::vector<std::uint32_t> cues;
  for (const auto& token : question.tokens) {
    if (token.is_quoted) continue;
    const auto found = std::find(std::begin(kCues), std::end(kCues), token.lower);
    if (found == std::end(kCues)) continue;
    const auto cue = static_cast<std::uint32_t>(found - std::begin(kCues)) + 1;
    if (std::find(cues.begin(), cues.end(), cue) == cues.end()) cues.push_back(cue);
  }
  for (const auto& trait : traits_of(candidate, schema)) {
    const std::uint32_t name = feature_name("trait:" + trait);
    candidate.features.push_back({name, 1});
    for (const auto cue : cues) {
      candidate.features.push_back({(name ^ (cue * 2654435761U)) * 16777619U, 1});
    }
  }
}

double ranked_score(const Candidate& candidate) {
  static const auto kWeights = [] {
    std::unordered_map<std::uint32_t, float> weights;
    weights.reserve(kRankerWeights.size() * 2);
    for (const auto& weight : kRankerWeights) {
      weights.emplace(weight.feature, static_cast<float>(weight.thousandths) / 1000.0F);
    }
    return weights;
  }();
  double score = -kRankerCostWeight * candidate.cost;
  for (const auto& feature : candidate.features) {
    const auto found = kWeights.find(feature.name);
    if (found != kWeights.end()) score += static_cast<double>(found->second * feature.value);
  }
  return score;
}

}  // namespace askdb::linguist
