#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "sql/postgresql/names.hpp"
#include "sql/postgresql/rules.hpp"

namespace askdb::postgresql {
namespace {

/// Types of the system that are left out of types.inc on purpose.
bool is_system_type(std::string_view name) {
  return name.starts_with("reg") || name.starts_with("pg_") || name.starts_with("any") ||
         name.starts_with("txid") || name == "xid" || name == "xid8" || name == "cid" ||
         name == "tid" || name == "aclitem" || name == "refcursor" || name == "cstring" ||
         name == "internal" || name == "void" || name == "unknown" || name == "trigger" ||
         name == "oidvector" || name == "int2vector";
}

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

/// Without a catalogue only the form can tell: `'paid'::stage` is how enumerations are written.
bool is_literal_cast(const PgQuery__TypeCast& cast, const RelationPolicy& policy) {
  const auto* constant = as<PgQuery__AConst>(cast.arg);
  if (constant == nullptr || cast.type_name == nullptr) return false;
  if (constant->val_case != PG_QUERY__A__CONST__VAL_SVAL) return false;
  const std::string_view label = constant->sval->sval;
  const bool is_word = !label.empty() && ((label[0] >= 'a' && label[0] <= 'z') ||
                                          (label[0] >= 'A' && label[0] <= 'Z'));
  if (!is_word || cast.type_name->n_array_bounds > 0) return false;
  const auto parts = name_parts(cast.type_name->names, cast.type_name->n_names);
  if (cast.type_name->pct_type != 0 || cast.type_name->setof != 0) return false;
  const bool is_in_sight = parts.size() == 1 || (parts.size() == 2 && parts[0] != "pg_catalog" &&
                                                 policy.allows(parts[0], parts[1]));
  return is_in_sight && !is_system_type(parts.back());
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
    const auto* cast = as<PgQuery__TypeCast>(&node);
    const bool is_enum_form =
        subject.catalog == nullptr && cast != nullptr && is_literal_cast(*cast, subject.policy);
    return !found && !is_enum_form;
  });
  return found;
}

}  // namespace askdb::postgresql
