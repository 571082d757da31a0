#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "sql/guard.hpp"

// Any bytes, the first of them chooses the dialect: the guard answers, and what it accepts it
// accepts again as it would run, unchanged. A crash, a hang or a broken promise stops the fuzzer.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using askdb::Guard;
  static const std::array<std::unique_ptr<Guard>, 3> guards{askdb::make_mysql_guard(nullptr),
                                                            askdb::make_clickhouse_guard(nullptr),
                                                            askdb::make_trino_guard(nullptr)};
  static const askdb::GuardPolicy policy{.allow = {"*"}, .deny = {"secret*"}, .max_rows = 10};
  if (size == 0) return 0;
  const Guard& guard = *guards[data[0] % guards.size()];
  const std::string_view sql(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto verdict = guard.check(sql, policy);
  if (!verdict) {
    if (verdict.error().rule.empty() || verdict.error().message.empty()) std::abort();
    return 0;
  }
  if (sql.find(verdict->original()) == std::string_view::npos) std::abort();
  const auto again = guard.check(verdict->runnable(), policy);
  // A limit can push a text over the largest size.
  if (!again && again.error().rule != "size") std::abort();
  if (again && again->runnable() != verdict->runnable()) std::abort();
  for (const auto& relation : verdict->relations()) {
    const auto table = relation.substr(relation.rfind('.') + 1);
    if (table.rfind("secret", 0) == 0) std::abort();
  }
  return 0;
}
