#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "sql/guard.hpp"

// Any bytes: the guard answers, whatever DuckDB's parser makes of them, and what it accepts reads
// only what the policy allows. A crash, a hang or a broken promise stops the fuzzer.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto guard = askdb::make_duckdb_guard(nullptr);
  static const askdb::GuardPolicy policy{.allow = {"main.*"}, .deny = {"main.secret*"}};
  const std::string_view sql(reinterpret_cast<const char*>(data), size);
  const auto verdict = guard->check(sql, policy);
  if (!verdict) {
    if (verdict.error().rule.empty() || verdict.error().message.empty()) std::abort();
    return 0;
  }
  if (verdict->runnable().find(verdict->original()) == std::string_view::npos) std::abort();
  if (sql.find(verdict->original()) == std::string_view::npos) std::abort();
  for (const auto& relation : verdict->relations()) {
    if (relation.rfind("main.", 0) != 0 || relation.rfind("main.secret", 0) == 0) std::abort();
  }
  return 0;
}
