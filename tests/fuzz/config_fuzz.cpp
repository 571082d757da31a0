/// A .env and an askdb.yaml, separated by a NUL byte: whatever they hold, they are read to the end,
/// every problem names itself, and what was accepted lies within its limits.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "config/option.hpp"
#include "config/sources.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace askdb::config;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto middle = bytes.find('\0');
  Problems problems("askdb.yaml");
  Variables variables;
  read_env(bytes.substr(0, middle), ".env", variables, problems);
  Draft draft;
  YamlInput input{.text = {}, .folder = "/nowhere", .wants_datasources = true};
  if (middle != std::string_view::npos) input.text = bytes.substr(middle + 1);
  read_yaml(input, variables, draft, problems);
  for (const auto& problem : problems.list()) {
    if (problem.empty()) std::abort();
  }
  const auto& limits = draft.config.limits;
  if (limits.max_rows < 1 || limits.max_rows > 1'000'000) std::abort();
  if (limits.max_attempts < 1 || limits.max_attempts > 20) std::abort();
  for (const auto& datasource : draft.config.datasources) {
    if (datasource.name.find('\0') == std::string::npos && datasource.connection.empty()) {
      std::abort();
    }
  }
  return 0;
}
