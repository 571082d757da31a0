#include "conversation/event_log.hpp"

#include <gmock/gmock.h>

#include "fixtures/run_task.hpp"

namespace askdb {
namespace {

using ::testing::ElementsAre;
using testing::run_task;

std::vector<std::string> names(const EventLog::Piece& piece) {
  std::vector<std::string> list;
  for (const auto& event : piece.events) {
    list.push_back(std::to_string(event->number) + " " + event->name);
  }
  return list;
}

std::shared_ptr<EventLog> log_of(std::initializer_list<const char*> names) {
  auto log = std::make_shared<EventLog>();
  for (const char* name : names) log->add(name, "{}");
  return log;
}

TEST(EventLog, NumbersEventsAndGoesOnAfterANumber) {
  const auto log = log_of({"a", "b", "c"});
  Listener listener(log, 1);
  EXPECT_THAT(names(run_task(listener.next())), ElementsAre("2 b", "3 c"));
}

TEST(EventLog, WakesAllWhoWait) {
  const auto log = log_of({});
  Listener first(log, 0);
  Listener second(log, 0);
  asio::io_context io;
  std::vector<std::string> woken;
  for (auto* listener : {&first, &second}) {
    asio::co_spawn(io, listener->next(), [&](const std::exception_ptr&, EventLog::Piece piece) {
      for (const auto& name : names(piece)) woken.push_back(name);
    });
  }
  io.poll();
  EXPECT_TRUE(woken.empty());
  log->add("a", "{}");
  io.run();
  EXPECT_THAT(woken, ElementsAre("1 a", "1 a"));
}

TEST(EventLog, LeavesOutWhatDoesNotFitButNeverTheLast) {
  auto log = std::make_shared<EventLog>(EventLog::Limits{.max_events = 2, .max_bytes = 1'000});
  for (const char* name : {"a", "b", "c"}) log->add(name, "{}");
  log->end_with("message", "{}");
  Listener listener(log, 0);
  const auto piece = run_task(listener.next());
  EXPECT_THAT(names(piece), ElementsAre("1 a", "2 b", "3 message"));
  EXPECT_TRUE(piece.is_end);
}

TEST(EventLog, TellsWhenTheLastListenerHasGone) {
  const auto log = log_of({});
  int calls = 0;
  log->on_alone([&] { ++calls; });
  {
    const Listener first(log, 0);
    { const Listener second(log, 0); }
    EXPECT_EQ(calls, 0);
    EXPECT_FALSE(log->is_alone());
  }
  EXPECT_EQ(calls, 1);
  EXPECT_TRUE(log->is_alone());
}

TEST(EventLog, KeepsAShorterFormForTheStore) {
  const auto log = log_of({"a"});
  log->add("b", "{\"long\":1}", "{}");
  log->end_with("message", "{}");
  const auto kept = log->kept_after(1);
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].number, 2);
  EXPECT_EQ(kept[0].data, "{}");
}

TEST(EventLog, GivesALateListenerTheEndAtOnce) {
  const auto log = log_of({"a"});
  log->end();
  Listener listener(log, 7);
  const auto piece = run_task(listener.next());
  EXPECT_TRUE(piece.events.empty());
  EXPECT_TRUE(piece.is_end);
}

}  // namespace
}  // namespace askdb
