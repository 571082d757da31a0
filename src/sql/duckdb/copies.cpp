#include "sql/duckdb/copies.hpp"

#include <algorithm>
#include <cmath>

namespace askdb::duckdb {
namespace {

/// Tokens of the tree, copies counted. A statement may have 8000 without any.
constexpr double kMostTokens = 40'000;

/// One CASE that is being read.
struct Case {
  bool is_simple = false;  ///< CASE x WHEN …, not CASE WHEN ….
  bool is_in_operand = false;
  double operand = 0;
  double rest = 1;
  double whens = 0;

  double size() const { return (is_simple ? std::max(1.0, whens) * operand : operand) + rest; }
  void add(double size) { (is_in_operand ? operand : rest) += size; }
};

/// Tokens with the operands of CASE copied.
double size_with_cases(const std::vector<Token>& tokens) {
  std::vector<Case> open(1);
  const auto close = [&open] {
    const double size = open.back().size();
    open.pop_back();
    open.back().add(size);
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (is(token, "case")) {
      const bool is_simple = i + 1 < tokens.size() && !is(tokens[i + 1], "when");
      open.push_back({.is_simple = is_simple, .is_in_operand = is_simple});
    } else if (is(token, "when") && open.size() > 1) {
      open.back().is_in_operand = false;
      ++open.back().whens;
    } else if (is(token, "end") && open.size() > 1) {
      close();
    } else {
      open.back().add(1);
    }
  }
  while (open.size() > 1) close();
  return open[0].size();
}

}  // namespace

std::optional<Refusal> find_copies(const std::vector<Token>& tokens) {
  double materialized = 0;
  double windows = 0;
  double uses = 0;
  const Token* place = nullptr;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is(tokens[i], "materialized")) ++materialized;
    if (is(tokens[i], "window")) ++windows;
    const bool is_use = is(tokens[i], "over") && i + 1 < tokens.size() && !is(tokens[i + 1], "(");
    if (is_use) ++uses;
    if (place == nullptr && (is(tokens[i], "materialized") || is(tokens[i], "window"))) {
      place = &tokens[i];
    }
  }
  double size = size_with_cases(tokens) * std::pow(3, materialized);
  // Definitions inside definitions multiply; equal shares multiply most.
  if (windows > 0) size *= std::max(1.0, std::pow(std::max(1.0, uses / windows), windows));
  const bool is_small = tokens.size() < 100 && materialized <= 3 && windows <= 1;
  if (size <= kMostTokens || is_small) return std::nullopt;
  return Refusal{"depth", "The statement grows too large when its parts are copied.",
                 "Leave out MATERIALIZED, write windows where they are used, and use CASE WHEN "
                 "x = … instead of a long CASE x.",
                 place == nullptr ? std::nullopt : std::optional<std::size_t>(place->offset)};
}

}  // namespace askdb::duckdb
