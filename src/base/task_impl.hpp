#pragma once

/// Bodies of the templates in `base/task.hpp`; include that.

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <optional>
#include <variant>

#include "base/task.hpp"

namespace askdb {

template <class Work>
auto run_blocking(BlockingPool& pool, Work work, std::function<void()> on_cancel)
    -> Task<std::invoke_result_t<Work&>> {
  using Produced = std::invoke_result_t<Work&>;
  std::optional<Produced> value;
  auto body = [&value, &work] { value.emplace(work()); };
  auto start = [&pool, body, on_cancel = std::move(on_cancel)](auto handler) mutable {
    auto slot = asio::get_associated_cancellation_slot(handler);
    if (slot.is_connected() && on_cancel) {
      slot.assign([on_cancel](asio::cancellation_type) { on_cancel(); });
    }
    auto caller = asio::prefer(asio::get_associated_executor(handler),
                               asio::execution::outstanding_work.tracked);
    asio::post(pool.executor(), [body, caller, handler = std::move(handler)]() mutable {
      std::exception_ptr thrown;
      try {
        body();
      } catch (...) {
        thrown = std::current_exception();
      }
      asio::post(caller, [thrown, handler = std::move(handler)]() mutable {
        asio::get_associated_cancellation_slot(handler).clear();
        std::move(handler)(thrown);
      });
    });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr)>(
      std::move(start), asio::use_awaitable);
  co_return std::move(*value);
}

template <class T>
Task<Result<T>> with_deadline(Task<Result<T>> operation, std::chrono::milliseconds limit) {
  using asio::experimental::awaitable_operators::operator||;
  asio::steady_timer timer(co_await asio::this_coro::executor, limit);
  auto timed_out = timer.async_wait(asio::use_awaitable);
  auto both = std::move(operation) || std::move(timed_out);
  auto first = co_await std::move(both);
  if (first.index() == 0) co_return std::get<0>(std::move(first));
  co_return deadline_error(limit);
}

}  // namespace askdb
