#include "store/summed.hpp"

namespace askdb::store {

void add_to(TokenRecord& sum, const TokenRecord& more) {
  sum.input_tokens += more.input_tokens;
  sum.output_tokens += more.output_tokens;
  sum.calls += more.calls;
  sum.price_usd += more.price_usd;
  sum.is_price_known = sum.is_price_known && more.is_price_known;
  sum.elapsed_ms += more.elapsed_ms;
}

std::vector<TokenRecord> summed(const std::vector<TokenRecord>& records) {
  std::vector<TokenRecord> sums;
  for (const auto& record : records) {
    const auto same = std::find_if(sums.begin(), sums.end(), [&](const TokenRecord& sum) {
      return sum.stage == record.stage && sum.model == record.model;
    });
    if (same == sums.end()) {
      sums.push_back(record);
    } else {
      add_to(*same, record);
    }
  }
  return sums;
}

}  // namespace askdb::store
