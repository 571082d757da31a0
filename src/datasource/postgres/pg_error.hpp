#pragma once

/// What PostgreSQL and libpq report, as our errors.

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace askdb::postgres {

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, ClearResult>;

/// The five characters of the SQLSTATE, or "".
std::string_view sqlstate(const PGresult* result);

/// A failed statement: the kind by SQLSTATE, the server's message and hint. A lost connection too.
Error statement_error(const PGresult* result, const PGconn* connection);

/// A connection that could not be made; `place` names the server without its password. libpq has no
/// codes for these, so the text decides.
Error connect_error(const std::string& text, const std::string& place);

/// The connection broke while it was used.
Error lost_error(const std::string& text);

}  // namespace askdb::postgres
