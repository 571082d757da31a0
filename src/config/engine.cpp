#include "config/engine.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace askdb {
namespace {

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> result;
  for (const auto word : split(text, ' ')) {
    if (!word.empty()) result.push_back(word);
  }
  return result;
}

}  // namespace

bool Engine::has_name(std::string_view name) const {
  return iequals(type, name) || std::any_of(others.begin(), others.end(),
                                            [&](auto other) { return iequals(other, name); });
}

std::span<const Engine> engines() {
  static const std::vector<Engine> kEngines = {
#define ASKDB_ENGINE(type, others, display, form, port, make) \
  {type, words(others), display, AddressForm::form, port},
#include "config/engines.inc"
#undef ASKDB_ENGINE
  };
  return kEngines;
}

const Engine* find_engine(std::string_view name) {
  for (const auto& engine : engines()) {
    if (engine.has_name(name)) return &engine;
  }
  return nullptr;
}

std::string engine_display_name(std::string_view type) {
  const auto* engine = find_engine(type);
  return std::string(engine == nullptr ? type : engine->display_name);
}

std::string engine_types() {
  std::vector<std::string> types;
  for (const auto& engine : engines()) types.emplace_back(engine.type);
  return join(types, ", ");
}

}  // namespace askdb
