#pragma once

/// Lets everything pass, as it is: for finding out what a database itself refuses.

#include <string>

#include "sql/guard.hpp"

namespace askdb::testing {

class UncheckedGuard : public Guard {
 public:
  explicit UncheckedGuard(Dialect dialect) : dialect_(dialect) {}

  Verdict check(std::string_view sql, const GuardPolicy& policy) const noexcept override {
    const std::string text(sql);
    return checked(dialect_, text, text, policy.max_rows, {});
  }

 private:
  const Dialect dialect_;
};

}  // namespace askdb::testing
