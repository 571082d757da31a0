#pragma once

/// Conversations over a scripted reasoner, fake databases and a store in memory. A `Process` is one
/// start of the program: two on one store are a restart.

#include <optional>

#include "conversation/conversations.hpp"
#include "conversation/message_json.hpp"
#include "fixtures/orchestrator_fixture.hpp"
#include "store/memory/memory_store.hpp"

namespace askdb {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kCount = "SELECT count(*) FROM customers";
constexpr const char* kGraz = "SELECT count(*) FROM customers WHERE city = 'Graz'";

/// A store whose disk can be full.
class FillingStore : public MemoryStore {
 public:
  bool is_full = false;
  bool fills_with_question = false;  ///< The next question is the last thing that fits.
  bool is_for_several = false;       ///< Several processes share it.
  std::vector<std::string> kept_alive;
  std::vector<std::string> abandoned;

  bool is_shared() const override { return is_for_several; }
  Task<Result<std::vector<std::string>>> keep_alive(std::vector<std::string> ids) override {
    kept_alive = ids;
    auto unfinished = co_await unfinished_messages();
    std::vector<std::string> alive;
    for (const auto& message : unfinished.value()) {
      if (std::find(ids.begin(), ids.end(), message.id) != ids.end()) alive.push_back(message.id);
    }
    co_return alive;
  }
  Task<Result<std::vector<Message>>> abandoned_messages(std::chrono::seconds) override {
    std::vector<Message> found;
    for (const auto& id : abandoned) {
      auto kept = co_await message(id);
      found.push_back(kept.value().value());
    }
    co_return found;
  }

  Task<Result<bool>> update_message(MessageUpdate update) override {
    if (is_full) co_return full();
    co_return co_await MemoryStore::update_message(std::move(update));
  }
  Task<Result<bool>> add_messages(std::vector<Message> messages) override {
    if (is_full) co_return full();
    is_full = fills_with_question;
    co_return co_await MemoryStore::add_messages(std::move(messages));
  }

 private:
  static Error full() {
    return {.fault = Fault::kOther, .message = "The disk is full.", .next_step = {}, .detail = {}};
  }
};

class ConversationTest : public OrchestratorTest {
 protected:
  /// One start of the program.
  struct Process {
    Process(ConversationTest& test, std::chrono::milliseconds patience)
        : orchestrator(test.reasoner, *test.catalog, *test.manager, test.config, test.clock),
          conversations(io.get_executor(), orchestrator, *test.catalog, test.store, test.config,
                        test.clock, test.ids, {patience}) {}

    /// Runs the program until `task` is done.
    template <class T>
    T wait(Task<T> task) {
      std::optional<T> result;
      asio::co_spawn(io, std::move(task), [&](const std::exception_ptr& thrown, T value) {
        if (thrown) std::rethrow_exception(thrown);
        result.emplace(std::move(value));
      });
      io.restart();
      while (!result && io.run_one() > 0) continue;
      return *std::move(result);
    }

    asio::io_context io;
    Orchestrator orchestrator;
    Conversations conversations;
  };

  ConversationTest() {
    start();
    thread_id = process->wait(process->conversations.create_thread({}, "")).value().id;
  }

  /// Ends the program as a crash does, and starts it again.
  void start(std::chrono::milliseconds patience = std::chrono::hours(1)) {
    process.reset();
    process = std::make_unique<Process>(*this, patience);
    const auto recovered = process->wait(process->conversations.recover());
    EXPECT_TRUE(recovered);
  }

  Posted post(const std::string& text, ApprovalMode approval = ApprovalMode::kOff,
              std::string thread = {}) {
    unread.clear();
    NewQuestion asked{text, {}};
    asked.request.approval = approval;
    if (thread.empty()) thread = thread_id;
    return process->wait(process->conversations.post({}, thread, asked)).value().value();
  }

  /// Reads on until an event called `name`, and returns its data. Null: the end came first.
  json::value until(Listener& listener, const std::string& name) {
    while (true) {
      while (!unread.empty()) {
        const auto event = unread.front();
        unread.pop_front();
        seen.push_back(event->name);
        if (event->name == name) return json::parse(event->data);
      }
      const auto piece = process->wait(listener.next());
      unread.assign(piece.events.begin(), piece.events.end());
      if (piece.is_end && unread.empty()) return {};
    }
  }
  json::value until_end(Posted& posted) { return until(posted.listener, "message"); }

  Message message(const std::string& id) {
    return process->wait(process->conversations.message({}, id)).value().value();
  }
  void stop_message(const std::string& id) {
    EXPECT_TRUE(process->wait(process->conversations.stop({}, id)));
  }
  /// Lets everything run that can.
  void settle() {
    process->io.restart();
    process->io.poll();
  }
  ApprovalReply answer(const std::string& id, ApprovalAnswer answer) {
    return process->wait(process->conversations.answer({}, id, "", std::move(answer))).value();
  }
  /// Follows a message from the start.
  Listener listen(const std::string& id, std::int64_t number = 0) {
    unread.clear();
    auto listener = process->wait(process->conversations.listen({}, id, number)).value();
    return *std::move(listener);
  }

  FillingStore store;
  IdSource ids;
  std::string thread_id;
  std::vector<std::string> seen;
  std::deque<EventLog::Event> unread;  ///< What came together with what was read last.
  std::unique_ptr<Process> process;
};

}  // namespace askdb
