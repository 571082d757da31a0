#pragma once

/// Name resolution that can be given up.

#include <boost/asio/ip/tcp.hpp>
#include <string>
#include <vector>

#include "base/task.hpp"

namespace askdb {

/// The addresses of `host`, in the system's order of preference; an address resolves to itself.
/// Fails with kConnection when the name is not known.
///
/// The system's resolver blocks, up to half a minute when name servers are silent, and cannot be
/// stopped. It runs on a thread of its own, which a cancelled caller simply leaves behind; a pool's
/// thread would stay taken.
Task<Result<std::vector<asio::ip::tcp::endpoint>>> resolve(std::string host, std::string port);

}  // namespace askdb
