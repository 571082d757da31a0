#include "base/task.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <thread>

namespace askdb {
namespace {

using namespace std::chrono_literals;

template <class T>
Result<T> run(Task<Result<T>> task) {
  asio::io_context io;
  std::optional<Result<T>> result;
  asio::co_spawn(io, std::move(task), [&](const std::exception_ptr& thrown, Result<T> value) {
    if (thrown) std::rethrow_exception(thrown);
    result.emplace(std::move(value));
  });
  io.run();
  return *std::move(result);
}

Task<Result<int>> slow() {
  co_await pause_for(10s);
  co_return 1;
}

TEST(WithDeadline, FailsWithTimeoutAndCancelsTheOperation) {
  const auto result = run(with_deadline(slow(), 20ms));
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().fault, Fault::kTimeout);
}

Task<Result<int>> quick() { co_return 7; }

TEST(WithDeadline, PassesTheValueThrough) {
  EXPECT_EQ(run(with_deadline(quick(), 10s)).value(), 7);
}

Task<Result<int>> thread_hops(BlockingPool& pool) {
  const auto before = std::this_thread::get_id();
  auto work = [] { return std::this_thread::get_id(); };
  const auto inside = co_await run_blocking(pool, work);
  co_return (inside != before ? 1 : 0) + (std::this_thread::get_id() == before ? 2 : 0);
}

TEST(RunBlocking, WorksElsewhereAndResumesWhereItStarted) {
  BlockingPool pool(1);
  EXPECT_EQ(run(thread_hops(pool)).value(), 3);
}

Task<Result<int>> endless(BlockingPool& pool, std::atomic<bool>& stop) {
  auto work = [&stop] {
    while (!stop) std::this_thread::sleep_for(1ms);
    return 1;
  };
  auto halt = [&stop] { stop = true; };
  co_return co_await run_blocking(pool, work, halt);
}

TEST(RunBlocking, CancellingStopsTheWork) {
  BlockingPool pool(1);
  std::atomic<bool> stop = false;
  const auto result = run(with_deadline(endless(pool, stop), 20ms));
  EXPECT_TRUE(stop);
  EXPECT_FALSE(result.has_value());
}

}  // namespace
}  // namespace askdb
