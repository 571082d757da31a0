#include "sql/postgresql/resolver.hpp"

#include <algorithm>
#include <utility>

#include "sql/postgresql/output_name.hpp"

namespace askdb::postgresql {

void rename(Columns& columns, PgQuery__Node** names, std::size_t count) {
  const auto given = name_parts(names, count);
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (i < columns.listed.size()) {
      columns.listed[i].name = given[i];
    } else {
      columns.listed.push_back({given[i], Category::kUnknown});
    }
  }
}

namespace {

/// A column of several rows or branches has the type of the first that is more than a literal.
void add_category(NamedColumn& column, Category more) {
  if (column.category == Category::kLiteral) column.category = more;
}

}  // namespace

std::variant<Relations, Refusal> Resolver::run() {
  query(subject_.query, nullptr, nullptr);
  if (objection_) return *std::move(objection_);
  if (!has_seen_all()) {
    return Refusal{"node",
                   "A part of the statement could not be checked.",
                   "Write the query with ordinary SELECT syntax.",
                   {}};
  }
  return Relations(relations_.begin(), relations_.end());
}

bool Resolver::has_seen_all() const {
  bool is_complete = true;
  walk(*base(&subject_.query), [&](const Message& node) {
    const bool must_be_seen = as<PgQuery__RangeVar>(&node) != nullptr ||
                              as<PgQuery__ColumnRef>(&node) != nullptr ||
                              as<PgQuery__SelectStmt>(&node) != nullptr;
    if (must_be_seen && seen_.count(&node) == 0) is_complete = false;
    return is_complete;
  });
  return is_complete;
}

void Resolver::refuse(std::string rule, std::string message, std::string instead,
                      std::optional<std::size_t> offset) {
  if (objection_) return;
  objection_ = Refusal{std::move(rule), std::move(message), std::move(instead), offset};
}

Columns Resolver::query(const PgQuery__SelectStmt& select, const Scope* outer, const Frame* frame,
                        const LearnColumns* learn) {
  if (objection_) return {};
  seen_.insert(&select);
  Frame own{.outer = frame, .queries = {}};
  if (select.with_clause != nullptr) {
    with(*select.with_clause, outer, own);
    frame = &own;
  }
  if (select.larg != nullptr || select.rarg != nullptr) {
    return remember(select, set_operation(select, outer, frame, learn));
  }

  Scope scope{.outer = outer, .sources = {}, .subqueries = &subqueries_, .outputs = {}};
  for (std::size_t i = 0; i < select.n_from_clause; ++i) {
    source(unwrap(select.from_clause[i]), scope, frame);
  }
  Columns columns;
  if (select.n_values_lists > 0) {
    columns = values(select, scope);
  } else {
    columns = targets(select, scope);
  }
  scope.outputs = columns.listed;
  clauses(select, scope, frame);
  return remember(select, std::move(columns));
}

Columns Resolver::remember(const PgQuery__SelectStmt& select, Columns columns) {
  if (columns.listed.size() == 1 && !columns.is_open) {
    subqueries_[&select] = columns.listed[0].category;
  }
  return columns;
}

void Resolver::with(const PgQuery__WithClause& clause, const Scope* outer, Frame& frame) {
  const bool is_recursive = clause.recursive != 0;
  std::vector<const PgQuery__CommonTableExpr*> queries;
  for (std::size_t i = 0; i < clause.n_ctes; ++i) {
    if (const auto* query = as<PgQuery__CommonTableExpr>(clause.ctes[i])) queries.push_back(query);
  }
  if (is_recursive) {
    // In WITH RECURSIVE each query sees itself and all others; what they return is learned below.
    for (const auto* named : queries) {
      frame.queries.push_back({named->ctename, Columns{.listed = {}, .is_open = true}});
    }
  }
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const auto& named = *queries[i];
    const auto* body = as<PgQuery__SelectStmt>(named.ctequery);
    if (body == nullptr) {
      return refuse("read_only", "WITH may contain queries only.", "Write SELECT inside WITH.",
                    location(*base(&named)));
    }
    const auto add_extras = [&named](Columns& columns) {
      rename(columns, named.aliascolnames, named.n_aliascolnames);
      const auto add = [&columns](const char* name) {
        if (name != nullptr && *name != '\0') columns.listed.push_back({name, Category::kUnknown});
      };
      if (named.search_clause != nullptr) add(named.search_clause->search_seq_column);
      if (named.cycle_clause != nullptr) {
        add(named.cycle_clause->cycle_mark_column);
        add(named.cycle_clause->cycle_path_column);
      }
    };
    // The first part of a recursive query names the columns that the second one may use.
    const LearnColumns learn = [&](Columns start) {
      add_extras(start);
      frame.queries[i].columns = std::move(start);
    };
    Columns columns = query(*body, outer, &frame, is_recursive ? &learn : nullptr);
    for (const auto* clause_part : {base(named.search_clause), base(named.cycle_clause)}) {
      if (clause_part != nullptr) expression(clause_part, Scope{}, &frame);
    }
    add_extras(columns);
    if (is_recursive) {
      frame.queries[i].columns = std::move(columns);
    } else {
      // Only now: the query itself and its earlier siblings must not see this name.
      frame.queries.push_back({named.ctename, std::move(columns)});
    }
  }
}

