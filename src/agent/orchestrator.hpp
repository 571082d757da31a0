#pragma once

/// Turns a question into an answer: understand, run the steps, conclude, ground.

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "agent/event.hpp"
#include "agent/reasoner.hpp"
#include "catalog/catalog.hpp"
#include "config/config.hpp"
#include "datasource/result_cache.hpp"
#include "federation/merged_cache.hpp"

namespace askdb {

/// A person's word on a statement.
enum class ApprovalAction { kApprove, kReject, kEdit };
BOOST_DESCRIBE_ENUM(ApprovalAction, kApprove, kReject, kEdit)

struct ApprovalAnswer {
  ApprovalAction action = ApprovalAction::kReject;
  std::string sql;       ///< For kEdit: passes the guard again.
  std::string feedback;  ///< Why it was rejected, if said.
};
BOOST_DESCRIBE_STRUCT(ApprovalAnswer, (), (action, sql, feedback))

/// Asks a person and waits; faces implement it. Unset: nobody can be asked, so a statement that
/// would need approval is refused with a clear outcome.
using Approver = std::function<Task<ApprovalAnswer>(ApprovalRequest)>;

struct Question {
  std::string text;
  std::vector<Turn> history;
  std::vector<std::string> databases;  ///< Restrict to these; empty: all.
  std::string area;                    ///< Restrict to this subject area; empty: all tables.
  ApprovalMode approval = ApprovalMode::kSmart;
  Approver approver;
  bool is_debug = false;  ///< Stage events carry the full communication.
  bool is_fresh = false;  ///< Results kept from earlier statements are not used.
};

class Orchestrator {
 public:
  /// All references outlive the Orchestrator; `reasoner` decides which engine answers. Of `config`
  /// it keeps the limits, the approval settings and what each datasource allows and denies.
  Orchestrator(Reasoner& reasoner, Catalog& catalog, const DatasourceManager& datasources,
               const Config& config, const Clock& clock);

  /// Answers one question. Every failure becomes an Answer with its outcome; the last event is
  /// that Answer. Ends within `limits.question_timeout`, time spent waiting for a person excluded.
  /// Cancelling the task (cancellation_type::terminal) cancels the model call and the statement
  /// under way, and it still ends with an Answer; a task cancelled before it starts throws.
  Task<Answer> answer(Question question, EventSink sink);

 private:
  Reasoner& reasoner_;
  Catalog& catalog_;
  const DatasourceManager& datasources_;
  LimitsConfig limits_;
  ApprovalConfig approval_;
  std::map<std::string, GuardPolicy> policies_;        // By datasource name.
  std::map<std::string, CachePolicy> cache_policies_;  // By datasource name.
  ResultCache cache_;
  federation::MergedCache merged_;
  const Clock& clock_;
};

}  // namespace askdb
