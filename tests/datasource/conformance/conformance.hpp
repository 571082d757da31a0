#pragma once

/// The suite's fixture: a datasource made from a subject's configuration, as the program makes it.

#include <gmock/gmock.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "datasource/conformance/subject.hpp"
#include "datasource/conformance/unchecked_guard.hpp"
#include "datasource/engines.hpp"
#include "fixtures/run_task.hpp"

namespace askdb::testing {

class Conformance : public ::testing::TestWithParam<MakeSubject> {
 protected:
  void SetUp() override {
    std::string why_not;
    subject_ = GetParam()(why_not);
    if (subject_ == nullptr) GTEST_SKIP() << why_not;
    auto made = make_datasource(subject_->config(), threads_);
    ASSERT_TRUE(made) << made.error().message;
    source_ = *std::move(made);
    auto schema = run_task(source_->introspect(kPatience));
    ASSERT_TRUE(schema) << schema.error().message << " " << schema.error().detail;
    schema_ = std::make_shared<const Database>(*std::move(schema));
  }

  /// Passed by the engine's own guard.
  CheckedSql checked(const std::string& text, std::size_t max_rows = 200) const {
    const auto guard = source_->make_guard(schema_);
    if (!guard) throw std::runtime_error(guard.error().message);
    auto verdict = (*guard)->check(text, {.max_rows = max_rows});
    if (!verdict) throw std::runtime_error(text + ": " + verdict.error().message);
    return *verdict;
  }
  /// Passed by nobody, as it is: what the engine itself must refuse or end.
  CheckedSql unchecked(const std::string& text, std::size_t max_rows = 200) const {
    return *UncheckedGuard(source_->dialect()).check(text, {.max_rows = max_rows});
  }

  Result<Rows> run(CheckedSql statement, RunLimits limits = {.timeout = kPatience}) {
    return run_task(source_->run(std::move(statement), limits));
  }
  Result<Rows> run(const std::string& text, std::size_t max_rows = 200) {
    return run(checked(text, max_rows));
  }
  /// The one value of a statement as text.
  std::string ask(const std::string& text) {
    const auto rows = run(text);
    if (!rows) return rows.error().message;
    return rows->rows.empty() ? "nothing" : to_text(rows->rows[0][0]);
  }
  static Error failure(const Result<Rows>& rows) {
    return rows ? Error{.message = "it did not fail"} : rows.error();
  }
  /// Until the server has nothing to do for us, at most 5 s.
  bool becomes_idle() const {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (std::chrono::steady_clock::now() < until) {
      if (subject_->active() == 0) return true;
    }
    return false;
  }

  static constexpr std::chrono::seconds kPatience{20};

  std::unique_ptr<Subject> subject_;
  BlockingPool threads_{2};
  std::unique_ptr<Datasource> source_;
  std::shared_ptr<const Database> schema_;
};

}  // namespace askdb::testing
