#include <string>

#include "base/text.hpp"
#include "sql/postgresql/rules.hpp"

namespace askdb::postgresql {
namespace {

/// "PgQuery.DropStmt" -> "DROP": good enough to name what was refused.
std::string verb_of(std::string_view sql) {
  std::size_t end = 0;
  while (end < sql.size() &&
         ((sql[end] >= 'a' && sql[end] <= 'z') || (sql[end] >= 'A' && sql[end] <= 'Z'))) {
    ++end;
  }
  std::string verb(sql.substr(0, std::min<std::size_t>(end, 20)));
  for (char& c : verb) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return verb;
}

/// The text begins with blanks and comments that the parser counts as part of the statement.
std::size_t skip_blanks(std::string_view sql, std::size_t at) {
  for (;;) {
    while (at < sql.size() && (sql[at] == ' ' || (sql[at] >= '\t' && sql[at] <= '\r'))) ++at;
    if (sql.substr(at, 2) == "--") {
      while (at < sql.size() && sql[at] != '\n' && sql[at] != '\r') ++at;
    } else if (sql.substr(at, 2) == "/*") {
      std::size_t depth = 0;
      do {
        if (sql.substr(at, 2) == "/*") {
          ++depth;
          at += 2;
        } else if (sql.substr(at, 2) == "*/") {
          --depth;
          at += 2;
        } else {
          ++at;
        }
      } while (depth > 0 && at < sql.size());
    } else {
      return at;
    }
  }
}

}  // namespace

std::variant<Single, Refusal> find_single_query(const PgQuery__ParseResult& tree,
                                                std::string_view sql) {
  if (tree.n_stmts == 0) {
    return Refusal{
        "empty", "There is no statement in the text.", "Write one SELECT statement.", {}};
  }
  if (tree.n_stmts > 1) {
    const auto second = skip_blanks(sql, static_cast<std::size_t>(tree.stmts[1]->stmt_location));
    return Refusal{"single_statement",
                   "There are " + std::to_string(tree.n_stmts) + " statements; only one may run.",
                   "Send one SELECT statement; combine steps with WITH.", second};
  }
  const auto& statement = *tree.stmts[0];
  Single single;
  single.begin = static_cast<std::size_t>(statement.stmt_location);
  single.size = statement.stmt_len > 0 ? static_cast<std::size_t>(statement.stmt_len)
                                       : sql.size() - single.begin;
  const auto first = skip_blanks(sql, single.begin);
  single.query = as<PgQuery__SelectStmt>(statement.stmt);
  if (single.query != nullptr) return single;
  const std::string verb = verb_of(sql.substr(std::min(first, sql.size())));
  const auto* kind = unwrap(statement.stmt);
  if (kind != nullptr && kind_name(*kind) == "ExplainStmt") {
    return Refusal{"explain", "EXPLAIN may not be run as a statement.",
                   "Send the SELECT statement itself; the plan can be asked for separately.",
                   first};
  }
  return Refusal{"read_only",
                 (verb.empty() ? "This statement" : "`" + verb + "`") +
                     " is not a query; only queries may run.",
                 "Write a SELECT statement that reads what you need.", first};
}

}  // namespace askdb::postgresql
