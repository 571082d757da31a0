/// The stores that need no server.

#include "fixtures/sqlite_file.hpp"
#include "store_fixture.hpp"

namespace askdb::testing {
namespace {

struct MemoryPlace : StorePlace {
  StoreSettings settings() override { return {.url = "memory:", .folder = {}}; }
};

struct SqlitePlace : StorePlace {
  StoreSettings settings() override { return {.url = "", .folder = file.folder() + "/new/deep"}; }
  SqliteFile file;
};

template <class Place>
std::unique_ptr<StorePlace> make_place() {
  return std::make_unique<Place>();
}

INSTANTIATE_TEST_SUITE_P(Memory, StoreTest,
                         ::testing::Values(StoreKind{.name = "memory",
                                                     .make = make_place<MemoryPlace>,
                                                     .is_lasting = false}));
INSTANTIATE_TEST_SUITE_P(Sqlite, StoreTest,
                         ::testing::Values(StoreKind{.name = "sqlite",
                                                     .make = make_place<SqlitePlace>}));

}  // namespace
}  // namespace askdb::testing
