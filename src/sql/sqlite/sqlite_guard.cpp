#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "base/text.hpp"
#include "sql/guard.hpp"
#include "sql/policy.hpp"
#include "sql/scan.hpp"
#include "sql/sqlite/bombs.hpp"
#include "sql/sqlite/cost.hpp"
#include "sql/sqlite/replica.hpp"
#include "sql/sqlite/runnable.hpp"
#include "sql/sqlite/tokens.hpp"
#include "sql/sqlite/wording.hpp"

/// The layers, in order: bytes (`scan`), tokens (one statement, a query, constant bombs), SQLite's
/// own compiler under the authorizer on a copy of the schema, the relations that it reports, the
/// loops of the compiled program, and a short trial run on the copy, whose tables have one row:
/// what does not end there does not end anywhere.

namespace askdb {
namespace {

using sqlite::Token;

/// Instructions a statement may take on tables of one row: about 4 ms, a series of 15,000 numbers.
constexpr int kTrialInstructions = 300'000;
/// The same where a longer trial could only confirm what the text says: a recursion without bound.
constexpr int kShortTrialInstructions = 50'000;
/// Rows of nested loops: about the default time limit at 20 million rows a second.
constexpr double kMaxNestedRows = 2e8;

class SqliteGuard : public Guard {
 public:
  explicit SqliteGuard(std::unique_ptr<sqlite::Replica> replica) : replica_(std::move(replica)) {
    for (const auto& [name, relation] : replica_->relations()) rows_[name] = relation.rows;
    find_view_reads();
  }

  Verdict check(std::string_view sql, const GuardPolicy& policy) const noexcept override {
    try {
      if (auto refusal = scan(sql, Dialect::kSqlite)) return *std::move(refusal);
      // Offsets of refusals count from the start of the text as given.
      const auto lead = static_cast<std::size_t>(trim(sql).data() - sql.data());
      auto verdict = judge(trim(sql), policy);
      if (verdict) return verdict;
      Refusal refusal = verdict.error();
      if (refusal.offset) *refusal.offset += lead;
      return refusal;
    } catch (const std::exception&) {
      return Refusal{"guard", "The statement could not be checked.", "Write it differently.",
                     std::nullopt};
    }
  }

 private:
  Verdict judge(std::string_view sql, const GuardPolicy& policy) const;
  std::optional<Refusal> check_compilation(std::string_view sql, sqlite::Replica::Lease& lease,
                                           const std::vector<Token>& tokens,
                                           const GuardPolicy& policy,
                                           sqlite::Statement& compiled) const;
  std::optional<Refusal> check_relations(const sqlite::Accesses& accesses,
                                         const std::vector<Token>& tokens,
                                         const std::vector<sqlite::CommonTable>& ctes,
                                         const GuardPolicy& policy,
                                         std::vector<std::string>& relations) const;
  std::optional<Refusal> check_cost(std::string_view sql, sqlite3* handle, sqlite3_stmt* compiled,
                                    const std::vector<Token>& tokens,
                                    const std::vector<sqlite::CommonTable>& ctes) const;
  std::vector<const sqlite::ReplicaRelation*> readable(const GuardPolicy& policy) const;
  void find_view_reads();

