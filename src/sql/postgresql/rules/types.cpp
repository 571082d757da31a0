#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "sql/postgresql/names.hpp"
#include "sql/postgresql/rules.hpp"

namespace askdb::postgresql {
namespace {

/// A user's type may run the user's code: a domain its CHECK, a base type its input function. An
/// enumeration runs none, and neither does the row type of a table without such columns.
bool is_harmless_user_type(const std::vector<std::string>& parts, const CatalogNames& catalog,
                           const RelationPolicy& policy) {
  if (parts.size() > 2) return false;
  const std::string schema = parts.size() == 2 ? parts[0] : "";
  if (const UserType* type = catalog.type(schema, parts.back())) return type->kind == "enum";
  const Table* table = catalog.table(schema, parts.back());
  if (table == nullptr || !policy.allows(table->schema, table->name)) return false;
  return std::none_of(table->columns.begin(), table->columns.end(), [&](const Column& column) {
    std::string_view name = column.type;
    name = name.substr(0, name.find_first_of("[("));
    if (const auto dot = name.rfind('.'); dot != std::string_view::npos)
      name.remove_prefix(dot + 1);
    const UserType* type = catalog.type("", name);
    return type != nullptr && type->kind != "enum";
  });
}

Objection check(const Message& node, const Subject& subject) {
  if (const auto* collation = as<PgQuery__CollateClause>(&node)) {
    const auto parts = name_parts(collation->collname, collation->n_collname);
    if (is_builtin_form(parts)) return {};
    return Refusal{"type", "Collation `" + dotted(parts) + "` may not be used.",
                   "Use a built-in collation such as \"C\".", location(node)};
  }
  const auto* type = as<PgQuery__TypeName>(&node);
  if (type == nullptr) return {};
  const auto parts = name_parts(type->names, type->n_names);
  if (type->pct_type == 0 && type->setof == 0 && !parts.empty()) {
    if (is_builtin_form(parts) && is_allowed_type(parts.back())) return {};
    if (subject.catalog != nullptr && parts[0] != "pg_catalog" &&
        is_harmless_user_type(parts, *subject.catalog, subject.policy)) {
      return {};
    }
  }
  return Refusal{"type", "Type `" + shortened(dotted(parts), 120) + "` may not be used.",
                 "Cast to a built-in type such as text, integer, numeric, date or timestamp.",
                 location(node)};
}

}  // namespace

Objection check_types(const Subject& subject) {
  Objection found;
  walk(*base(&subject.query), [&](const Message& node) {
    if (!found) found = check(node, subject);
    return !found;
  });
  return found;
}

}  // namespace askdb::postgresql
