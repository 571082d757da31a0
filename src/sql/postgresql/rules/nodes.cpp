#include "sql/postgresql/nodes.hpp"

#include <string>

#include "sql/postgresql/rules.hpp"

namespace askdb::postgresql {
namespace {

/// Levels of the tree. PostgreSQL's own stack takes more; nobody writes that many by hand.
constexpr int kMostLevels = 600;

Refusal refusal_for(const Message& node, std::optional<std::size_t> offset) {
  const auto kind = kind_name(node);
  if (kind == "IntoClause") {
    return {"select_into", "SELECT INTO would create a table.", "Leave out INTO.", offset};
  }
  if (kind == "LockingClause") {
    return {"row_lock", "FOR UPDATE and its kin lock rows.", "Leave out the locking clause.",
            offset};
  }
  if (kind == "InsertStmt" || kind == "UpdateStmt" || kind == "DeleteStmt" || kind == "MergeStmt") {
    return {"read_only", "The query contains a statement that writes (" + std::string(kind) + ").",
            "Write a SELECT statement that only reads.", offset};
  }
  return {"node", "The construct " + std::string(kind) + " may not be used in a query.",
          "Write the query with ordinary SELECT syntax.", offset};
}

class Check {
 public:
  Objection look(const Message& node, int level) {
    if (const auto here = location(node)) last_place_ = here;
    if (level > kMostLevels) {
      return Refusal{"depth", "The statement is nested too deeply.",
                     "Write fewer nested expressions; name steps in a WITH clause.", last_place_};
    }
    if (!is_allowed_kind(node.descriptor) || has_unknown_fields(node)) {
      return refusal_for(node, last_place_);
    }
    for (const Child& child : children(node)) {
      if (auto objection = look(*child.message, level + 1)) return objection;
    }
    return {};
  }

 private:
  std::optional<std::size_t> last_place_;
};

}  // namespace

Objection check_nodes(const Subject& subject) {
  Check check;
  return check.look(*base(&subject.query), 0);
}

}  // namespace askdb::postgresql