  std::unique_ptr<sqlite::Replica> replica_;
  sqlite::RowCounts rows_;
  /// What each view reads, by lower-case names.
  std::map<std::string, std::set<std::string>> view_reads_;
};

void SqliteGuard::find_view_reads() {
  auto lease = replica_->lease();
  if (!lease.get()) return;
  for (const auto& [name, relation] : replica_->relations()) {
    if (!relation.is_view) continue;
    *lease.accesses = {};
    sqlite::prepare(lease.get(), "SELECT * FROM " + quoted_identifier(relation.name));
    auto& reads = view_reads_[name];
    for (const auto& [table, through] : lease.accesses->reads) {
      if (iequals(through, name)) reads.insert(to_lower(table));
    }
    for (const auto& [table, through] : lease.accesses->mentions) {
      if (iequals(through, name)) reads.insert(to_lower(table));
    }
  }
}

std::vector<const sqlite::ReplicaRelation*> SqliteGuard::readable(const GuardPolicy& policy) const {
  const RelationPolicy lists(policy);
  std::vector<const sqlite::ReplicaRelation*> found;
  for (const auto& [name, relation] : replica_->relations()) {
    if (lists.allows("main", relation.name)) found.push_back(&relation);
  }
  return found;
}

std::optional<Refusal> SqliteGuard::check_compilation(std::string_view sql,
                                                      sqlite::Replica::Lease& lease,
                                                      const std::vector<Token>& tokens,
                                                      const GuardPolicy& policy,
                                                      sqlite::Statement& compiled) const {
  *lease.accesses = {};
  compiled = sqlite::prepare(lease.get(), sql);
  if (!lease.accesses->refused_function.empty()) {
    return sqlite::refuse_function(lease.accesses->refused_function, tokens);
  }
  if (!compiled) {
    const std::string complaint = sqlite3_errmsg(lease.get());
    if (!lease.accesses->refused_action.empty()) {
      return sqlite::refuse_action(lease.accesses->refused_action);
    }
    const int offset = sqlite3_error_offset(lease.get());
    return sqlite::refuse_by_compiler(complaint, offset, tokens, readable(policy));
  }
  if (!sqlite3_stmt_readonly(compiled.get()) || sqlite3_column_count(compiled.get()) == 0 ||
      sqlite3_stmt_isexplain(compiled.get()) != 0) {
    return sqlite::refuse_statement(tokens.front());
  }
  return std::nullopt;
}

/// What is read through a view is allowed with the view, unless the deny list names it. SQLite says
/// "through X" for a CTE named X as well, so a view whose name a CTE of the statement has counts
/// for nothing.
std::optional<Refusal> SqliteGuard::check_relations(const sqlite::Accesses& accesses,
                                                    const std::vector<Token>& tokens,
                                                    const std::vector<sqlite::CommonTable>& ctes,
                                                    const GuardPolicy& policy,
                                                    std::vector<std::string>& relations) const {
  const RelationPolicy lists(policy);
  const RelationPolicy denied_only(GuardPolicy{.deny = policy.deny});
  auto is_cte = [&](const std::string& name) {
    return std::any_of(ctes.begin(), ctes.end(),
                       [&](const auto& cte) { return iequals(cte.name, name); });
  };
  auto is_view = [&](const std::string& name) {
    return view_reads_.count(name) != 0 && !is_cte(name);
  };
  std::set<std::string> reached;  // Views that may be read, with all below them.
  std::function<void(const std::string&)> reach = [&](const std::string& view) {
    if (!is_view(view) || !reached.insert(view).second) return;
    for (const auto& below : view_reads_.at(view)) reach(below);
  };
  for (const auto& [name, reads] : view_reads_) {
    if (lists.allows("main", name)) reach(name);
  }
  auto all = accesses.reads;
  for (const auto& mention : accesses.mentions) {
    // A CTE of the statement or of a view; never SQLite's own tables, whatever a CTE is called.
    const std::string name = to_lower(mention.first);
    const bool is_own = name.rfind("sqlite_", 0) != 0 && replica_->relations().count(name) == 0 &&
                        (is_cte(name) || is_view(to_lower(mention.second)));
    if (!is_own) all.insert(mention);
  }
  std::set<std::string> read;
  for (const auto& [table, through] : all) {
    const std::string name = to_lower(table);
    if (name.empty() || sqlite::is_allowed_table_function(name)) continue;
    const auto known = replica_->relations().find(name);
    const auto place =
        std::find_if(tokens.begin(), tokens.end(), [&, &table = table](const Token& token) {
          return iequals(sqlite::unquoted(token), table);
        });
    const auto offset =
        place == tokens.end() ? std::nullopt : std::optional<std::size_t>(place->offset);
    if (known == replica_->relations().end()) return relation_refusal(table, offset);
    const std::string via = to_lower(through);
    const bool is_below_view =
        is_view(via) && reached.count(via) != 0 && view_reads_.at(via).count(name) != 0;
    if (is_below_view ? !denied_only.allows("main", known->second.name)
                      : !lists.allows("main", known->second.name)) {
      return relation_refusal(known->second.name, offset);
    }
    read.insert("main." + known->second.name);
  }
  relations.assign(read.begin(), read.end());
  return std::nullopt;
}

std::optional<Refusal> SqliteGuard::check_cost(std::string_view sql, sqlite3* handle,
                                               sqlite3_stmt* compiled,
                                               const std::vector<Token>& tokens,
                                               const std::vector<sqlite::CommonTable>& ctes) const {
  const double rows = sqlite::nested_loop_rows(handle, sql, rows_);
  if (rows > kMaxNestedRows) return sqlite::refuse_product(rows);
  for (const auto& cte : ctes) {
    if (!sqlite::is_recursive(tokens, cte)) continue;
    // The WITH list up to its end, and a query that wants all rows of this CTE alone.
    const std::size_t from = tokens[cte.with].offset;
    const std::size_t to = cte.list_end < tokens.size() ? tokens[cte.list_end].offset : sql.size();
    const std::string all = std::string(sql.substr(from, to - from)) + "\nSELECT count(*) FROM " +
                            quoted_identifier(cte.name);
    const auto alone = sqlite::prepare(handle, all);
    const int budget =
        sqlite::has_bound(tokens, cte) ? kTrialInstructions : kShortTrialInstructions;
    const bool ends = sqlite::ends_on_trial(handle, alone.get(), budget);
    // An endless CTE is honest when the statement takes a few rows of it and reads nothing else.
    if (!ends && !(rows == 0 && sqlite::ends_on_trial(handle, compiled, kShortTrialInstructions))) {
      return sqlite::refuse_endless("The recursive CTE `" + cte.name + "`");
    }
  }
  if (!sqlite::ends_on_trial(handle, compiled, kTrialInstructions)) {
    return sqlite::refuse_endless("The statement");
  }
  return std::nullopt;
}

Verdict SqliteGuard::judge(std::string_view sql, const GuardPolicy& policy) const {
  auto tokens = sqlite::tokenize(sql);
  if (tokens.is_unterminated) {
    return Refusal{"syntax", "A comment, a text or a quoted name does not end.", "Close it.",
                   std::nullopt};
  }
  auto& all = tokens.all;
  const auto semicolon = std::find_if(all.begin(), all.end(),
                                      [](const Token& token) { return sqlite::is(token, ";"); });
  for (auto after = semicolon; after != all.end(); ++after) {
    if (!sqlite::is(*after, ";")) return sqlite::refuse_second_statement(after->offset);
  }
  if (semicolon != all.end()) {
    sql = sql.substr(0, semicolon->offset);
    all.erase(semicolon, all.end());
  }
  sql = trim(sql);
  if (all.empty()) {
    return Refusal{"empty", "There is no statement.", "Write a query.", std::nullopt};
  }
  if (!sqlite::is(all[0], "select") && !sqlite::is(all[0], "with") &&
      !sqlite::is(all[0], "values")) {
    return sqlite::refuse_statement(all[0]);
  }
  for (const auto& token : all) {
    if (token.kind == sqlite::TokenKind::kVariable) return sqlite::refuse_parameters(token.offset);
  }
  const auto ctes = sqlite::common_tables(all);
  if (auto refusal = sqlite::find_bomb(all, ctes)) return *std::move(refusal);

  auto lease = replica_->lease();
  if (!lease.get()) {
    return Refusal{"guard", "There is not enough memory to check the statement.", "Try again.",
                   std::nullopt};
  }
  sqlite::Statement compiled;  // Ends before the lease of its handle.
  if (auto refusal = check_compilation(sql, lease, all, policy, compiled))
    return *std::move(refusal);
  std::vector<std::string> relations;
  auto refusal = check_relations(*lease.accesses, all, ctes, policy, relations);
  if (!refusal) refusal = check_cost(sql, lease.get(), compiled.get(), all, ctes);
  if (refusal) return *std::move(refusal);
  std::string runnable = sqlite::with_limit(lease.get(), compiled.get(), sql, policy.max_rows + 1);
  if (runnable.empty()) {
    return Refusal{"limit", "The statement cannot be given a row limit.",
                   "Give each column a name of its own (`AS name`).", std::nullopt};
  }
  return checked(Dialect::kSqlite, std::string(sql), std::move(runnable), policy.max_rows,
                 std::move(relations));
}

}  // namespace

Result<std::unique_ptr<Guard>> make_sqlite_guard(const std::string& path) {
  auto replica = sqlite::Replica::create(path);
  if (!replica) return replica.error();
  return std::unique_ptr<Guard>(std::make_unique<SqliteGuard>(*std::move(replica)));
}

}  // namespace askdb
