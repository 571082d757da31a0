#pragma once

/// Decides what happens next inside one step, knowing no network, clock or database.
///
/// Write SQL, check it, ask a person if need be, run it; when something fails, have the error
/// analysed and try again, at most `max_attempts` statements. `run_step()` (step_runner.hpp) does
/// what is decided here and reports back. Connection and permission errors end a step at once, and
/// so does a statement that has failed before: the same text would fail the same way.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "agent/roles.hpp"
#include "base/result.hpp"
#include "sql/guard.hpp"

namespace askdb {

namespace step {

// What happened.

/// The step starts; `sql` when the reasoner already wrote the first statement.
struct Begin {
  std::string sql;
};
struct Wrote {
  std::string sql;
};
struct WriteFailed {
  Error error;
};
/// The guard let the statement pass and its cost is within the budget.
struct Passed {
  bool needs_approval = false;
};
struct Refused {
  Refusal refusal;
};
struct Approved {};
/// With `feedback` the statement is written again, without it the step ends.
struct Rejected {
  std::string feedback;
};
struct Edited {
  std::string sql;
};
/// Approval is needed and nobody can be asked.
struct NobodyToAsk {};
struct Ran {};
struct RunFailed {
  Error error;
};
struct Analysed {
  ErrorAnalysis analysis;
};
struct AnalysisFailed {
  Error error;
};

using Event = std::variant<Begin, Wrote, WriteFailed, Passed, Refused, Approved, Rejected, Edited,
                           NobodyToAsk, Ran, RunFailed, Analysed, AnalysisFailed>;

// What to do.

struct WriteSql {};
struct CheckSql {
  std::string sql;
};
/// `note` says why it asks again: the person's edit was refused.
struct AskApproval {
  std::string note;
};
/// Runs the statement that was checked last.
struct Run {};
struct AnalyseError {
  std::string error;
};
struct Succeed {};
struct Fail {
  Error error;
};

using Action = std::variant<WriteSql, CheckSql, AskApproval, Run, AnalyseError, Succeed, Fail>;

}  // namespace step

/// The seeds' category of a failure.
ErrorType error_type(Fault fault);
/// The same for a refused statement: unknown names are "schema", unparsable text is "syntax".
ErrorType error_type(const Refusal& refusal);

class StepMachine {
 public:
  /// A statement that failed, and how; the text is for the model that repairs it.
  struct Failure {
    std::string sql;
    std::string error;
    ErrorType type = ErrorType::kOther;
  };

  explicit StepMachine(int max_attempts) : max_attempts_(max_attempts) {}

  /// The next move. An event that the last action cannot have caused is a bug (assertion).
  step::Action next(const step::Event& event);

  /// Of the statement at hand, from 1.
  int attempt() const { return attempt_; }
  const std::string& sql() const { return sql_; }
  /// What failed so far, oldest first.
  const std::vector<Failure>& failures() const { return failures_; }

 private:
  enum class State { kNew, kWriting, kChecking, kAsking, kRunning, kAnalysing, kDone };

  step::Action on(const step::Begin& event);
  step::Action on(const step::Wrote& event);
  step::Action on(const step::WriteFailed& event);
  step::Action on(const step::Passed& event);
  step::Action on(const step::Refused& event);
  step::Action on(const step::Approved& event);
  step::Action on(const step::Rejected& event);
  step::Action on(const step::Edited& event);
  step::Action on(const step::NobodyToAsk& event);
  step::Action on(const step::Ran& event);
  step::Action on(const step::RunFailed& event);
  step::Action on(const step::Analysed& event);
  step::Action on(const step::AnalysisFailed& event);

  void expect(State state) const;
  step::Action check(std::string sql);
  step::Action write();
  step::Action fail(Error error);
  step::Action recover(Error error, ErrorType type, std::string text);

  int max_attempts_;
  State state_ = State::kNew;
  int attempt_ = 0;
  int edits_ = 0;
  bool is_edit_ = false;   // The statement at hand was typed by the person.
  std::string sql_;        // The statement at hand.
  std::string asked_sql_;  // The statement that was shown to the person, if any.
  std::vector<Failure> failures_;
  Error last_error_;
};

}  // namespace askdb
