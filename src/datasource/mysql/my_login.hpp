#pragma once

/// Connecting: the client library's settings, the login, and the checks after it.

#include "datasource/mysql/my_connection.hpp"

namespace askdb::mysql {

/// A handle with every setting of `address` but not connected. Null without memory.
MyHandle prepared_handle(const MyAddress& address);

/// Begins to connect; blocks while the host's name is resolved, and where the connection may be
/// encrypted until it is over, each wait limited by the address's time limit. Events to wait for,
/// or 0 when it is over; `connected` is then null if it failed.
int start_connecting(MYSQL* handle, const MyAddress& address, MYSQL** connected);

/// What is wrong with a connection that was made; nothing is well.
std::optional<Error> flaw_of(MYSQL* handle, const MyAddress& address);

/// Ends what the server does for the connection with this number. Blocks; a failure is ignored: the
/// server ends a statement at its own time limit too.
void kill_statement(const MyAddress& address, unsigned long id);

}  // namespace askdb::mysql
