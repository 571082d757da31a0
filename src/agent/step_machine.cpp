#include "agent/step_machine.hpp"

#include <cctype>
#include <utility>

#include "base/assert.hpp"

namespace askdb {
namespace {

/// Two statements that differ only in blanks and a closing semicolon fail alike.
std::string normalised(const std::string& sql) {
  std::string text;
  for (const char c : sql) {
    const bool is_blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (is_blank && (text.empty() || text.back() == ' ')) continue;
    text += is_blank ? ' ' : c;
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == ';')) text.pop_back();
  return text;
}

bool can_mend(const Error& error) {
  return error.fault != Fault::kPermission && error.fault != Fault::kConnection &&
         error.fault != Fault::kCancelled;
}

/// What the model that repairs a statement reads; `detail` has the driver's own words.
std::string for_repair(const Error& error) {
  std::string text = error.message;
  if (!error.detail.empty() && text.find(error.detail) == std::string::npos) {
    text += " (" + error.detail + ")";
  }
  return error.next_step.empty() ? text : text + " " + error.next_step;
}

std::string for_repair(const Refusal& refusal) {
  std::string text = "Refused by rule " + refusal.rule + ": " + refusal.message;
  return refusal.instead.empty() ? text : text + " Instead: " + refusal.instead;
}

Error rejected_error() {
  return {.fault = Fault::kCancelled,
          .message = "The statement was not run because it was rejected.",
          .next_step = "Say what should be different, or ask in other words.",
          .detail = {}};
}

Error nobody_error() {
  return {.fault = Fault::kPermission,
          .message = "The statement needs a person's approval, and nobody can be asked here.",
          .next_step = "Ask in a chat, or turn approval off for this call.",
          .detail = {}};
}

}  // namespace

ErrorType error_type(Fault fault) {
  switch (fault) {
    case Fault::kSyntax:
      return ErrorType::kSyntax;
    case Fault::kSchema:
      return ErrorType::kSchema;
    case Fault::kPermission:
      return ErrorType::kPermission;
    case Fault::kConnection:
      return ErrorType::kConnection;
    case Fault::kData:
      return ErrorType::kData;
    case Fault::kTimeout:
      return ErrorType::kTimeout;
    default:
      return ErrorType::kOther;
  }
}

ErrorType error_type(const Refusal& refusal) {
  if (refusal.rule.find("unknown") != std::string::npos) return ErrorType::kSchema;
  if (refusal.rule.find("syntax") != std::string::npos) return ErrorType::kSyntax;
  if (refusal.rule.find("relation") != std::string::npos) return ErrorType::kPermission;
  return ErrorType::kOther;
}

step::Action StepMachine::next(const step::Event& event) {
  ASKDB_ASSERT(state_ != State::kDone, "a finished step takes no events");
  return std::visit([this](const auto& what) { return on(what); }, event);
}

void StepMachine::expect(State state) const {
  ASKDB_ASSERT(state_ == state, "an event answers the last action");
}

step::Action StepMachine::on(const step::Begin& event) {
  expect(State::kNew);
  return event.sql.empty() ? write() : check(event.sql);
}

step::Action StepMachine::on(const step::Wrote& event) {
  expect(State::kWriting);
  return check(event.sql);
}

step::Action StepMachine::on(const step::WriteFailed& event) {
  expect(State::kWriting);
  return fail(event.error);
}

step::Action StepMachine::on(const step::Passed& event) {
  expect(State::kChecking);
  if (event.needs_approval && !is_edit_) {
    state_ = State::kAsking;
    asked_sql_ = sql_;
    return step::AskApproval{};
  }
  state_ = State::kRunning;
  return step::Run{};
}

step::Action StepMachine::on(const step::Refused& event) {
  expect(State::kChecking);
  Error error = to_error(event.refusal);
  if (!is_edit_) return recover(error, error_type(event.refusal), for_repair(event.refusal));
  // The person typed it, so the person is told, and sees the statement that did pass.
  if (edits_ >= max_attempts_) return fail(std::move(error));
  is_edit_ = false;
  sql_ = asked_sql_;
  state_ = State::kAsking;
  return step::AskApproval{"Your statement was refused: " + one_line(error)};
}

step::Action StepMachine::on(const step::Approved&) {
  expect(State::kAsking);
  state_ = State::kRunning;
  return step::Run{};
}

step::Action StepMachine::on(const step::Rejected& event) {
  expect(State::kAsking);
  if (event.feedback.empty()) return fail(rejected_error());
  const auto text = "The person who asked rejected it: " + event.feedback;
  return recover(rejected_error(), ErrorType::kOther, text);
}

step::Action StepMachine::on(const step::Edited& event) {
  expect(State::kAsking);
  ++edits_;
  is_edit_ = true;
  sql_ = event.sql;
  state_ = State::kChecking;
  return step::CheckSql{sql_};
}

step::Action StepMachine::on(const step::NobodyToAsk&) {
  expect(State::kAsking);
  return fail(nobody_error());
}

step::Action StepMachine::on(const step::Ran&) {
  expect(State::kRunning);
  state_ = State::kDone;
  return step::Succeed{};
}

step::Action StepMachine::on(const step::RunFailed& event) {
  // A statement can fail while its cost is estimated as well as while it runs.
  ASKDB_ASSERT(state_ == State::kRunning || state_ == State::kChecking, "it was to be run");
  if (!can_mend(event.error)) return fail(event.error);
  return recover(event.error, error_type(event.error.fault), for_repair(event.error));
}

step::Action StepMachine::on(const step::Analysed& event) {
  expect(State::kAnalysing);
  if (!event.analysis.is_recoverable) {
    if (last_error_.next_step.empty()) last_error_.next_step = event.analysis.reasoning;
    return fail(last_error_);
  }
  const auto& suggested = event.analysis.suggested_sql;
  return suggested && !suggested->empty() ? check(*suggested) : write();
}

step::Action StepMachine::on(const step::AnalysisFailed& event) {
  expect(State::kAnalysing);
  const bool was_stopped =
      event.error.fault == Fault::kCancelled || event.error.fault == Fault::kTimeout;
  return fail(was_stopped ? event.error : last_error_);
}

step::Action StepMachine::check(std::string sql) {
  for (const auto& failure : failures_) {
    if (normalised(failure.sql) == normalised(sql)) return fail(last_error_);
  }
  ++attempt_;
  is_edit_ = false;
  sql_ = std::move(sql);
  state_ = State::kChecking;
  return step::CheckSql{sql_};
}

step::Action StepMachine::write() {
  state_ = State::kWriting;
  return step::WriteSql{};
}

step::Action StepMachine::fail(Error error) {
  state_ = State::kDone;
  return step::Fail{std::move(error)};
}

step::Action StepMachine::recover(Error error, ErrorType type, std::string text) {
  failures_.push_back({sql_, text, type});
  last_error_ = std::move(error);
  if (attempt_ >= max_attempts_) return fail(last_error_);
  state_ = State::kAnalysing;
  return step::AnalyseError{std::move(text)};
}

}  // namespace askdb
