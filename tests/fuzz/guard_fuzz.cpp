#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "sql/guard.hpp"

// Any bytes: the guard answers, and what it accepts it accepts again inside its own limit. A crash,
// a hang or a broken promise stops the fuzzer.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto guard = askdb::make_postgresql_guard(nullptr);
  static const askdb::GuardPolicy policy{.allow = {"public.*"}, .deny = {"public.secret*"}};
  const std::string_view sql(reinterpret_cast<const char*>(data), size);
  const auto verdict = guard->check(sql, policy);
  if (!verdict) {
    if (verdict.error().rule.empty() || verdict.error().message.empty()) std::abort();
    return 0;
  }
  if (verdict->runnable().find(verdict->original()) == std::string_view::npos) std::abort();
  if (sql.find(verdict->original()) == std::string_view::npos) std::abort();
  for (const auto& relation : verdict->relations()) {
    if (relation.rfind("public.", 0) != 0 || relation.rfind("public.secret", 0) == 0) std::abort();
  }
  return 0;
}
