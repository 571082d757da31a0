#include "agent/grounding_facts.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "base/text.hpp"

namespace askdb {
namespace {

// Pairs grow with the square of the rows; an answer compares the first few.
constexpr std::size_t kMaxCompared = 40;

void add_words(std::string_view text, GroundingFacts& facts) {
  for (auto& word : lower_words(text)) facts.words.insert(std::move(word));
}

void add_numbers(std::string_view text, std::vector<double>& numbers) {
  for (const auto& number : stated_numbers(text)) {
    numbers.insert(numbers.end(), number.readings.begin(), number.readings.end());
  }
}

/// The numbers of one column, and what can be computed from them.
void add_column(const std::vector<double>& cells, GroundingFacts& facts) {
  if (cells.empty()) return;
  const double sum = std::accumulate(cells.begin(), cells.end(), 0.0);
  facts.values.insert(facts.values.end(), cells.begin(), cells.end());
  facts.values.push_back(sum);
  facts.values.push_back(sum / static_cast<double>(cells.size()));
  double running = 0;
  for (const double cell : cells) {
    running += cell;
    facts.values.push_back(running);
    if (sum != 0) facts.shares.push_back(100 * cell / sum);
    if (sum != 0) facts.shares.push_back(100 * running / sum);
  }
  const auto count = std::min(cells.size(), kMaxCompared);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < count; ++k) {
      if (i == k) continue;
      facts.differences.push_back(std::abs(cells[i] - cells[k]));
      if (cells[k] == 0) continue;
      facts.ratios.push_back(cells[i] / cells[k]);
      facts.shares.push_back(100 * cells[i] / cells[k]);
      facts.shares.push_back(std::abs(100 * (cells[i] - cells[k]) / cells[k]));
    }
  }
}

void add_result(const StepExecutionResult& result, GroundingFacts& facts,
                std::vector<double>& single_values) {
  const auto& rows = result.rows.rows;
  facts.values.push_back(static_cast<double>(result.row_count));
  facts.most_rows = std::max(facts.most_rows, static_cast<double>(result.row_count));
  add_words(result.database, facts);
  if (result.sql) add_words(*result.sql, facts);
  if (result.sql) add_numbers(*result.sql, facts.values);
  for (std::size_t c = 0; c < result.rows.columns.size(); ++c) {
    add_words(result.rows.columns[c].name, facts);
    std::vector<double> numbers;
    std::map<std::string, int> counts;
    for (const auto& row : rows) {
      if (c >= row.size()) continue;
      if (const auto number = to_number(row[c])) {
        numbers.push_back(*number);
        if (std::abs(*number) <= 1) facts.shares.push_back(100 * *number);
        facts.shares.push_back(*number);
      }
      if (const auto* text = std::get_if<std::string>(&row[c])) {
        add_words(*text, facts);
        add_numbers(*text, facts.values);
        ++counts[*text];
      }
    }
    facts.values.push_back(static_cast<double>(counts.size()));
    for (const auto& [text, count] : counts) facts.values.push_back(count);
    if (rows.size() == 1) single_values.insert(single_values.end(), numbers.begin(), numbers.end());
    add_column(numbers, facts);
  }
}

}  // namespace

std::vector<std::string> lower_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(to_lower(word));
    word.clear();
  };
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || byte >= 0x80U) {
      word += c;
    } else {
      end_word();
    }
  }
  end_word();
  return words;
}

GroundingFacts facts_of(std::string_view question,
                        const std::vector<StepExecutionResult>& results) {
  GroundingFacts facts;
  add_words(question, facts);
  add_numbers(question, facts.values);
  std::vector<double> single_values;
  for (const auto& result : results) {
    if (result.success) add_result(result, facts, single_values);
  }
  // Results of one row are compared with each other, across columns and steps.
  add_column(single_values, facts);
  facts.values.push_back(static_cast<double>(results.size()));
  for (auto* numbers : {&facts.values, &facts.shares, &facts.differences, &facts.ratios}) {
    std::sort(numbers->begin(), numbers->end());
  }
  return facts;
}

}  // namespace askdb
