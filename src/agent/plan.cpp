#include "agent/plan.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.hpp"

namespace askdb {
namespace {

std::string words_of(const std::string& text) {
  std::string words;
  for (const char c : to_lower(text)) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || (static_cast<unsigned char>(c) & 0x80U))
      words += c;
  }
  return words;
}

}  // namespace

QueryPlan runnable_plan(QueryPlan plan, std::size_t max_steps) {
  std::vector<PlanStep> steps;
  std::map<int, int> new_numbers;
  for (auto& step : plan.steps) {
    if (steps.size() == max_steps) break;
    std::set<int> needs;
    for (const int number : step.depends_on) {
      const auto known = new_numbers.find(number);
      if (known != new_numbers.end()) needs.insert(known->second);
    }
    const int number = static_cast<int>(steps.size()) + 1;
    new_numbers[step.step_number] = number;
    step.step_number = number;
    step.depends_on.assign(needs.begin(), needs.end());
    steps.push_back(std::move(step));
  }
  plan.steps = std::move(steps);
  return plan;
}

PlanStep refinement_step(const QueryPlan& plan, std::string description) {
  PlanStep step;
  step.step_number = static_cast<int>(plan.steps.size()) + 1;
  step.description = std::move(description);
  if (!plan.steps.empty()) step.databases = plan.steps.back().databases;
  for (const auto& earlier : plan.steps) step.depends_on.push_back(earlier.step_number);
  return step;
}

bool has_step_like(const QueryPlan& plan, const std::string& description) {
  const auto wanted = words_of(description);
  return std::any_of(plan.steps.begin(), plan.steps.end(),
                     [&](const auto& step) { return words_of(step.description) == wanted; });
}

}  // namespace askdb
