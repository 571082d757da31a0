#pragma once

/// "Did you mean": the server names what it does not know, and nothing like it.

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "sql/schema.hpp"

namespace askdb::mysql {

/// The names that were there at the last introspection. Any thread may use it.
class MyHints {
 public:
  void learn(const Database& schema);

  /// `error`, its next step preceded by the nearest name where it is about an unknown table or
  /// column.
  Error explained(Error error) const;

 private:
  struct Names {
    std::vector<std::string> tables;
    std::vector<std::string> columns;
  };
  mutable std::mutex mutex_;
  std::shared_ptr<const Names> names_;  // Guarded by mutex_.
};

}  // namespace askdb::mysql
