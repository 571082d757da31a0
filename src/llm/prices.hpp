#pragma once

/// What a call costs: US dollars per million tokens, by model, from a YAML table.
///
///   claude-sonnet-4:            # its snapshots too: claude-sonnet-4-20250514
///     input: 3.00
///     output: 15.00
///     cache_read: 0.30          # default: as input
///     cache_write: 3.75         # default: as input
///
/// The table built into the program can be replaced by a file.

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "llm/model.hpp"

namespace askdb {

/// US dollars per million tokens.
struct ModelPrice {
  double input = 0;
  double output = 0;
  double cache_read = 0;
  double cache_write = 0;
};

/// Immutable once loaded; may be read by many threads.
class PriceTable {
 public:
  /// Fails with kConfig; the message names file, line and the fix. Empty: the built-in table.
  static Result<PriceTable> load(const std::string& file = {});
  static Result<PriceTable> parse(std::string_view yaml, const std::string& source);

  /// A provider's prefix ("models/", "openai/") and a snapshot's suffix are ignored. Null when the
  /// model is not in the table.
  const ModelPrice* find(std::string_view model) const;

  /// Sets `price_usd` and `is_price_known` from the counts.
  void price(TokenUsage& usage, std::string_view model) const;

 private:
  std::map<std::string, ModelPrice, std::less<>> prices_;
};

}  // namespace askdb
