#include "face/terminal/evaluation/compare.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace askdb::evaluation {
namespace {

/// Above this many rows, rows that sorting does not bring together are not searched one by one.
constexpr std::size_t kMaxSearchedRows = 500;

std::optional<double> as_number(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1 : 0;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  return std::nullopt;
}

int rank(const Value& value) {
  if (is_null(value)) return 0;
  return std::holds_alternative<std::string>(value) ? 2 : 1;
}

bool is_less(const Value& a, const Value& b) {
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  if (rank(a) == 0) return false;
  if (rank(a) == 2) return std::get<std::string>(a) < std::get<std::string>(b);
  return *as_number(a) < *as_number(b);
}

bool is_same_row(const Row& a, const Row& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), is_same_value);
}

bool are_same_rows(const std::vector<Row>& a, const std::vector<Row>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), is_same_row);
}

/// The words of a statement with their depth in parentheses; texts, names in quotes and comments
/// are skipped.
struct SqlWord {
  std::string text;
  int depth = 0;
};

std::vector<SqlWord> sql_words(std::string_view sql) {
  std::vector<SqlWord> words;
  int depth = 0;
  for (std::size_t i = 0; i < sql.size();) {
    const char c = sql[i];
    if (c == '\'' || c == '"' || c == '`') {
      const std::size_t close = sql.find(c, i + 1);
      i = close == std::string_view::npos ? sql.size() : close + 1;
      continue;
    }
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_') {
      ++i;
      continue;
    }
    SqlWord word{.depth = depth};
    while (i < sql.size() &&
           (std::isalnum(static_cast<unsigned char>(sql[i])) != 0 || sql[i] == '_')) {
      word.text += static_cast<char>(std::tolower(static_cast<unsigned char>(sql[i++])));
    }
    words.push_back(std::move(word));
  }
  return words;
}

}  // namespace

bool is_same_value(const Value& a, const Value& b) {
  const auto first = as_number(a);
  const auto second = as_number(b);
  if (first && second) {
    const double scale = std::max(std::abs(*first), std::abs(*second));
    return *first == *second || std::abs(*first - *second) <= 1e-6 * scale;
  }
  return a == b;
}

bool is_same_result(const Rows& gold, const Rows& predicted, bool is_ordered) {
  if (gold.columns.size() != predicted.columns.size()) return false;
  if (gold.rows.size() != predicted.rows.size()) return false;
  if (is_ordered || are_same_rows(gold.rows, predicted.rows)) {
    return are_same_rows(gold.rows, predicted.rows);
  }
  std::vector<Row> first = gold.rows;
  std::vector<Row> second = predicted.rows;
  const auto row_less = [](const Row& a, const Row& b) {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), is_less);
  };
  std::sort(first.begin(), first.end(), row_less);
  std::sort(second.begin(), second.end(), row_less);
  if (are_same_rows(first, second)) return true;
  if (first.size() > kMaxSearchedRows) return false;
  // Numbers that differ by a rounding error may have been sorted apart.
  return std::all_of(first.begin(), first.end(), [&](const Row& row) {
    const auto found = std::find_if(second.begin(), second.end(),
                                    [&](const Row& other) { return is_same_row(row, other); });
    if (found == second.end()) return false;
    second.erase(found);
    return true;
  });
}

bool has_top_level_order(std::string_view sql) {
  const auto words = sql_words(sql);
  return std::any_of(words.begin(), words.end(),
                     [](const SqlWord& word) { return word.depth == 0 && word.text == "order"; });
}

std::string_view clause_class(std::string_view sql) {
  std::map<std::string, int> count;
  for (const SqlWord& word : sql_words(sql)) ++count[word.text];
  const bool has_join = count["join"] > 0;
  const auto with_join = [&](std::string_view plain, std::string_view joined) {
    return has_join ? joined : plain;
  };
  if (count["intersect"] + count["except"] + count["union"] > 0) return "set operation";
  if (count["select"] > 1) return "nested";
  const bool has_aggregate =
      count["count"] + count["sum"] + count["avg"] + count["min"] + count["max"] > 0;
  if (count["group"] > 0) {
    if (count["having"] > 0) return with_join("group having", "group having + join");
    if (count["order"] > 0) return with_join("group order/limit", "group order/limit + join");
    return with_join("group", "group + join");
  }
  if (count["limit"] > 0) return with_join("superlative", "superlative + join");
  if (count["order"] > 0) return with_join("order", "order + join");
  if (count["where"] > 0) {
    if (has_aggregate) return with_join("filter + aggregate", "filter + aggregate + join");
    return with_join("filter", "filter + join");
  }
  if (has_aggregate) return with_join("aggregate", "aggregate + join");
  return with_join("plain select", "plain select + join");
}

}  // namespace askdb::evaluation
