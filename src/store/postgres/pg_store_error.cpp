#include "store/postgres/postgres_store_impl.hpp"

namespace askdb::store {

Error postgres_error(const Error& error) {
  if (error.detail.starts_with("SQLSTATE 23505")) {
    auto taken = taken_error("thread or message with this id or share token");
    taken.detail = error.detail;
    return taken;
  }
  switch (error.fault) {
    case Fault::kConnection:
    case Fault::kTimeout:
    case Fault::kConfig:
      return {.fault = Fault::kConnection,
              .message = "askdb's store cannot be reached. " + error.message,
              .next_step = "Check that its server runs and that CONTROL_DB_URL is right.",
              .detail = error.detail};
    case Fault::kPermission:
      return {.fault = Fault::kConnection,
              .message = "askdb's store lets this user not in. " + error.message,
              .next_step =
                  "Correct the user in CONTROL_DB_URL, or let it create and use the "
                  "schema askdb.",
              .detail = error.detail};
    default:
      return {.fault = Fault::kOther,
              .message = "askdb's store failed. " + error.message,
              .next_step = "Try again; if it lasts, ask who runs its server.",
              .detail = error.detail};
  }
}

}  // namespace askdb::store
