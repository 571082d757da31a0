#include "face/terminal/guard_run.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/text.hpp"
#include "config/config.hpp"
#include "face/terminal/guard_lines.hpp"

namespace askdb {
namespace {

/// In PostgreSQL's units: some tens of seconds of work on one core.
constexpr double kMostCost = 2e7;

template <class T>
T wait_for(boost::asio::io_context& io, Task<T> task) {
  std::optional<T> result;
  std::exception_ptr failure;
  boost::asio::co_spawn(io, std::move(task), [&](std::exception_ptr thrown, T value) {
    failure = std::move(thrown);
    if (!failure) result.emplace(std::move(value));
  });
  io.restart();
  io.run();
  if (failure) std::rethrow_exception(failure);
  return *std::move(result);
}

/// As PostgreSQL writes float8: digits as few as needed, an exponent from 1e+15 and below 1e-4.
std::string float_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  char buffer[400];
  const auto scientific =
      std::to_chars(std::begin(buffer), std::end(buffer), number, std::chars_format::scientific);
  std::string text(std::begin(buffer), scientific.ptr);
  const int exponent = std::stoi(text.substr(text.find('e') + 1));
  if (number == 0 || (exponent >= -4 && exponent < 15)) {
    const auto plain =
        std::to_chars(std::begin(buffer), std::end(buffer), number, std::chars_format::fixed);
    return {std::begin(buffer), plain.ptr};
  }
  return text;
}

std::string cell_text(const Value& value, Dialect dialect) {
  if (is_null(value)) return "\\N";
  if (const auto* truth = std::get_if<bool>(&value)) {
    if (dialect == Dialect::kPostgresql) return *truth ? "t" : "f";
    return *truth ? "1" : "0";
  }
  if (const auto* number = std::get_if<double>(&value)) return float_text(*number);
  return to_text(value);
}

std::string md5_hex(const std::string& text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest, &size, EVP_md5(), nullptr) != 1) return {};
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    hex += "0123456789abcdef"[digest[i] >> 4U];
    hex += "0123456789abcdef"[digest[i] & 15U];
  }
  return hex;
}

}  // namespace

std::string digest_of_rows(const Rows& rows, Dialect dialect) {
  std::vector<std::string> lines;
  for (const auto& row : rows.rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += '\x1f';
      line += cell_text(row[i], dialect);
    }
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end());
  return md5_hex(join(lines, "\n"));
}

Result<std::unique_ptr<GuardedDatabase>> GuardedDatabase::open(const std::string& url) {
  auto config = datasource_from_url(url);
  if (!config) return config.error();
  std::unique_ptr<GuardedDatabase> opened(new GuardedDatabase);
  auto manager = DatasourceManager::create({*config}, opened->threads_);
  if (!manager) return manager.error();
  opened->manager_ = *std::move(manager);
  opened->source_ = opened->manager_->all().front().get();
  auto reading = opened->source_->introspect(std::chrono::seconds(60));
  auto schema = wait_for(opened->io_, std::move(reading));
  if (!schema) return schema.error();
  auto guard = opened->source_->make_guard(std::make_shared<const Database>(*std::move(schema)));
  if (!guard) return guard.error();
  opened->guard_ = *std::move(guard);
  return opened;
}

std::optional<Refusal> GuardedDatabase::objection_of_planner(const CheckedSql& sql) {
  auto planning = source_->estimate(sql, RunLimits{});
  const auto plan = wait_for(io_, std::move(planning));
  if (!plan) {
    return Refusal{"plan", plan.error().message, "Correct the statement; see the message.", {}};
  }
  if (plan->total_cost > kMostCost) {
    return Refusal{"cost",
                   "The database expects this to take very long.",
                   "Filter more rows or join by keys.",
                   {}};
  }
  return {};
}

void GuardedDatabase::run(const CheckedSql& sql, json::object& out) {
  auto running = source_->run(sql, RunLimits{});
  const auto rows = wait_for(io_, std::move(running));
  if (!rows) {
    out["error"] = json_text(rows.error().message);
    return;
  }
  json::array columns;
  for (const auto& column : rows->columns) columns.emplace_back(json_text(column.name));
  out["columns"] = std::move(columns);
  out["rows"] = rows->rows.size();
  out["truncated"] = rows->is_truncated;
  out["md5_sorted"] = digest_of_rows(*rows, source_->dialect());
}

}  // namespace askdb
