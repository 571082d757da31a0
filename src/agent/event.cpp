#include "agent/event.hpp"

#include <algorithm>

namespace askdb {

std::vector<std::string> databases_of(const StepExecutionResult& result) {
  std::vector<std::string> names;
  for (const auto& part : result.parts) {
    const bool is_new = std::find(names.begin(), names.end(), part.database) == names.end();
    if (is_new && part.database != "main") names.push_back(part.database);
  }
  if (names.empty()) names.push_back(result.database);
  return names;
}

namespace {

struct Name {
  std::string operator()(const StageStarted&) const { return "stage_started"; }
  std::string operator()(const StageFinished&) const { return "stage_finished"; }
  std::string operator()(const PlanMade&) const { return "plan_made"; }
  std::string operator()(const SqlWritten&) const { return "sql_written"; }
  std::string operator()(const SqlRefused&) const { return "sql_refused"; }
  std::string operator()(const ApprovalRequest&) const { return "approval_request"; }
  std::string operator()(const StepFailed&) const { return "step_failed"; }
  std::string operator()(const StepFinished&) const { return "step_finished"; }
  std::string operator()(const Notice&) const { return "notice"; }
  std::string operator()(const AnswerText&) const { return "answer_text"; }
  std::string operator()(const Answer&) const { return "answer"; }
};

}  // namespace

std::string event_name(const Event& event) { return std::visit(Name{}, event); }

json::value event_json(const Event& event) {
  return std::visit([](const auto& what) { return to_json(what); }, event);
}

}  // namespace askdb
