/// Any bytes as a question: the engine answers soon and does not fall over.

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "linguist/linguist.hpp"

namespace {

using namespace askdb;

Linguist small_shop() {
  Database database{.name = "shop", .default_schema = "main", .fingerprint = "fuzz"};
  const auto column = [](std::string name, ValueKind kind) {
    return Column{.name = std::move(name), .type = "TEXT", .kind = kind};
  };
  Table customers{.schema = "main", .name = "customers", .primary_key = {"id"}};
  customers.columns = {column("id", ValueKind::kInteger), column("first name", ValueKind::kText),
                       column("city", ValueKind::kText), column("birth_date", ValueKind::kDate)};
  Table orders{.schema = "main", .name = "orders", .primary_key = {"id"}};
  orders.columns = {column("id", ValueKind::kInteger), column("customer_id", ValueKind::kInteger),
                    column("amount", ValueKind::kDecimal), column("status", ValueKind::kText),
                    column("placed_on", ValueKind::kTimestamp)};
  orders.foreign_keys = {{{"customer_id"}, "main", "customers", {"id"}}};
  database.tables = {std::move(customers), std::move(orders)};
  return Linguist(std::make_shared<const Database>(std::move(database)),
                  {{"main", "customers", "city", {"New York", "São Paulo", "\xff odd", "it's"}},
                   {"main", "orders", "status", {"open", "closed", "A+"}}});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  static const Linguist linguist = small_shop();
  // Sanitizers make it several times slower; the product's own limit is 200 ms.
  constexpr std::chrono::milliseconds kLimit{2'000};
  std::string_view text(reinterpret_cast<const char*>(bytes), size);
  TranslationContext context{.now = Clock::WallTime(std::chrono::hours(497'000))};
  if (const std::size_t cut = text.find('\n'); cut != std::string_view::npos) {
    context.previous_question = std::string(text.substr(0, cut));
    text.remove_prefix(cut + 1);
  }
  const auto start = std::chrono::steady_clock::now();
  const Translation translation = linguist.translate(text, context);
  const auto elapsed = std::chrono::steady_clock::now() - start;
  if (elapsed > kLimit || !(translation.confidence >= 0 && translation.confidence <= 1)) {
    std::fprintf(stderr, "too slow, or no confidence in 0..1: %f\n", translation.confidence);
    std::abort();
  }
  return 0;
}
