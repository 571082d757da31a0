#pragma once

/// One suite for every store: `StoreTest` gets a place that holds nothing yet, of the kind that its
/// parameter names. Instantiated in conformance_unit.cpp and conformance_live.cpp.

#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "fixtures/run_task.hpp"
#include "store/make_store.hpp"

namespace askdb::testing {

/// An empty place for a store, removed with the object.
struct StorePlace {
  virtual ~StorePlace() = default;
  virtual StoreSettings settings() = 0;
};

struct StoreKind {
  std::string name;
  /// Null: not to be had here.
  std::function<std::unique_ptr<StorePlace>()> make;
  std::string (*why_not)() = nullptr;
  bool is_lasting = true;  ///< A second store sees what the first one wrote.
};

inline void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

inline Thread a_thread(const std::string& id, const std::string& time = "2026-11-20T10:00:00.000Z",
                       const std::string& name = "Swift Talk") {
  return {.id = id,
          .name = name,
          .created_at = time,
          .updated_at = time,
          .share_token = std::nullopt,
          .owner = ""};
}

inline Message a_message(const std::string& id, const std::string& thread_id,
                         const std::string& content = "How many?",
                         const std::string& time = "2026-11-20T10:00:01.000Z") {
  Message message;
  message.id = id;
  message.thread_id = thread_id;
  message.content = content;
  message.created_at = time;
  return message;
}

template <class T>
T value_of(Result<T> result) {
  if (!result) {
    const auto& error = result.error();
    throw std::runtime_error(name_of(error.fault) + ": " + one_line(error) + " " + error.detail);
  }
  return *std::move(result);
}

class StoreTest : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override {
    place_ = GetParam().make();
    if (!place_) GTEST_SKIP() << GetParam().why_not();
    store_ = opened();
  }

  /// One more store at the same place.
  std::unique_ptr<Store> unopened() { return value_of(make_store(place_->settings(), threads_)); }
  std::unique_ptr<Store> opened() {
    auto store = unopened();
    value_of(run_task(store->open()));
    return store;
  }

  /// The value of a call that must not fail.
  template <class T>
  T get(Task<Result<T>> task) {
    return value_of(run_task(std::move(task)));
  }
  template <class T>
  Error failure(Task<Result<T>> task) {
    const auto result = run_task(std::move(task));
    return result ? Error{.message = "it did not fail"} : result.error();
  }

  void add_thread(const std::string& id) { get(store_->create_thread(a_thread(id))); }
  void add_message(const std::string& id, const std::string& thread_id,
                   const std::string& content = "How many?") {
    ASSERT_TRUE(get(store_->add_messages({a_message(id, thread_id, content)})));
  }

  std::unique_ptr<StorePlace> place_;
  BlockingPool threads_{4};
  std::unique_ptr<Store> store_;
};

}  // namespace askdb::testing
