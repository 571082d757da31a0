#include "datasource/clickhouse/ch_probe.hpp"

#include "base/text.hpp"
#include "datasource/clickhouse/ch_error.hpp"

namespace askdb::clickhouse {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

Task<Result<Health>> probe(std::shared_ptr<ChServer> server, milliseconds timeout) {
  server->forget();
  auto learning = server->context(timeout);
  const auto context = co_await std::move(learning);
  if (!context) co_return context.error();
  Health health;
  health.version = "ClickHouse " + (*context)->version;
  const auto start = steady_clock::now();
  auto asking = server->rows("SELECT 1", timeout);
  const auto answered = co_await std::move(asking);
  if (!answered) co_return answered.error();
  health.latency =
      std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - start);

  const std::string table =
      quoted_identifier(server->database()) + "." + quoted_identifier("askdb_write_probe");
  auto writing = server->command("CREATE TABLE " + table + " (x UInt8) ENGINE = Memory", timeout);
  const auto written = co_await std::move(writing);
  if (written) {
    auto dropping = server->command("DROP TABLE " + table, timeout);
    const auto dropped = co_await std::move(dropping);
    static_cast<void>(dropped.has_value());
  } else if (!is_read_only_refusal(written.error())) {
    co_return written.error();
  }
  auto setting = server->command("SET max_execution_time = 0", timeout);
  const auto set = co_await std::move(setting);

  health.is_read_only = !written;
  health.read_only_note = written ? "A write was not refused as it should be."
                                  : "A CREATE TABLE with askdb's settings was refused.";
  const int level = (*context)->readonly_level;
  if (level == 0) {
    health.read_only_note +=
        " The user itself could write, though: better give it a profile with readonly = 2.";
  } else if (level == 1) {
    health.read_only_note +=
        " The user's profile (readonly = 1) lets nobody set limits, so the server's own count: "
        "better give it readonly = 2.";
  } else if (set) {
    health.read_only_note +=
        " Limits could be lifted by a statement, which askdb's guard refuses; constrain "
        "max_execution_time in the profile to be sure.";
  }
  co_return health;
}

}  // namespace askdb::clickhouse
