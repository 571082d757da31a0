#pragma once

/// A copy in memory of a database's schema, on which the guard compiles and tries statements: the
/// file itself is neither read nor locked by a check.
///
/// Each table of the copy holds one made-up row (keys 1, other columns NULL, or 2 where NULL is not
/// allowed), so that a recursion that starts from a table starts, and one that follows parents
/// ends.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "sql/sqlite/authorizer.hpp"
#include "sql/sqlite/handle.hpp"

namespace askdb::sqlite {

/// A table or view of the copied database.
struct ReplicaRelation {
  std::string name;
  bool is_view = false;
  std::vector<std::string> columns;
  double rows = 0;  ///< In the real database; 0 for views.
};

class Replica {
 public:
  /// Copies the schema of the file at `path`. Fails as `open_read_only`.
  static Result<std::unique_ptr<Replica>> create(const std::string& path);

  /// By name in lower case.
  const std::map<std::string, ReplicaRelation>& relations() const { return relations_; }

  /// One handle on the copy, with the authorizer set to report into `accesses`.
  struct Lease {
    Lease(const Replica& replica, Handle handle);
    ~Lease();
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    sqlite3* get() const { return handle.get(); }

    const Replica& replica;
    Handle handle;
    std::unique_ptr<Accesses> accesses;
  };
  /// Null handle inside only when memory runs out.
  Lease lease() const;

 private:
  Replica() = default;
  Result<Done> copy(sqlite3* source, sqlite3* target, const std::string& path);
  Handle make_handle() const;

  std::string image_;  ///< The serialized copy; each handle reads its own.
  std::map<std::string, ReplicaRelation> relations_;

  mutable std::mutex mutex_;
  mutable std::vector<Handle> idle_;  // Guarded by mutex_.
};

}  // namespace askdb::sqlite
