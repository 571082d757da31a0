#include "store/make_store.hpp"

#include "base/text.hpp"
#include "config/config.hpp"
#include "store/memory/memory_store.hpp"
#include "store/postgres/postgres_store.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace askdb {
namespace {

constexpr const char* kFileName = "askdb.sqlite";

Error unknown_error(const std::string& scheme) {
  return {.fault = Fault::kConfig,
          .message = "askdb has no store for \"" + shortened(scheme, 30) + "\" addresses.",
          .next_step =
              "Set CONTROL_DB_URL to sqlite:///path, a file's path, "
              "postgresql://user@host/database or memory:.",
          .detail = {}};
}

}  // namespace

Result<std::unique_ptr<Store>> make_store(const StoreSettings& settings, BlockingPool& threads) {
  const std::string url(trim(settings.url));
  if (url == "memory:") return std::make_unique<MemoryStore>();
  if (url.empty()) {
    const auto path = (settings.folder / kFileName).string();
    return std::make_unique<SqliteStore>(path, threads);
  }
  const auto scheme_end = url.find("://");
  const auto scheme = scheme_end == std::string::npos ? "" : to_lower(url.substr(0, scheme_end));
  if (scheme.empty()) {
    // "memory" or "sqlite:x" would become a file of that name.
    if (url == "memory" || url.starts_with("sqlite:")) return unknown_error(url);
    return std::make_unique<SqliteStore>(url, threads);
  }
  if (scheme == "sqlite" || scheme == "sqlite3" || scheme == "file") {
    auto path = url.substr(scheme_end + 3);
    // Four slashes are an absolute path as well.
    if (path.starts_with("//")) path.erase(0, 1);
    if (path.empty() || path == "/") return unknown_error(url);
    return std::make_unique<SqliteStore>(path, threads);
  }
  if (scheme == "postgresql" || scheme == "postgres") {
    const auto server = datasource_from_url(url);
    if (!server) return server.error();
    return std::make_unique<PostgresStore>(server->connection, server->display_url,
                                           settings.max_connections, threads);
  }
  return unknown_error(scheme + "://");
}

}  // namespace askdb
