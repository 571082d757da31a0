// How a run asks a person: the parts of MessageRun that wait for one.

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/system/system_error.hpp>
#include <utility>

#include "conversation/message_json.hpp"
#include "conversation/message_run.hpp"

namespace askdb {

/// After a restart the question is asked again, and what a person approved runs as it was.
void MessageRun::resume() {
  ApprovalAnswer answer;
  {
    const std::scoped_lock lock(mutex_);
    answer = *std::exchange(answer_, std::nullopt);
    pending_.reset();
  }
  const std::string sql = answer.action == ApprovalAction::kEdit ? answer.sql : parked_->sql;
  if (answer.action == ApprovalAction::kReject) {
    rejected_ = answer;
  } else {
    request_.approved.push_back({parked_->step, parked_->database, sql});
  }
  replay_ = request_.approved;
  is_rerun_ = true;
  tell_answer(*parked_, answer);
  run();
}

std::optional<ApprovalAnswer> MessageRun::known_answer(const ApprovalRequest& request) {
  const auto given = std::find_if(replay_.begin(), replay_.end(), [&](const auto& one) {
    return one.step == request.step && one.database == request.database;
  });
  if (given != replay_.end()) {
    // As an edit: the statement that was approved runs, whatever was written this time.
    ApprovalAnswer answer{ApprovalAction::kEdit, given->sql, {}};
    replay_.erase(given);
    return answer;
  }
  const bool is_rejected =
      rejected_ && parked_->step == request.step && parked_->database == request.database;
  return is_rejected ? std::exchange(rejected_, std::nullopt) : std::nullopt;
}

void MessageRun::tell_answer(const ApprovalRequest& request, const ApprovalAnswer& answer) {
  json::object told{{"id", request.id}, {"action", name_of(answer.action)}};
  if (answer.action == ApprovalAction::kEdit) told["sql"] = answer.sql;
  log_->add("approval_answered", json::serialize(told));
}

Task<ApprovalAnswer> MessageRun::ask_person(ApprovalRequest request) {
  auto known = known_answer(request);
  if (known) co_return *std::move(known);
  {
    const std::scoped_lock lock(mutex_);
    message_.status = MessageStatus::kWaiting;
    message_.details = json::object{{"request", to_json(request_)}, {"approval", to_json(request)}};
    answer_.reset();
  }
  auto waiting = update();
  // The store has the request before anyone sees it.
  const auto told = json::serialize(to_json(request));
  events_saved_ = log_->next_number();
  waiting.events.push_back({events_saved_, "approval_request", told});
  waiting.approval = PendingApproval{request.id, waiting.message.id, to_json(request), {}};
  const auto saved = co_await services_.store.update_message(std::move(waiting));
  {
    const std::scoped_lock lock(mutex_);
    pending_ = Pending{request, saved && *saved};
  }
  log_->add("approval_request", told);
  if (!saved) {
    const Notice notice{"This approval could not be saved: " + one_line(saved.error())};
    log_->add("notice", json::serialize(to_json(notice)));
  }
  free();

  std::optional<ApprovalAnswer> answer;
  while (!answer) {
    {
      const std::scoped_lock lock(mutex_);
      if (answer_) {
        answer = std::exchange(answer_, std::nullopt);
        pending_.reset();
        break;
      }
    }
    if (stop_reason_ != StopReason::kNone) {
      throw boost::system::system_error(asio::error::operation_aborted);
    }
    const auto token = asio::as_tuple(asio::use_awaitable);
    co_await answered_.async_wait(token);
  }
  co_await save_answered(request, *answer);
  co_return *std::move(answer);
}

Task<void> MessageRun::save_answered(ApprovalRequest request, ApprovalAnswer answer) {
  tell_answer(request, answer);
  if (answer.action != ApprovalAction::kReject) {
    const bool is_edit = answer.action == ApprovalAction::kEdit;
    request_.approved.push_back(
        {request.step, request.database, is_edit ? answer.sql : request.sql});
  }
  {
    const std::scoped_lock lock(mutex_);
    message_.details = json::object{{"request", to_json(request_)}};
  }
  // A crash from here on is one of a running question. If it is not saved, the end will be.
  auto running = update();
  const auto saved = co_await services_.store.update_message(std::move(running));
  static_cast<void>(saved);
}

}  // namespace askdb
