#pragma once

/// What a PostgreSQL database holds, from its catalogues: a fixed number of queries.

#include <chrono>
#include <memory>
#include <string>

#include "datasource/datasource.hpp"
#include "datasource/postgres/pg_session.hpp"

namespace askdb::postgres {

/// Every table, partitioned table, view, materialized view and foreign table that the role may read
/// something of; partitions are part of their table. Samples come from pg_stats, and for tables
/// that were never analysed from their first rows, as far as the time goes.
Task<Result<Database>> read_catalog(std::shared_ptr<PgSessions> sessions, std::string name,
                                    std::chrono::milliseconds timeout);

/// A digest of tables, columns and constraints, made by the server.
Task<Result<std::string>> read_fingerprint(std::shared_ptr<PgSessions> sessions,
                                           std::chrono::milliseconds timeout);

/// Version, latency, and whether the server refuses a write in the transactions askdb uses.
Task<Result<Health>> probe(std::shared_ptr<PgSessions> sessions, std::chrono::milliseconds timeout);

}  // namespace askdb::postgres
