#include "store/make_store.hpp"

#include "base/text.hpp"
#include "store/memory/memory_store.hpp"

namespace askdb {

Result<std::unique_ptr<Store>> make_store(const StoreSettings& settings, BlockingPool&) {
  const std::string url(trim(settings.url));
  if (url == "memory:") return std::make_unique<MemoryStore>();
  return Error{.fault = Fault::kConfig,
               .message = "askdb cannot keep its threads there.",
               .next_step = "Set CONTROL_DB_URL to \"memory:\".",
               .detail = {}};
}

}  // namespace askdb
