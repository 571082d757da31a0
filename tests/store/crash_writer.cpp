/// Writes to a store until it is killed, and says what the store acknowledged.
///
///   crash_writer URL
///
/// One line per acknowledged call, written at once: "open", "thread ID", "message ID", "update ID".

#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <iostream>

#include "base/clock.hpp"
#include "store/make_store.hpp"

namespace {

using namespace askdb;

/// Writers at once, so that commits are shared.
constexpr int kWriters = 3;

void say(const std::string& line) {
  const std::string text = line + "\n";
  // At once and whole: what is in a buffer of ours dies with us.
  if (write(STDOUT_FILENO, text.data(), text.size()) != static_cast<ssize_t>(text.size())) _exit(3);
}

template <class T>
void check(const Result<T>& result) {
  bool is_done = result.has_value();
  if constexpr (std::is_same_v<T, bool>) is_done = is_done && *result;
  if (is_done) return;
  const auto why = result ? Error{.message = "it said no"} : result.error();
  std::cerr << one_line(why) << ' ' << why.detail << '\n';
  _exit(4);
}

Message made_message(const std::string& id, const std::string& thread_id, int number) {
  Message message;
  message.id = id;
  message.thread_id = thread_id;
  message.content = "Question " + std::to_string(number);
  message.created_at = "2026-11-20T10:00:00.000Z";
  message.status = MessageStatus::kRunning;
  return message;
}

MessageUpdate made_update(const Message& message, int number) {
  MessageUpdate update;
  update.message = message;
  update.message.status = MessageStatus::kDone;
  update.message.content = "done " + message.id;
  update.message.details = json::object{{"padding", std::string(500, 'x')}};
  for (int i = 1; i <= 3; ++i) update.events.push_back({i, "stage_finished", message.id});
  update.results = {{.step = 1, .columns = json::array{"n"}, .rows = json::array{number}}};
  update.tokens = {{.stage = "sql", .model = "m", .input_tokens = number}};
  update.databases = {"bank"};
  return update;
}

Task<void> write_for_ever(Store& store, IdSource& ids) {
  for (int number = 0;; ++number) {
    Thread thread;
    thread.id = ids.next();
    thread.name = "Swift Talk";
    thread.created_at = thread.updated_at = "2026-11-20T10:00:00.000Z";
    auto creating = store.create_thread(thread);
    const auto created = co_await std::move(creating);
    check(created);
    say("thread " + thread.id);
    for (int i = 0; i < 2; ++i) {
      const auto message = made_message(ids.next(), thread.id, number);
      std::vector<Message> messages{message};
      auto adding = store.add_messages(std::move(messages));
      const auto added = co_await std::move(adding);
      check(added);
      say("message " + message.id);
      auto update = made_update(message, number);
      auto updating = store.update_message(std::move(update));
      const auto updated = co_await std::move(updating);
      check(updated);
      say("update " + message.id);
    }
  }
}

Task<void> run(Store& store, IdSource& ids) {
  auto opening = store.open();
  const auto opened = co_await std::move(opening);
  check(opened);
  say("open");
  auto executor = co_await asio::this_coro::executor;
  for (int i = 0; i < kWriters; ++i) {
    asio::co_spawn(executor, write_for_ever(store, ids), asio::detached);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "crash_writer URL\n";
    return 2;
  }
  askdb::BlockingPool threads(3);
  const auto store = askdb::make_store({.url = arguments[1], .folder = {}}, threads);
  if (!store) {
    std::cerr << one_line(store.error()) << '\n';
    return 2;
  }
  askdb::asio::io_context io(1);
  askdb::IdSource ids;
  askdb::asio::co_spawn(io, run(**store, ids), askdb::asio::detached);
  io.run();
}
