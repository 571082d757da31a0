#include "sql/postgresql/recursion_term.hpp"

#include <algorithm>
#include <cmath>

#include "sql/postgresql/fold.hpp"

namespace askdb::postgresql {
namespace {

constexpr double kMostRounds = 1'000'000;
constexpr double kMostRows = 1e7;

std::optional<double> days(const Message* time) {
  const auto seconds = fold_time(time);
  if (!seconds) return {};
  return *seconds / 86400.0;
}

double fanout(const Message& item) {
  const auto* nested = as<PgQuery__RangeSubselect>(&item);
  const auto* query = nested == nullptr ? nullptr : as<PgQuery__SelectStmt>(nested->subquery);
  if (query != nullptr && query->n_values_lists > 0) {
    return static_cast<double>(query->n_values_lists);
  }
  double count = 10;
  walk(item, [&count](const Message& node) {
    const auto* call = as<PgQuery__FuncCall>(&node);
    if (call == nullptr || call->n_args < 2) return true;
    const auto first = fold_number(unwrap(call->args[0]));
    const auto last = fold_number(unwrap(call->args[1]));
    if (first && last) count = std::max(1.0, *last - *first + 1);
    return true;
  });
  return count;
}

}  // namespace

RecursiveTerm::Change RecursiveTerm::change_of(std::size_t column) const {
  const Message* value = output(next_, column);
  while (const auto* cast = as<PgQuery__TypeCast>(value)) value = unwrap(cast->arg);
  if (own_column(value) == column) return {Step::kSame, 0};
  const auto* operation = as<PgQuery__AExpr>(value);
  if (operation == nullptr || operation->n_name == 0) return {};
  const auto name = comparison(value);
  const Message* left = unwrap(operation->lexpr);
  const Message* right = unwrap(operation->rexpr);
  if (own_column(left) != column) {
    if (name != "+" && name != "*") return {};
    std::swap(left, right);
  }
  if (own_column(left) != column) return {};
  auto size = fold_number(right);
  if (!size) {
    size = fold_interval(right);
    if (size) *size /= 86400.0;
  }
  if (!size) return {};
  if (name == "+" || name == "-") {
    const double by = name == "+" ? *size : -*size;
    if (by == 0) return {Step::kSame, 0};
    return {by > 0 ? Step::kUp : Step::kDown, std::abs(by)};
  }
  if (name == "*") return *size > 1 ? Change{Step::kTimes, *size} : Change{Step::kSame, 0};
  return {};
}

double RecursiveTerm::rounds(const Message* condition, std::size_t column,
                             const Change& change) const {
  const auto* test = as<PgQuery__AExpr>(condition);
  if (test == nullptr || change.step == Step::kSame) return HUGE_VAL;
  std::string name = comparison(condition);
  const Message* left = unwrap(test->lexpr);
  const Message* right = unwrap(test->rexpr);
  if (name == "BETWEEN") {
    const auto* bounds = as<PgQuery__List>(right);
    if (bounds == nullptr || bounds->n_items != 2 || !mentions_own(left, column)) return HUGE_VAL;
    right = unwrap(bounds->items[change.step == Step::kDown ? 0 : 1]);
    name = change.step == Step::kDown ? ">=" : "<=";
  } else if (!mentions_own(left, column)) {
    if (!mentions_own(right, column)) return HUGE_VAL;
    std::swap(left, right);
    name = name == "<" ? ">" : name == "<=" ? ">=" : name == ">" ? "<" : name == ">=" ? "<=" : name;
  }
  // The column on both sides ("n = n") bounds nothing.
  if (mentions_own(right, column)) return HUGE_VAL;
  const bool is_upper = name == "<" || name == "<=";
  const bool is_lower = name == ">" || name == ">=";
  if (change.step == Step::kOther) {
    const bool is_test = is_upper || is_lower || name == "<>" || name == "=" || name == "~~";
    return is_test ? 1'000 : HUGE_VAL;
  }
  if (change.step == Step::kDown ? !is_lower : !is_upper) return HUGE_VAL;
  auto bound = fold_number(right);
  if (!bound) bound = days(right);
  // A bound from the data ("< (SELECT max(...))") is as large as the data.
  if (!bound) return change.size < 1e-4 ? HUGE_VAL : 1'000;
  const Message* first = output(start_, column);
  auto from = fold_number(first);
  if (!from) from = days(first);
  const double distance = std::abs(*bound - from.value_or(0));
  if (change.step == Step::kTimes) {
    return from && *from <= 0 ? HUGE_VAL
                              : std::log(std::max(2.0, distance)) / std::log(change.size) + 2;
  }
  return distance / change.size + 1;
}

bool RecursiveTerm::steps_to_a_bound() const {
  double fewest = HUGE_VAL;
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    const Change change = change_of(column);
    for (const Message* condition : from_.conditions) {
      fewest = std::min(fewest, rounds(condition, column, change));
      // NOT (x = ANY(path)) and its kin stop at cycles, but only a walk makes progress.
    }
  }
  if (fewest > kMostRounds) return false;
  double branches = 1;
  for (std::size_t i = 0; i < from_.leaves.size(); ++i) {
    if (i != self_ && !is_linked(i)) branches *= fanout(*from_.leaves[i].item);
  }
  return branches <= 1 || fewest * std::log10(branches) <= std::log10(kMostRows);
}

}  // namespace askdb::postgresql
