#include <algorithm>
#include <vector>

#include "linguist/evidence.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

/// What a query does anywhere, subqueries included.
struct Clauses {
  bool counts = false;    ///< Or shows, orders or compares a number that may be the count.
  bool averages = false;  ///< Or reads a column, which may hold averages, in the same way.
  bool ranks = false;     ///< Takes a greatest or least.
  bool excludes = false;  ///< Rows, by any negated condition.
  bool compares = false;  ///< With less or greater.
  bool groups = false;
};

void read_term(const Term& term, const SchemaIndex& schema, Clauses& clauses) {
  switch (term.aggregate) {
    case Aggregate::kCount:
    case Aggregate::kSum:
      clauses.counts = true;
      break;
    case Aggregate::kAverage:
      clauses.averages = true;
      break;
    case Aggregate::kMaximum:
    case Aggregate::kMinimum:
      clauses.ranks = true;
      break;
    case Aggregate::kNone:
      break;
  }
  if (term.is_share) clauses.counts = true;
  if (term.column.column < 0 || term.aggregate != Aggregate::kNone) return;
  const auto& column = schema.column(term.column);
  if (column.is_number && !column.is_key) clauses.counts = true;
}

void read_clauses(const Query& query, const SchemaIndex& schema, Clauses& clauses);

void read_condition(const Condition& condition, const SchemaIndex& schema, Clauses& clauses) {
  read_term(condition.left, schema, clauses);
  if (condition.has_right) read_term(condition.right, schema, clauses);
  switch (condition.op) {
    case Operator::kNotEqual:
    case Operator::kNotLike:
    case Operator::kNotIn:
    case Operator::kIsNull:
    case Operator::kIsNotNull:
      clauses.excludes = true;
      break;
    case Operator::kLess:
    case Operator::kLessOrEqual:
    case Operator::kGreater:
    case Operator::kGreaterOrEqual:
    case Operator::kBetween:
      clauses.compares = true;
      break;
    default:
      break;
  }
  if (condition.subquery != nullptr) read_clauses(*condition.subquery, schema, clauses);
}

void read_clauses(const Query& query, const SchemaIndex& schema, Clauses& clauses) {
  for (const auto& term : query.select) read_term(term, schema, clauses);
  for (const auto& condition : query.filters) read_condition(condition, schema, clauses);
  for (const auto& condition : query.having) read_condition(condition, schema, clauses);
  for (const auto& order : query.order) read_term(order.term, schema, clauses);
  if (!query.order.empty()) clauses.ranks = true;
  if (!query.group.empty()) clauses.groups = true;
  if (query.set_operation == SetOperation::kExcept) clauses.excludes = true;
  if (query.set_right != nullptr) read_clauses(*query.set_right, schema, clauses);
}

bool may_hold(const SchemaIndex& schema, const Condition& condition, Granularity granularity) {
  if (condition.left.column.column < 0) return false;
  const auto& column = schema.column(condition.left.column);
  if (column.is_date || (granularity == Granularity::kYear && !column.is_key && !column.is_text))
    return true;
  // Dates stored as text, rather than the city that the question names too.
  return column.is_text &&
         std::any_of(condition.literals.begin(), condition.literals.end(),
                     [](const Literal& value) {
                       return value.text.find_first_of("0123456789") != std::string::npos;
                     });
}

}  // namespace

bool restricts_dates(const Query& query, const SchemaIndex& schema, Granularity granularity) {
  const auto holds = [&](const Condition& condition) {
    return may_hold(schema, condition, granularity) ||
           (condition.subquery != nullptr &&
            restricts_dates(*condition.subquery, schema, granularity));
  };
  return std::any_of(query.filters.begin(), query.filters.end(), holds) ||
         std::any_of(query.having.begin(), query.having.end(), holds) ||
         (query.set_right != nullptr && restricts_dates(*query.set_right, schema, granularity));
}

std::vector<std::size_t> missing_cues(const Question& question, const Query& query,
                                      const SchemaIndex& schema) {
  Clauses clauses;
  read_clauses(query, schema, clauses);
  std::vector<char> names(question.tokens.size(), 0);  // Words of names and values are no cues.
  for (const auto& item : question.items) {
    if (item.names.empty() && item.values.empty()) continue;
    std::fill(names.begin() + static_cast<std::ptrdiff_t>(item.begin),
              names.begin() + static_cast<std::ptrdiff_t>(item.end), 1);
  }
  const auto word = [&](std::size_t i) {
    return i < question.tokens.size() && names[i] == 0 && !question.tokens[i].is_quoted
               ? std::string_view(question.tokens[i].lower)
               : std::string_view();
  };
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < question.tokens.size(); ++i) {
    if (word(i).empty()) continue;
    const auto before = i > 0 ? word(i - 1) : std::string_view();
    const auto after = word(i + 1);
    bool is_missing = false;
    if ((word(i) == "how" && after == "many") ||
        (is_one_of(word(i), {"number", "count"}) && after == "of")) {
      is_missing = !clauses.counts;
    } else if (is_one_of(word(i), {"average", "mean", "avg"})) {
      is_missing = !clauses.averages;
    } else if (word(i) == "per") {
      is_missing = !clauses.groups;
    } else if (is_one_of(word(i), {"not",     "never",  "without", "except", "excluding", "neither",
                                   "nor",     "none",   "nobody",  "no",     "n't",       "don't",
                                   "doesn't", "didn't", "isn't",   "aren't", "hasn't",    "haven't",
                                   "won't",   "cannot", "wasn't",  "weren't"})) {
      // "no more than", "not only": these negate no row.
      const bool is_bound = degree(after) || after == "only";
      is_missing = !clauses.excludes && !(is_bound && clauses.compares) && after != "only";
    } else if (before != "at" &&
               (word(i) != "top" ||
                question.tokens[i + 1 < question.tokens.size() ? i + 1 : i].number)) {
      const auto which = degree(word(i));
      is_missing = which && which->is_superlative && !clauses.ranks;
    }
    if (is_missing) missing.push_back(i);
  }
  return missing;
}

}  // namespace askdb::linguist
