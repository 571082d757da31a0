/// Callers that wait for one load, and what becomes of them.

#include <gmock/gmock.h>

#include <boost/asio/strand.hpp>
#include <thread>

#include "catalog_fixture.hpp"

namespace askdb {
namespace {

using testing::CatalogTest;
using testing::run_task;

/// A load of the schema that is under way on a thread of its own.
class SlowLoad {
 public:
  SlowLoad(Catalog& catalog, FakeState& state) {
    state.is_slow = true;
    asio::co_spawn(io_, catalog.entry("shop"), [](const std::exception_ptr&, const auto&) {});
    io_.poll();
    running_ = std::thread([this] { io_.run(); });
  }
  void end() {
    io_.stop();
    running_.join();
  }

 private:
  asio::io_context io_;
  asio::executor_work_guard<asio::io_context::executor_type> work_ = asio::make_work_guard(io_);
  std::thread running_;
};

TEST_F(CatalogTest, CallersAtTheSameTimeShareOneLoad) {
  state_->is_slow = true;
  asio::io_context io;
  std::vector<std::shared_ptr<const CatalogEntry>> served;
  for (int caller = 0; caller < 5; ++caller) {
    asio::co_spawn(io, catalog_->entry("shop"), [&](const std::exception_ptr& thrown, auto found) {
      ASSERT_FALSE(thrown);
      served.push_back(*found);
    });
  }
  io.poll();
  EXPECT_TRUE(served.empty());
  state_->release();
  io.run();
  ASSERT_EQ(served.size(), 5U);
  EXPECT_THAT(served, ::testing::Each(served.front()));
  EXPECT_EQ(state_->introspections, 1);
}

TEST_F(CatalogTest, CancellingTheLoadingCallerLeavesTheOthersServed) {
  state_->is_slow = true;
  asio::io_context io;
  asio::cancellation_signal stop;
  bool is_stopped = false;
  std::shared_ptr<const CatalogEntry> served;
  asio::co_spawn(
      io, catalog_->entry("shop"),
      asio::bind_cancellation_slot(stop.slot(), [&](const std::exception_ptr& thrown, const auto&) {
        is_stopped = thrown != nullptr;
      }));
  asio::co_spawn(io, catalog_->entry("shop"), [&](const std::exception_ptr& thrown, auto found) {
    ASSERT_FALSE(thrown);
    served = *found;
  });
  io.poll();
  stop.emit(asio::cancellation_type::terminal);
  io.restart();
  io.poll();
  EXPECT_TRUE(is_stopped);
  EXPECT_EQ(served, nullptr);
  state_->release();
  io.restart();
  io.run();
  EXPECT_NE(served, nullptr);
  EXPECT_EQ(state_->introspections, 1);
}

TEST_F(CatalogTest, TheCatalogueOutlivesTheEventLoopsItWasUsedOn) {
  for (int loop = 0; loop < 2; ++loop) {
    asio::io_context io;
    asio::co_spawn(asio::make_strand(io), catalog_->refresh("shop"),
                   [](const std::exception_ptr& thrown, const auto&) { EXPECT_FALSE(thrown); });
    io.run();
  }
  EXPECT_EQ(state_->introspections, 2);
  catalog_.reset();
}

TEST_F(CatalogTest, ALoadUnderWayIsStoppedWhenTheCatalogueGoes) {
  SlowLoad load(*catalog_, *state_);
  catalog_.reset();
  EXPECT_EQ(state_->stopped, 1);
  load.end();
}

TEST_F(CatalogTest, AStoppedCatalogueGoesAtOnceAfterItsEventLoop) {
  SlowLoad load(*catalog_, *state_);
  const auto start = std::chrono::steady_clock::now();
  catalog_->stop();
  EXPECT_EQ(state_->stopped, 1);
  load.end();
  EXPECT_EQ(entry(), nullptr);
  EXPECT_EQ(state_->introspections, 1);
  catalog_.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

}  // namespace
}  // namespace askdb
