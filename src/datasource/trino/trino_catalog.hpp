#pragma once

/// What a Trino catalogue's information_schema says.

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "datasource/datasource.hpp"
#include "datasource/trino/trino_server.hpp"

namespace askdb::trino {

/// Tables, columns and comments of `schemas` (empty: the address's; none there: all); then row
/// counts and samples as far as a part of the time goes. Trino knows no keys.
Task<Result<Database>> read_catalog(std::shared_ptr<TrinoServer> server, std::string name,
                                    std::vector<std::string> schemas,
                                    std::chrono::milliseconds timeout);

Task<Result<std::string>> read_fingerprint(std::shared_ptr<TrinoServer> server,
                                           std::vector<std::string> schemas,
                                           std::chrono::milliseconds timeout);

/// Rows and bytes that the planner expects to read, by EXPLAIN (TYPE IO).
Task<Result<CostEstimate>> estimate_io(std::shared_ptr<TrinoServer> server, std::string sql,
                                       std::chrono::milliseconds timeout);

/// Whether it answers, and refuses to be written to, by what its analyser says to a CREATE TABLE
/// that is never run.
Task<Result<Health>> probe(std::shared_ptr<TrinoServer> server, std::chrono::milliseconds timeout);

TextSource text_source(std::shared_ptr<TrinoServer> server);

}  // namespace askdb::trino
