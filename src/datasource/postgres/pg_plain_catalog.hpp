#pragma once

/// What a relative of PostgreSQL holds whose own catalogues lack what `pg_catalog.hpp` asks for
/// (Redshift, old Greenplum), from the standard's information_schema: tables, columns and keys,
/// without comments, sizes, samples and users' functions.

#include <chrono>
#include <memory>
#include <string>

#include "datasource/datasource.hpp"
#include "datasource/postgres/pg_session.hpp"

namespace askdb::postgres {

Task<Result<Database>> read_plain_catalog(std::shared_ptr<PgSessions> sessions, std::string name,
                                          std::chrono::milliseconds timeout);

/// Equal to the fingerprint of `read_plain_catalog`.
Task<Result<std::string>> read_plain_fingerprint(std::shared_ptr<PgSessions> sessions,
                                                 std::chrono::milliseconds timeout);

/// A catalogue query failed because the server has no such column, function or table.
bool lacks_catalogue(const Error& error);

}  // namespace askdb::postgres