Columns Resolver::set_operation(const PgQuery__SelectStmt& select, const Scope* outer,
                                const Frame* frame, const LearnColumns* learn) {
  Columns left;
  if (select.larg != nullptr) left = query(*select.larg, outer, frame);
  if (learn != nullptr) (*learn)(left);
  if (select.rarg != nullptr) {
    const Columns right = query(*select.rarg, outer, frame);
    const std::size_t common = std::min(left.listed.size(), right.listed.size());
    for (std::size_t i = 0; i < common; ++i) add_category(left.listed[i], right.listed[i].category);
  }
  Scope scope{.outer = outer, .sources = {}, .subqueries = &subqueries_, .outputs = left.listed};
  // ORDER BY of a set operation sees nothing but the output columns.
  scope.sources.push_back({"", "", left});
  clauses(select, scope, frame);
  return left;
}

Columns Resolver::values(const PgQuery__SelectStmt& select, const Scope& scope) {
  Columns columns;
  for (std::size_t row = 0; row < select.n_values_lists; ++row) {
    const auto* list = as<PgQuery__List>(select.values_lists[row]);
    for (std::size_t i = 0; list != nullptr && i < list->n_items; ++i) {
      const Category category = infer(unwrap(list->items[i]), scope);
      if (i < columns.listed.size()) {
        add_category(columns.listed[i], category);
      } else if (i < kMostColumns) {
        columns.listed.push_back({"column" + std::to_string(i + 1), category});
      }
    }
  }
  return columns;
}

Columns Resolver::targets(const PgQuery__SelectStmt& select, Scope& scope) {
  Columns columns;
  const auto add_all = [&columns, this](const Columns& more) {
    // PostgreSQL's own limit; without one, queries that double their columns would fill the memory.
    if (columns.listed.size() + more.listed.size() > kMostColumns) {
      return refuse("size", "A query may return at most 1664 columns.", "Name fewer columns.", {});
    }
    columns.listed.insert(columns.listed.end(), more.listed.begin(), more.listed.end());
    columns.is_open = columns.is_open || more.is_open;
  };
  for (std::size_t i = 0; i < select.n_target_list; ++i) {
    const auto* target = as<PgQuery__ResTarget>(select.target_list[i]);
    if (target == nullptr) continue;
    const auto* reference = as<PgQuery__ColumnRef>(target->val);
    const bool is_star = reference != nullptr && reference->n_fields > 0 &&
                         as<PgQuery__AStar>(reference->fields[reference->n_fields - 1]) != nullptr;
    if (is_star && reference->n_fields == 1) {
      for (const auto& item : scope.sources) add_all(item.columns);
    } else if (is_star) {
      const auto parts = name_parts(reference->fields, reference->n_fields);
      const auto* item =
          find_source(scope, parts.size() == 3 ? parts[0] : "", parts[parts.size() - 2]);
      add_all(item == nullptr ? Columns{.listed = {}, .is_open = true} : item->columns);
    } else if (const auto* access = as<PgQuery__AIndirection>(target->val);
               access != nullptr && access->n_indirection > 0 &&
               as<PgQuery__AStar>(access->indirection[access->n_indirection - 1]) != nullptr) {
      columns.is_open = true;
    } else {
      const bool is_named = target->name != nullptr && *target->name != '\0';
      columns.listed.push_back(
          {is_named ? target->name : output_name(target->val), infer(unwrap(target->val), scope)});
    }
  }
  return columns;
}

void Resolver::clauses(const PgQuery__SelectStmt& select, Scope& scope, const Frame* frame) {
  // Names of output columns count in these clauses only.
  Scope inner = scope;
  inner.outputs.clear();
  expressions(select.target_list, select.n_target_list, inner, frame);
  expressions(select.values_lists, select.n_values_lists, inner, frame);
  expression(unwrap(select.where_clause), inner, frame);
  expression(unwrap(select.having_clause), inner, frame);
  expressions(select.window_clause, select.n_window_clause, inner, frame);
  expression(unwrap(select.limit_offset), inner, frame);
  expression(unwrap(select.limit_count), inner, frame);
  expressions(select.distinct_clause, select.n_distinct_clause, scope, frame);
  expressions(select.group_clause, select.n_group_clause, scope, frame);
  expressions(select.sort_clause, select.n_sort_clause, scope, frame);
}

std::variant<Relations, Refusal> check_relations(const Subject& subject) {
  return Resolver(subject).run();
}

}  // namespace askdb::postgresql
