#include "sql/postgresql/patterns.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace askdb::postgresql {
namespace {

constexpr std::size_t kLongest = 2'000;
/// Copies of one atom that counted repetition, nested or not, may ask for.
constexpr double kMostCopies = 10'000;

/// "{3}", "{1,5}", "{2,}" at `at`: its upper bound (lower if open), or 0 when it is none.
double repetition_at(std::string_view pattern, std::size_t at) {
  double count = 0;
  double last = 0;
  for (++at; at < pattern.size() && pattern[at] != '}'; ++at) {
    const char c = pattern[at];
    if (c == ',') {
      last = count;
      count = 0;
    } else if (c >= '0' && c <= '9') {
      count = count * 10 + (c - '0');
    } else {
      return 0;
    }
  }
  return std::max(count, last);
}

/// Copies of the most repeated atom: repetitions of groups multiply, neighbours do not.
double copies(std::string_view pattern) {
  std::vector<double> open{1};
  double atom = 1;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const char c = pattern[at];
    if (c == '\\') {
      ++at;
      atom = 1;
    } else if (c == '(') {
      open.push_back(1);
      atom = 1;
    } else if (c == ')' && open.size() > 1) {
      atom = open.back();
      open.pop_back();
      open.back() = std::max(open.back(), atom);
    } else if (c == '{') {
      atom *= std::max(1.0, repetition_at(pattern, at));
      open.back() = std::max(open.back(), atom);
      at = std::min(pattern.find('}', at), pattern.size());
    } else {
      atom = 1;
    }
  }
  return *std::max_element(open.begin(), open.end());
}

}  // namespace

bool has_back_reference(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\') continue;
    ++at;
    if (at == text.size() || (text[at] >= '1' && text[at] <= '9')) return true;
  }
  return false;
}

std::string_view danger_in_pattern(std::string_view pattern) {
  if (pattern.size() > kLongest) return "is too long";
  if (has_back_reference(pattern)) return "contains a back-reference";
  if (copies(pattern) > kMostCopies) return "repeats too often";
  return {};
}

}  // namespace askdb::postgresql
