#include "sql/guard.hpp"

#include <utility>

namespace askdb {

Error to_error(const Refusal& refusal) {
  return {.fault = Fault::kRefused,
          .message = refusal.message,
          .next_step = refusal.instead,
          .detail = "guard rule " + refusal.rule};
}

CheckedSql Guard::checked(Dialect dialect, std::string original, std::string runnable,
                          std::size_t max_rows, std::vector<std::string> relations) {
  CheckedSql sql;
  sql.dialect_ = dialect;
  sql.original_ = std::move(original);
  sql.runnable_ = std::move(runnable);
  sql.max_rows_ = max_rows;
  sql.relations_ = std::move(relations);
  return sql;
}

}  // namespace askdb
