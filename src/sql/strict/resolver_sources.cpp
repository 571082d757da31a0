#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "sql/characters.hpp"
#include "sql/strict/resolver.hpp"

namespace askdb::strict {
namespace {

/// What a slip of a model or of code writes where a name should stand.
bool is_slip(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kSlips{"undefined", "null", "nan", "none",
                                                          "[object object]"};
  return std::any_of(kSlips.begin(), kSlips.end(),
                     [name](std::string_view slip) { return iequals(name, slip); });
}

/// Servers compare names of schemas without accents, so that a look-alike of a system schema may be
/// one; and a dot inside of quotes is a name to one version, and two names to another.
bool is_odd_name(std::string_view schema, std::string_view name) {
  const bool is_wide = std::any_of(schema.begin(), schema.end(),
                                   [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return is_wide || name.find('.') != std::string_view::npos ||
         schema.find('.') != std::string_view::npos;
}

}  // namespace

void Resolver::rename(const Node& item, Columns& columns) {
  // These dialects want a name for every column or for none.
  if (!item.alias_columns.empty()) columns = {.listed = item.alias_columns, .is_open = false};
}

// No default: a new kind of item without a decision does not compile.
void Resolver::source(const Node& item, Scope& scope, const Frame* frame) {
  if (objection_) return;
  switch (item.kind) {
    case Kind::kSources:
      return sources(item, scope, frame);
    case Kind::kJoin:
    case Kind::kSample:
      for (const Edge& edge : item.edges) {
        if (edge.slot == Slot::kItem) {
          source(*edge.child, scope, frame);
        } else {
          expression(*edge.child, scope, frame);
        }
      }
      return;
    case Kind::kTable:
      return table(item, scope, frame);
    case Kind::kDerived:
      return derived(item, scope, frame);
    case Kind::kTableCall:
    case Kind::kUnnest:
    case Kind::kArrayJoin: {
      for (const Edge& edge : item.edges) expression(*edge.child, scope, frame);
      Source found{.name = item.alias, .schema = {}, .columns = {}};
      for (const Node* member : item.all(Slot::kMember)) {
        if (!member->alias.empty()) found.columns.listed.push_back(member->alias);
      }
      rename(item, found.columns);
      // Which columns such an item has is said by its alias, or by the values at run time.
      found.columns.is_open = item.alias_columns.empty() && item.kind != Kind::kArrayJoin;
      scope.sources.push_back(std::move(found));
      return;
    }
    case Kind::kNumber:
    case Kind::kString:
    case Kind::kConstant:
    case Kind::kTyped:
    case Kind::kInterval:
    case Kind::kColumn:
    case Kind::kStar:
    case Kind::kWord:
    case Kind::kCall:
    case Kind::kOperation:
    case Kind::kPrefix:
    case Kind::kTest:
    case Kind::kBetween:
    case Kind::kIn:
    case Kind::kLike:
    case Kind::kExists:
    case Kind::kQuantified:
    case Kind::kCase:
    case Kind::kWhen:
    case Kind::kCast:
    case Kind::kType:
    case Kind::kTuple:
    case Kind::kArray:
    case Kind::kLambda:
    case Kind::kSubscript:
    case Kind::kField:
    case Kind::kPostfix:
    case Kind::kMatch:
    case Kind::kAliased:
    case Kind::kSubquery:
    case Kind::kWindow:
    case Kind::kSortKey:
    case Kind::kGrouping:
    case Kind::kQuery:
    case Kind::kNamedQuery:
    case Kind::kNamedValue:
    case Kind::kSelect:
    case Kind::kOutput:
    case Kind::kSetOperation:
    case Kind::kValues:
      return refuse("node", "FROM contains something that is no table or query.",
                    "Read from tables and subqueries only.", item.offset);
  }
}

void Resolver::sources(const Node& from, Scope& scope, const Frame* frame) {
  for (const Edge& edge : from.edges) source(*edge.child, scope, frame);
}

const NamedQuery* Resolver::find_named(const std::string& name, const Frame* frame) const {
  for (; frame != nullptr; frame = frame->outer) {
    for (auto query = frame->queries.rbegin(); query != frame->queries.rend(); ++query) {
      const bool is_it =
          language_.has_case_sensitive_relations ? query->name == name : iequals(query->name, name);
      if (is_it) return &*query;
    }
  }
  return nullptr;
}

void Resolver::table(const Node& item, Scope& scope, const Frame* frame) {
  seen_.insert(&item);
  if (item.parts.empty()) return refuse("syntax", "A table has no name.", "Name it.", item.offset);
  Source found{.name = item.parts.back(), .schema = {}, .columns = {}};
  const NamedQuery* named = item.parts.size() == 1 ? find_named(item.parts[0], frame) : nullptr;
  if (named != nullptr) {
    found.columns = named->columns;
  } else {
    found.columns = table_columns(item, found.schema);
  }
  if (!item.alias.empty()) {
    found.name = item.alias;
    found.schema.clear();
    rename(item, found.columns);
  }
  scope.sources.push_back(std::move(found));
}

Columns Resolver::table_columns(const Node& item, std::string& schema) {
  const std::string& name = item.parts.back();
  const std::string shown = dotted(item.parts);
  Columns columns{.listed = {}, .is_open = true};
  if (item.parts.size() > 2) {
    refuse("relation", "`" + shortened(shown, 120) + "` names a catalog or another server.",
           "Leave the catalog's name out.", item.offset);
    return columns;
  }
  schema = item.parts.size() == 2 ? item.parts[0] : "";
  const auto* known = subject_.schema;
  // "dual" is what MySQL calls no table at all.
  if (language_.dialect == Dialect::kMysql && schema.empty() && !item.is_quoted &&
      iequals(name, "dual")) {
    return Columns{};
  }
  const Table* table =
      known == nullptr ? nullptr : known->table(schema, name, language_.has_case_sensitive_columns);
  const std::string home = table != nullptr   ? table->schema
                           : !schema.empty()  ? schema
                           : known != nullptr ? known->default_schema()
                                              : std::string(language_.home_schema);
  const auto& system = language_.system_schemas;
  if (std::find(system.begin(), system.end(), to_lower(home)) != system.end()) {
    refuse("relation", "System table `" + shortened(shown, 120) + "` may not be read.",
           "Use the tables and columns that the schema lists.", item.offset);
  } else if (table == nullptr && is_odd_name(schema, name)) {
    refuse("relation", "`" + shortened(shown, 120) + "` may be the name of another table.",
           "Write schema and table as the schema lists them.", item.offset);
  } else if (table == nullptr && is_slip(name)) {
    refuse("unknown_relation", "`" + name + "` is not the name of a table.",
           "Put in the name of the table that is meant.", item.offset);
  } else if (!subject_.policy.allows(home, name) &&
             (known == nullptr || !schema.empty() || table)) {
    objection_ = relation_refusal(shown, item.offset);
  } else if (known != nullptr && table == nullptr) {
    const std::string near = known->nearest_table(name);
    refuse("unknown_relation", "There is no table or view `" + shortened(shown, 120) + "`.",
           near.empty() ? "Use the tables and views that the schema lists."
                        : "Did you mean `" + near + "`?",
           item.offset);
  } else if (known == nullptr && (looks_latin_but_is_not(name) || looks_latin_but_is_not(schema))) {
    refuse("homoglyph", "The name `" + shortened(shown, 60) + "` only looks like Latin letters.",
           "Type the name again with plain letters.", item.offset);
  } else if (table == nullptr && name.find('$') != std::string::npos &&
             language_.dialect == Dialect::kTrino) {
    refuse("relation", "`" + shortened(shown, 120) + "` is a table about a table.",
           "Read the table itself.", item.offset);
  }
  if (objection_) return columns;
  relations_.insert(home.empty() ? name : home + "." + (table != nullptr ? table->name : name));
  if (schema.empty()) schema = home;
  if (table == nullptr) return columns;
  columns.is_open = false;
  for (const auto& column : table->columns) columns.listed.push_back(column.name);
  return columns;
}

void Resolver::derived(const Node& item, Scope& scope, const Frame* frame) {
  Source found{.name = item.alias, .schema = {}, .columns = {}};
  for (const Edge& edge : item.edges) {
    // Only a LATERAL subquery sees the items before it.
    found.columns = query(*edge.child, item.is_lateral ? &scope : scope.outer, frame);
  }
  rename(item, found.columns);
  scope.sources.push_back(std::move(found));
}

}  // namespace askdb::strict
