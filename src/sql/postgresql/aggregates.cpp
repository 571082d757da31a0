#include "sql/postgresql/aggregates.hpp"

#include <string_view>
#include <unordered_set>

namespace askdb::postgresql {

bool has_aggregate(const PgQuery__SelectStmt& query) {
  static const std::unordered_set<std::string_view> kNames{"array_agg",
                                                           "avg",
                                                           "bool_and",
                                                           "bool_or",
                                                           "corr",
                                                           "count",
                                                           "every",
                                                           "json_agg",
                                                           "jsonb_agg",
                                                           "json_object_agg",
                                                           "jsonb_object_agg",
                                                           "max",
                                                           "min",
                                                           "mode",
                                                           "percentile_cont",
                                                           "percentile_disc",
                                                           "stddev",
                                                           "stddev_pop",
                                                           "stddev_samp",
                                                           "string_agg",
                                                           "sum",
                                                           "var_pop",
                                                           "var_samp",
                                                           "variance"};
  bool found = query.having_clause != nullptr;
  for (std::size_t i = 0; i < query.n_target_list; ++i) {
    const auto* target = as<PgQuery__ResTarget>(query.target_list[i]);
    if (target == nullptr || target->val == nullptr) continue;
    walk(*base(target), [&found](const Message& node) {
      if (as<PgQuery__SelectStmt>(&node) != nullptr) return false;
      const auto* call = as<PgQuery__FuncCall>(&node);
      found = found || (call != nullptr && call->over == nullptr &&
                        kNames.count(last_name(call->funcname, call->n_funcname)) > 0);
      return !found;
    });
  }
  return found;
}

}  // namespace askdb::postgresql
