#include "conversation/message_run.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/system/system_error.hpp>
#include <utility>

#include "conversation/history.hpp"
#include "conversation/message_json.hpp"

namespace askdb {
namespace {

/// Enough for the turns that the roles look at.
constexpr std::size_t kMessagesForHistory = 40;
constexpr std::size_t kTurns = 10;

MessageStatus status_of(const Answer& answer) {
  if (answer.fault && *answer.fault == name_of(Fault::kCancelled)) return MessageStatus::kStopped;
  const bool has_failed = answer.outcome == Outcome::kError ||
                          answer.outcome == Outcome::kExecutionError ||
                          answer.outcome == Outcome::kDatasourceError;
  return has_failed ? MessageStatus::kFailed : MessageStatus::kDone;
}

std::string text_of(StopReason reason) {
  switch (reason) {
    case StopReason::kNobodyListens:
      return "The question was stopped because nobody waited for its answer any more.";
    case StopReason::kShutdown:
      return "askdb was stopped while this question was running. Ask it again.";
    default:
      return "The question was stopped.";
  }
}

/// What waits for a person is then left as it stands in the store.
bool leaves_waiting(StopReason reason) {
  return reason == StopReason::kShutdown || reason == StopReason::kElsewhere;
}

Answer broken_answer() {
  Answer answer =
      stopped_answer("I encountered an issue processing your question. Please try again.");
  answer.fault = name_of(Fault::kOther);
  return answer;
}

}  // namespace

Answer stopped_answer(const std::string& text) {
  Answer answer;
  answer.outcome = Outcome::kError;
  answer.text = text;
  answer.confidence = Confidence::kLow;
  answer.fault = name_of(Fault::kCancelled);
  return answer;
}

MessageRun::MessageRun(const asio::any_io_executor& executor, RunServices services, Message user,
                       Message server, RunRequest request)
    : strand_(asio::make_strand(executor)),
      services_(std::move(services)),
      user_(std::move(user)),
      gone_(strand_),
      answered_(strand_, asio::steady_timer::time_point::max()),
      request_(std::move(request)),
      message_(std::move(server)) {}

void MessageRun::call(std::function<void()> on_free, std::function<void()> on_end) {
  on_free_ = std::move(on_free);
  on_end_ = std::move(on_end);
  log_->on_alone([weak = weak_from_this()] {
    const auto self = weak.lock();
    if (self) asio::post(self->strand_, [self] { self->watch(); });
  });
}

Message MessageRun::message() const {
  const std::scoped_lock lock(mutex_);
  return message_;
}

std::optional<MessageRun::Pending> MessageRun::pending() const {
  const std::scoped_lock lock(mutex_);
  if (answer_) return std::nullopt;
  return pending_;
}

void MessageRun::park(ApprovalRequest pending, std::vector<StoredEvent> events) {
  events_saved_ = static_cast<std::int64_t>(events.size());
  log_->fill(std::move(events));
  phase_ = Phase::kParked;
  parked_ = pending;
  const std::scoped_lock lock(mutex_);
  pending_ = Pending{std::move(pending), true};
}

void MessageRun::start() {
  asio::post(strand_, [self = shared_from_this()] {
    if (self->phase_ == Phase::kQueued) self->run();
  });
}

bool MessageRun::answer(ApprovalAnswer answer) {
  {
    const std::scoped_lock lock(mutex_);
    if (!pending_ || answer_) return false;
    answer_ = std::move(answer);
    message_.status = MessageStatus::kRunning;
  }
  asio::post(strand_, [self = shared_from_this()] {
    self->is_wanted_ = true;
    if (self->phase_ != Phase::kParked) {
      self->answered_.cancel();
      return;
    }
    self->resume();
  });
  return true;
}

void MessageRun::stop(StopReason reason) {
  asio::post(strand_, [self = shared_from_this(), reason] {
    if (self->phase_ == Phase::kEnding || self->phase_ == Phase::kEnded) return;
    if (self->stop_reason_ == StopReason::kNone) self->stop_reason_ = reason;
    if (self->phase_ == Phase::kRunning) {
      self->cancel_.emit(asio::cancellation_type::terminal);
      return;
    }
    if (self->phase_ == Phase::kParked && leaves_waiting(reason)) {
      self->end_unchanged();
      return;
    }
    asio::co_spawn(self->strand_, self->finish(stopped_answer(text_of(reason))),
                   [self](const std::exception_ptr&) {});
  });
}

void MessageRun::watch() {
  if (is_wanted_ || phase_ == Phase::kEnding || phase_ == Phase::kEnded) return;
  gone_.expires_after(services_.patience);
  gone_.async_wait([weak = weak_from_this()](const boost::system::error_code& failed) {
    const auto self = weak.lock();
    if (failed || !self || self->is_wanted_ || !self->log_->is_alone()) return;
    if (self->message().status == MessageStatus::kRunning) self->stop(StopReason::kNobodyListens);
  });
}

void MessageRun::run() {
  phase_ = Phase::kRunning;
  if (log_->is_alone()) watch();
  auto self = shared_from_this();
  auto token = asio::bind_cancellation_slot(
      cancel_.slot(), [self](const std::exception_ptr& thrown, Answer answer) {
        const bool was_stopped = self->stop_reason_ != StopReason::kNone;
        if (thrown) answer = was_stopped ? stopped_answer("") : broken_answer();
        auto finish = self->finish(std::move(answer));
        asio::co_spawn(self->strand_, std::move(finish), [self](const std::exception_ptr&) {});
      });
  asio::co_spawn(strand_, ask_agent(), std::move(token));
}

Task<Answer> MessageRun::ask_agent() {
  if (rejected_ && rejected_->feedback.empty()) {
    Answer rejected = stopped_answer("The statement was not run because it was rejected.");
    rejected.outcome = Outcome::kExecutionError;
    rejected.next_step = "Say what should be different, or ask in other words.";
    co_return rejected;
  }
  Question question;
  question.text = user_.content;
  question.databases = request_.databases;
  question.area = request_.area.value_or("");
  question.approval = is_rerun_ ? ApprovalMode::kOn : request_.approval;
  question.is_debug = request_.debug;
  question.is_fresh = request_.fresh.value_or(false);
  question.approver = [self = shared_from_this()](ApprovalRequest request) {
    return self->ask_person(std::move(request));
  };
  auto before = co_await services_.store.last_messages(user_.thread_id, kMessagesForHistory);
  if (before) question.history = turns_of(*before, request_.continues, kTurns);
  EventSink sink = [self = shared_from_this()](const Event& event) { self->on(event); };
  co_return co_await services_.orchestrator.answer(std::move(question), std::move(sink));
}

void MessageRun::on(const Event& event) {
  record_.on(event);
  // Told once it is saved, so that whoever sees it can answer; and the end is told by the message.
  if (std::holds_alternative<ApprovalRequest>(event)) return;
  if (std::holds_alternative<Answer>(event)) return;
  std::string kept;
  if (const auto* finished = std::get_if<StageFinished>(&event)) {
    if (finished->communication) {
      // The debug entries have it; once is enough in the store.
      auto shorter = *finished;
      shorter.communication.reset();
      kept = json::serialize(to_json(shorter));
    }
  }
  log_->add(event_name(event), json::serialize(stream_json(event)), std::move(kept));
}

MessageUpdate MessageRun::update() {
  MessageUpdate update;
  update.message = message();
  update.events = log_->kept_after(events_saved_);
  if (!update.events.empty()) events_saved_ = update.events.back().number;
  return update;
}

void MessageRun::free() {
  if (on_free_) std::exchange(on_free_, nullptr)();
}

void MessageRun::end_unchanged() {
  phase_ = Phase::kEnded;
  free();
  log_->end();
  if (on_end_) std::exchange(on_end_, nullptr)();
}

Task<void> MessageRun::end_as_stored() {
  auto stored = co_await services_.store.message(message().id);
  if (stored && *stored) {
    const std::scoped_lock lock(mutex_);
    message_ = **std::move(stored);
    pending_.reset();
  }
  phase_ = Phase::kEnded;
  free();
  log_->end_with("message", json::serialize(message_json(message())));
  if (on_end_) std::exchange(on_end_, nullptr)();
}

void MessageRun::conclude(const Answer& answer) {
  const std::scoped_lock lock(mutex_);
  message_.content = answer.text;
  message_.status = status_of(answer);
  message_.details = json::object{{"type", name_of(answer.outcome)},
                                  {"metadata", metadata_json(answer, services_.clock.now())},
                                  {"request", to_json(request_)}};
  message_.debug = record_.debug();
  pending_.reset();
}

Task<void> MessageRun::finish(Answer answer) {
  phase_ = Phase::kEnding;
  gone_.cancel();
  const bool was_waiting = message().status == MessageStatus::kWaiting;
  if (leaves_waiting(stop_reason_) && was_waiting) {
    // It can be answered after the restart.
    end_unchanged();
    co_return;
  }
  if (stop_reason_ == StopReason::kElsewhere) {
    co_await end_as_stored();
    co_return;
  }
  const bool was_cut = stop_reason_ != StopReason::kNone && answer.fault &&
                       *answer.fault == name_of(Fault::kCancelled);
  if (was_cut) answer.text = text_of(stop_reason_);
  conclude(answer);
  auto saved_as = update();
  saved_as.results = results_of(answer);
  saved_as.tokens = record_.tokens();
  if (services_.on_finished) services_.on_finished(answer, saved_as.tokens);
  for (const auto& step : answer.steps) {
    if (!step.success) continue;
    for (auto& name : databases_of(step)) saved_as.databases.push_back(std::move(name));
  }
  saved_as.run_log = record_.log(saved_as.message, user_.content, answer);
  std::string problem;
  try {
    const auto saved = co_await services_.store.update_message(std::move(saved_as));
    if (!saved) problem = one_line(saved.error());
  } catch (const std::exception&) {
    problem = "The store failed.";
  }
  if (!problem.empty()) {
    answer.notes.push_back("This answer could not be saved: " + problem);
    conclude(answer);
    log_->add("notice", json::serialize(to_json(Notice{answer.notes.back()})));
  }
  phase_ = Phase::kEnded;
  free();
  log_->end_with("message", json::serialize(message_json(message())));
  if (on_end_) std::exchange(on_end_, nullptr)();
}

}  // namespace askdb
