#include "sql/strict/resolver.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace askdb::strict {

std::variant<Relations, Refusal> check_relations(const Subject& subject) {
  return Resolver(subject).run();
}

std::variant<Relations, Refusal> Resolver::run() {
  query(subject_.query, nullptr, nullptr);
  if (!objection_ && !has_seen_all()) {
    refuse("node", "A part of the statement could not be checked.",
           "Write the query with ordinary SELECT syntax.", 0);
  }
  if (objection_) return *std::move(objection_);
  return Relations(relations_.begin(), relations_.end());
}

bool Resolver::has_seen_all() const {
  bool is_complete = true;
  walk_tree(subject_.query, [&](const Node& node) {
    const bool must_be_seen = node.kind == Kind::kTable || node.kind == Kind::kColumn ||
                              node.kind == Kind::kQuery || node.kind == Kind::kStar;
    if (must_be_seen && seen_.count(&node) == 0) is_complete = false;
    return is_complete;
  });
  return is_complete;
}

void Resolver::refuse(std::string rule, std::string message, std::string instead,
                      std::size_t offset) {
  if (!objection_) objection_ = {std::move(rule), std::move(message), std::move(instead), offset};
}

void Resolver::add_columns(Columns& columns, const Columns& more, std::size_t offset) {
  // Queries that double their columns would fill the memory.
  if (columns.listed.size() + more.listed.size() > kMostColumns) {
    return refuse("size", "A query may have at most " + std::to_string(kMostColumns) + " columns.",
                  "Name fewer columns.", offset);
  }
  columns.listed.insert(columns.listed.end(), more.listed.begin(), more.listed.end());
  columns.is_open = columns.is_open || more.is_open;
}

Columns Resolver::query(const Node& node, const Scope* outer, const Frame* frame) {
  if (objection_) return {};
  if (node.kind != Kind::kQuery) return body(node, nullptr, outer, frame);
  seen_.insert(&node);
  Frame own{.outer = frame, .queries = {}};
  Scope scope{.outer = outer, .sources = {}, .values = {}};
  const bool has_with = node.child(Slot::kWith) != nullptr;
  if (has_with) {
    with(node, outer, own);
    frame = &own;
    for (const Edge& edge : node.edges) values_of(*edge.child, scope.values);
  }
  const Scope* around = has_with ? &scope : outer;
  const auto bodies = node.all(Slot::kBody);
  Columns columns;
  for (const Node* child : bodies) columns = body(*child, &node, around, frame);
  if (bodies.empty()) tail(&node, scope, frame);
  return columns;
}

Columns Resolver::body(const Node& node, const Node* query, const Scope* outer,
                       const Frame* frame) {
  if (objection_) return {};
  if (node.kind == Kind::kSelect) return select(node, query, outer, frame);
  Columns columns;
  if (node.kind == Kind::kQuery) {
    columns = this->query(node, outer, frame);
  } else if (node.kind == Kind::kSetOperation) {
    columns = set_operation(node, outer, frame);
  } else {
    // VALUES, whose columns have names that differ between servers; or what the grammar cannot
    // make.
    expression(node, Scope{.outer = outer, .sources = {}, .values = {}}, frame);
    columns.is_open = true;
  }
  // ORDER BY of the whole sees nothing but its columns.
  Scope scope{.outer = outer, .sources = {}, .values = {}};
  scope.sources.push_back({"", "", columns});
  tail(query, scope, frame);
  return columns;
}

Columns Resolver::set_operation(const Node& node, const Scope* outer, const Frame* frame) {
  Scope scope{.outer = outer, .sources = {}, .values = {}};
  Frame shared{.outer = frame, .queries = {}};
  const Node* start = node.child(Slot::kBody);
  if (language_.has_correlated_aliases && start != nullptr && start->kind == Kind::kQuery) {
    // ClickHouse: the first part's WITH counts in all parts.
    with(*start, outer, shared);
    for (const Node* named : start->all(Slot::kWith)) values_of(*named, scope.values);
  }
  Columns first;
  for (const Edge& edge : node.edges) {
    Columns columns = body(*edge.child, nullptr, &scope, &shared);
    if (edge.child == start) first = std::move(columns);
  }
  return first;
}

void Resolver::with(const Node& query, const Scope* outer, Frame& frame) {
  Scope scope{.outer = outer, .sources = {}, .values = {}};
  if (!seen_with_.insert(&query).second) return;
  for (const Edge& edge : query.edges) {
    if (edge.slot != Slot::kWith || objection_) continue;
    const Node& named = *edge.child;
    if (named.kind == Kind::kNamedQuery) {
      named_query(named, query.is_recursive, outer, frame);
    } else {
      // A named value may use the table's columns, which are not known here.
      scope.sources.assign(1, Source{"", "", Columns{.listed = {}, .is_open = true}});
      expression(named, scope, &frame);
    }
  }
}

