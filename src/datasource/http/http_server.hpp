#pragma once

/// A database server that is spoken to over HTTP: what engines of that kind share.

#include <initializer_list>
#include <memory>
#include <string_view>

#include "base/result.hpp"
#include "config/config.hpp"
#include "datasource/connection_pool.hpp"
#include "datasource/time_limit.hpp"
#include "net/http_client.hpp"
#include "net/io_thread.hpp"

namespace askdb {

/// Its connections live on a thread of their own, so tasks of any event loop may use them.
struct HttpServer {
  std::shared_ptr<IoThread> io;  ///< Before `client`, whose connections it must outlive.
  std::shared_ptr<HttpClient> client;
  HttpUrl url;  ///< Without path, query and password.
  /// At most `max_pool_size` statements run at once: each takes one of its leases.
  std::shared_ptr<ConnectionPool> turns;
};

/// Connects to nothing yet. Options of the address: `secure=true` (https), `sslrootcert` (a file of
/// certificates to trust instead of the system's), and `further` ones. Databases are never reached
/// through a proxy. Fails with kConfig for other options, and for a user or password that no header
/// can hold. `threads` must outlive the server.
Result<HttpServer> open_http_server(const DatasourceConfig& config, BlockingPool& threads,
                                    std::initializer_list<std::string_view> further = {});

/// Whether `secure=true` (or 1, yes, on) stands in the address.
bool is_secure(const ServerAddress& server);

/// "a b/c" as "a%20b%2Fc".
std::string percent_encoded(std::string_view text);

}  // namespace askdb
