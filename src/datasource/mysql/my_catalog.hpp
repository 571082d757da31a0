#pragma once

/// What a MySQL or MariaDB server's databases hold, from information_schema: a fixed number of
/// queries.

#include <chrono>
#include <memory>
#include <string>

#include "datasource/datasource.hpp"
#include "datasource/mysql/my_session.hpp"

namespace askdb::mysql {

/// Every table and view of the sessions' schemas that the user may read something of. Row counts
/// are the engine's estimates. Samples come from the first rows, as far as the time goes.
Task<Result<Database>> read_catalog(std::shared_ptr<MySessions> sessions, std::string name,
                                    std::chrono::milliseconds timeout);

/// A digest of tables, columns, keys and routines, made by the server.
Task<Result<std::string>> read_fingerprint(std::shared_ptr<MySessions> sessions,
                                           std::chrono::milliseconds timeout);

}  // namespace askdb::mysql