void Resolver::named_query(const Node& named, bool is_recursive, const Scope* outer, Frame& frame) {
  const Table* hidden =
      subject_.schema == nullptr ? nullptr : subject_.schema->table("", named.text);
  if (hidden != nullptr && !subject_.policy.allows(hidden->schema, hidden->name)) {
    return refuse(
        "relation",
        "`" + shortened(named.text, 60) + "` is the name of a table that may not be read.",
        "Give the WITH query another name.", named.offset);
  }
  for (const auto& other : frame.queries) {
    if (!iequals(other.name, named.text)) continue;
    return refuse("ambiguous", "WITH names `" + shortened(named.text, 60) + "` twice.",
                  "Give each WITH query a name of its own.", named.offset);
  }
  const std::size_t index = frame.queries.size();
  if (is_recursive) {
    frame.queries.push_back({named.text, Columns{.listed = {}, .is_open = true}});
  }
  Columns columns;
  for (const Edge& edge : named.edges) columns = query(*edge.child, outer, &frame);
  rename(named, columns);
  if (is_recursive) {
    frame.queries[index].columns = std::move(columns);
  } else {
    // Only now: the query itself and its earlier siblings must not see this name.
    frame.queries.push_back({named.text, std::move(columns)});
  }
}

/// Names that count all over a query (ClickHouse): `expression AS name` wherever it stands.
void Resolver::values_of(const Node& node, std::vector<std::string>& names) const {
  if (!language_.has_correlated_aliases || node.kind == Kind::kQuery) return;
  if (!node.alias.empty() && node.kind != Kind::kTable) names.push_back(node.alias);
  for (const Edge& edge : node.edges) values_of(*edge.child, names);
}

Columns Resolver::select(const Node& node, const Node* query, const Scope* outer,
                         const Frame* frame) {
  Scope scope{.outer = outer, .sources = {}, .values = {}};
  values_of(node, scope.values);
  for (const Edge& edge : node.edges) {
    if (edge.slot == Slot::kFrom) source(*edge.child, scope, frame);
  }
  Columns columns = outputs(node, scope);
  // Names of output columns count behind WHERE only; the server says where else they do.
  Scope behind = scope;
  for (const Edge& edge : node.edges) {
    const Node& child = *edge.child;
    if (child.kind == Kind::kOutput && !child.alias.empty()) behind.values.push_back(child.alias);
  }
  for (const Edge& edge : node.edges) {
    if (edge.slot == Slot::kFrom) continue;
    const bool is_behind = edge.slot == Slot::kGroup || edge.slot == Slot::kHaving ||
                           edge.slot == Slot::kQualify || edge.slot == Slot::kOutput;
    expression(*edge.child, is_behind ? behind : scope, frame);
  }
  tail(query, behind, frame);
  return columns;
}

void Resolver::tail(const Node* query, const Scope& scope, const Frame* frame) {
  if (query == nullptr) return;
  for (const Edge& edge : query->edges) {
    if (edge.slot == Slot::kBody || edge.slot == Slot::kWith) continue;
    expression(*edge.child, scope, frame);
  }
}

Columns Resolver::outputs(const Node& select, const Scope& scope) {
  Columns columns;
  for (const Edge& edge : select.edges) {
    if (edge.slot != Slot::kOutput || edge.child->kind != Kind::kOutput) continue;
    const Node& output = *edge.child;
    const Node* value = output.child(Slot::kOperand);
    Columns more;
    if (!output.alias.empty()) {
      more.listed.push_back(output.alias);
    } else if (value == nullptr || value->kind == Kind::kAliased) {
      more.is_open = true;
    } else if (value->kind == Kind::kColumn) {
      more.listed.push_back(value->parts.back());
      // ClickHouse names it `alias.column` where two tables have the column.
      more.is_open = language_.has_correlated_aliases && value->parts.size() > 1;
    } else if (value->kind != Kind::kStar) {
      more.is_open = true;
    } else if (value->parts.empty()) {
      for (const auto& item : scope.sources) add_columns(more, item.columns, output.offset);
    } else {
      const auto* item = find_source(scope, "", value->parts.back());
      if (item != nullptr) more = item->columns;
      more.is_open = more.is_open || item == nullptr;
    }
    add_columns(columns, more, output.offset);
  }
  return columns;
}

}  // namespace askdb::strict
