#include "llm/prices.hpp"

#include <yaml-cpp/yaml.h>

#include <fstream>
#include <iterator>

#include "base/text.hpp"
#include "price_files.embedded.hpp"

namespace askdb {
namespace {

constexpr double kTokensPerPrice = 1e6;

/// What may follow a listed name for the same model: nothing, a date or number of at least three
/// digits, or the words for moving versions. "-mini" is another model at another price.
bool is_snapshot_suffix(std::string_view suffix) {
  if (suffix.empty()) return true;
  if (suffix.front() != '-' && suffix.front() != '@' && suffix.front() != ':') return false;
  suffix.remove_prefix(1);
  for (const std::string_view word : {"latest", "preview", "exp"}) {
    if (suffix.starts_with(word)) return true;
  }
  return suffix.substr(0, suffix.find_first_not_of("0123456789")).size() >= 3;
}

Error table_error(const std::string& source, int line, const std::string& what) {
  return {.fault = Fault::kConfig,
          .message = "Price table " + source + ", line " + std::to_string(line + 1) + ": " + what,
          .next_step =
              "Each model has input and output, and may have cache_read and cache_write, "
              "in US dollars per million tokens.",
          .detail = {}};
}

}  // namespace

Result<PriceTable> PriceTable::parse(std::string_view yaml, const std::string& source) {
  PriceTable table;
  try {
    const YAML::Node root = YAML::Load(std::string(yaml));
    if (!root.IsMap()) return table_error(source, 0, "expected models and their prices.");
    for (const auto& entry : root) {
      const auto model = to_lower(entry.first.as<std::string>());
      const int line = entry.first.Mark().line;
      if (!entry.second.IsMap() || !entry.second["input"] || !entry.second["output"]) {
        return table_error(source, line, model + " needs input and output.");
      }
      ModelPrice price;
      price.input = price.cache_read = price.cache_write = entry.second["input"].as<double>();
      for (const auto& field : entry.second) {
        const auto key = field.first.as<std::string>();
        double* target = key == "input"         ? &price.input
                         : key == "output"      ? &price.output
                         : key == "cache_read"  ? &price.cache_read
                         : key == "cache_write" ? &price.cache_write
                                                : nullptr;
        if (target == nullptr) {
          return table_error(source, field.first.Mark().line, "unknown field \"" + key + "\".");
        }
        *target = field.second.as<double>();
        if (!(*target >= 0)) {
          return table_error(source, field.first.Mark().line, key + " must not be negative.");
        }
      }
      table.prices_[model] = price;
    }
  } catch (const YAML::Exception& failed) {
    return table_error(source, failed.mark.line, failed.msg + ".");
  }
  return table;
}

Result<PriceTable> PriceTable::load(const std::string& file) {
  if (file.empty()) return parse(embedded::price_files.front().second, "prices.yaml");
  std::ifstream stream(file, std::ios::binary);
  const std::string yaml(std::istreambuf_iterator<char>(stream), {});
  if (!stream) {
    return Error{.fault = Fault::kConfig,
                 .message = "The price table " + file + " cannot be read.",
                 .next_step = "Correct prices_file, or remove it to use the built-in prices.",
                 .detail = {}};
  }
  return parse(yaml, file);
}

const ModelPrice* PriceTable::find(std::string_view model) const {
  std::string name = to_lower(model);
  name.erase(0, name.rfind('/') + 1);
  for (std::size_t length = name.size(); length > 0; --length) {
    const auto head = std::string_view(name).substr(0, length);
    const auto entry = prices_.find(head);
    if (entry == prices_.end()) continue;
    return is_snapshot_suffix(std::string_view(name).substr(length)) ? &entry->second : nullptr;
  }
  return nullptr;
}

void PriceTable::price(TokenUsage& usage, std::string_view model) const {
  const auto* found = find(model);
  usage.is_price_known = found != nullptr;
  usage.price_usd = 0;
  if (found == nullptr) return;
  usage.price_usd = (static_cast<double>(usage.input_tokens) * found->input +
                     static_cast<double>(usage.output_tokens) * found->output +
                     static_cast<double>(usage.cache_read_tokens) * found->cache_read +
                     static_cast<double>(usage.cache_write_tokens) * found->cache_write) /
                    kTokensPerPrice;
}

}  // namespace askdb
