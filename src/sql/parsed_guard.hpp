#pragma once

/// What guards on the tree of a database's own parser have in common: such a parser, and every walk
/// over its tree, may recurse deeply and take long.

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "sql/guard.hpp"

namespace askdb {

class ParsedGuard final : public Guard {
 public:
  /// What passed every rule: enough to make the statement that runs.
  struct Passed {
    std::string original;                ///< Without a trailing semicolon or blanks.
    std::vector<std::string> relations;  ///< As `schema.table`, sorted, each once.
  };
  using Judgement = std::variant<Passed, Refusal>;

  /// Parses and applies the dialect's rules. Runs on a big stack and may outlive the check, so it
  /// owns what it touches. What it throws is a refusal.
  using Judge = std::function<Judgement(const std::string& sql, const GuardPolicy& policy)>;

  ParsedGuard(Dialect dialect, Judge judge);

  Verdict check(std::string_view sql, const GuardPolicy& policy) const noexcept override;

 private:
  Dialect dialect_;
  std::shared_ptr<const Judge> judge_;
};

}  // namespace askdb
