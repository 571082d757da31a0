#pragma once

/// What every statement runs in: a READ ONLY transaction in a session with settings of its own.

#include <memory>
#include <string>
#include <vector>

#include "datasource/mysql/my_connection.hpp"

namespace askdb::mysql {

using MyLease = LeaseOf<MyConnection>;

/// Connections with a READ ONLY transaction begun. Shared by the tasks of one datasource.
class MySessions {
 public:
  /// `schemas` are the databases to read; empty: the address's.
  MySessions(MyAddress address, std::size_t max_connections, std::vector<std::string> schemas,
             BlockingPool& threads);

  struct Session {
    MyLease connection;
  };

  /// Takes a connection and begins. The server ends each statement after `statement_timeout`. An
  /// idle connection that turns out broken is replaced.
  Task<Result<Session>> begin(std::chrono::steady_clock::time_point deadline,
                              std::chrono::milliseconds statement_timeout);

  /// Rolls back and forgets the session, so that the connection can be used again.
  static Task<void> end(Session& session);

  const MyAddress& address() const { return address_; }
  const std::vector<std::string>& schemas() const { return schemas_; }

 private:
  const MyAddress address_;
  const std::vector<std::string> schemas_;
  const std::shared_ptr<ConnectionPool> pool_;
};

}  // namespace askdb::mysql
