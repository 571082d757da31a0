#pragma once

/// Trying a statement, and giving it its row limit.

#include <sqlite3.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace askdb::sqlite {

/// Does the statement run to its end within so many instructions, without a value that is over the
/// handle's limit? Errors of values (bad JSON, say) are the real run's matter. Null ends well.
bool ends_on_trial(sqlite3* handle, sqlite3_stmt* statement, int instructions);

/// `original` wrapped so that at most `limit` rows come, with the names and order of its columns;
/// `compiled` is the original. Empty when that cannot be done.
std::string with_limit(sqlite3* handle, sqlite3_stmt* compiled, std::string_view original,
                       std::size_t limit);

}  // namespace askdb::sqlite
