#include "sql/parsed_guard.hpp"

#include <utility>

#include "sql/big_stack.hpp"
#include "sql/place.hpp"
#include "sql/scan.hpp"

namespace askdb {
namespace {

/// Far above what the slowest accepted statement takes; a check that needs longer is a refusal.
constexpr std::chrono::milliseconds kLatest{1'000};

Refusal failed() {
  return {"late", "The statement could not be checked in time.", "Write a simpler statement.", {}};
}

}  // namespace

ParsedGuard::ParsedGuard(Dialect dialect, Judge judge)
    : dialect_(dialect), judge_(std::make_shared<const Judge>(std::move(judge))) {}

Verdict ParsedGuard::check(std::string_view sql, const GuardPolicy& policy) const noexcept try {
  if (auto refusal = scan(sql, dialect_)) return with_place(*std::move(refusal), sql);
  // The work owns what it touches: it may outlive this call.
  struct Work {
    std::string sql;
    GuardPolicy policy;
    std::shared_ptr<const Judge> judge;
    Judgement outcome = failed();
  };
  const auto work = std::make_shared<Work>(Work{std::string(sql), policy, judge_});
  const bool is_done = run_on_big_stack(
      [work]() noexcept {
        try {
          work->outcome = (*work->judge)(work->sql, work->policy);
        } catch (...) {
          work->outcome = failed();
        }
      },
      kLatest);
  if (!is_done) return failed();
  if (auto* refusal = std::get_if<Refusal>(&work->outcome)) {
    return with_place(std::move(*refusal), sql);
  }
  auto& passed = std::get<Passed>(work->outcome);
  auto runnable = limited(passed.original, policy.max_rows);
  return checked(dialect_, std::move(passed.original), std::move(runnable), policy.max_rows,
                 std::move(passed.relations));
} catch (...) {
  return failed();
}

}  // namespace askdb
