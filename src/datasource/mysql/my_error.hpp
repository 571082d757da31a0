#pragma once

/// Failures of MySQL and MariaDB as ours. Both number them alike.

#include <string>

#include "base/result.hpp"

namespace askdb::mysql {

/// A failed statement: the kind by number, the server's message. A lost connection too. `product`
/// is "MariaDB" or "MySQL".
Error statement_error(unsigned number, const std::string& text, const std::string& product);

/// A connection that could not be made; `place` names the server without its password.
Error connect_error(unsigned number, const std::string& text, const std::string& place);

/// The connection broke while it was used.
Error lost_error(const std::string& text);

/// It was this failure: "Error 1142".
bool has_number(const Error& error, unsigned number);

}  // namespace askdb::mysql
