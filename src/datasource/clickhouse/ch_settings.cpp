#include "datasource/clickhouse/ch_settings.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace askdb::clickhouse {
namespace {

struct Setting {
  std::string_view name;
  std::string_view value;
};

constexpr Setting kSettings[] = {
    // Outer joins give NULL where there is no partner, as in every other database.
    {"join_use_nulls", "1"},
    {"union_default_mode", "DISTINCT"},
    // Old servers want it written at each JOIN.
    {"join_default_strictness", "ALL"},
    {"timeout_overflow_mode", "throw"},
    {"cancel_http_readonly_queries_on_client_close", "1"},
    {"allow_introspection_functions", "0"},
    // The form of values, whatever the user's profile says.
    {"send_progress_in_http_headers", "0"},
    {"output_format_tsv_crlf_end_of_line", "0"},
    {"format_tsv_null_representation", "\\N"},
    {"bool_true_representation", "true"},
    {"bool_false_representation", "false"},
    {"date_time_output_format", "simple"},
    {"output_format_decimal_trailing_zeros", "1"},
};

/// Settings whose values depend on the statement.
constexpr std::string_view kLimits[] = {"max_execution_time", "max_result_rows",
                                        "result_overflow_mode", "readonly"};

}  // namespace

std::string learning_sql() {
  std::string names;
  auto add = [&names](std::string_view name) {
    names += (names.empty() ? "" : ", ") + quoted_literal(name);
  };
  for (const auto& setting : kSettings) add(setting.name);
  for (const auto& name : kLimits) add(name);
  return "SELECT name, value, version() FROM system.settings WHERE name IN (" + names + ")";
}

std::string setting_parameters(const ChContext& context, std::chrono::milliseconds timeout,
                               std::size_t max_rows) {
  if (context.readonly_level == 1) return {};
  std::string parameters;
  auto set = [&](std::string_view name, std::string_view value) {
    if (context.settings.count(std::string(name)) == 0) return;
    parameters += "&" + std::string(name) + "=" + percent_encoded(value);
  };
  // Whole seconds: old servers know no others. The client is exact.
  const auto seconds = std::max<std::int64_t>((timeout.count() + 999) / 1'000, 1);
  set("max_execution_time", std::to_string(seconds));
  if (max_rows > 0) {
    set("max_result_rows", std::to_string(max_rows + 1));
    set("result_overflow_mode", "break");
  }
  for (const auto& setting : kSettings) set(setting.name, setting.value);
  // Last: from here on nothing can be set any more.
  if (context.readonly_level == 0) set("readonly", "1");
  return parameters;
}

}  // namespace askdb::clickhouse
