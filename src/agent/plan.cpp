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

/// The databases of a step, those of one datasource together, in the order written.
std::vector<std::vector<std::string>> by_datasource(const std::vector<std::string>& databases,
                                                    const DatasourceManager& datasources) {
  std::vector<std::pair<const Datasource*, std::vector<std::string>>> groups;
  for (const auto& name : databases) {
    const auto* source = datasources.find(name);
    const auto same = [&](const auto& group) { return group.first == source; };
    auto group = std::find_if(groups.begin(), groups.end(), same);
    if (group == groups.end()) group = groups.insert(group, {source, {}});
    group->second.push_back(name);
  }
  std::vector<std::vector<std::string>> result;
  result.reserve(groups.size());
  for (auto& group : groups) result.push_back(std::move(group.second));
  return result;
}

}  // namespace

QueryPlan runnable_plan(QueryPlan plan, const DatasourceManager& datasources,
                        std::size_t max_steps) {
  std::vector<PlanStep> steps;
  std::map<int, std::vector<int>> new_numbers;
  for (auto& step : plan.steps) {
    std::set<int> needs;
    for (const int number : step.depends_on) {
      const auto known = new_numbers.find(number);
      if (known != new_numbers.end()) needs.insert(known->second.begin(), known->second.end());
    }
    auto groups = by_datasource(step.databases, datasources);
    if (groups.empty()) groups.emplace_back();
    std::vector<int> numbers;
    for (auto& group : groups) {
      if (steps.size() == max_steps) break;
      PlanStep part = step;
      part.step_number = static_cast<int>(steps.size()) + 1;
      part.depends_on.assign(needs.begin(), needs.end());
      if (groups.size() > 1) part.description += " (the part that " + group.front() + " holds)";
      part.databases = std::move(group);
      numbers.push_back(part.step_number);
      steps.push_back(std::move(part));
    }
    new_numbers[step.step_number] = std::move(numbers);
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
