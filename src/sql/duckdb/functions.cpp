#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "sql/duckdb/names.hpp"
#include "sql/duckdb/rules.hpp"
#include "sql/duckdb/tree.hpp"

namespace askdb::duckdb {
namespace {

bool is_routine(const Database* schema, std::string_view name) {
  return schema != nullptr &&
         std::any_of(schema->routines.begin(), schema->routines.end(),
                     [name](const auto& routine) { return iequals(routine.name, name); });
}

Refusal refuse(std::string_view name, std::optional<std::size_t> offset) {
  const std::string near = nearest_function(to_lower(name));
  return {"function", "Function `" + shortened(name, 120) + "` may not be called.",
          near.empty() ? "Use DuckDB's built-in functions for computing with values."
                       : "Did you mean `" + near + "`?",
          offset};
}

Objection check_call(const Node& node, const Database* schema, bool is_in_from) {
  const auto name = text_of(node, "function_name");
  const auto home = text_of(node, "schema");
  const auto offset = location(node);
  const auto* flag = node.if_contains("is_operator");
  if (flag != nullptr && flag->is_bool() && flag->get_bool()) {
    if (is_allowed_operator(name) && home.empty()) return {};
    return Refusal{"operator", "Operator `" + shortened(name, 40) + "` may not be used.",
                   "Use DuckDB's built-in operators.", offset};
  }
  // The grammar itself writes `main` before what has a syntax of its own.
  if (!home.empty() && home != "main") {
    return Refusal{"function",
                   "Function `" + shortened(std::string(home) + "." + std::string(name), 120) +
                       "` may not be called.",
                   "Write name(value), without a schema and not behind a dot.", offset};
  }
  if (is_routine(schema, name)) {
    return Refusal{"user_function", "`" + shortened(name, 60) + "` is a macro of this database.",
                   "Write out what it computes.", offset};
  }
  if (is_in_from ? is_allowed_table_function(name)
                 : is_allowed_function(name) || is_allowed_operator(name)) {
    return {};
  }
  return refuse(name, offset);
}

}  // namespace

Objection check_functions(const Subject& subject) {
  return first_objection(subject, [&](const Node& node, std::string_view family) -> Objection {
    const auto type = text_of(node, "type");
    if (family == "table" && type == "TABLE_FUNCTION") {
      const Node* function = object_of(node, "function");
      if (function == nullptr || text_of(*function, "class") != "FUNCTION") {
        return Refusal{"function", "Only a function may stand here.", "Write it as name(…).",
                       location(node)};
      }
      return check_call(*function, subject.schema, true);
    }
    if (family != "expression") return {};
    const auto own_class = text_of(node, "class");
    if (own_class == "FUNCTION" || own_class == "WINDOW") {
      return check_call(node, subject.schema, false);
    }
    return {};
  });
}

Objection check_types(const Subject& subject) {
  std::optional<std::size_t> place;
  return first_objection(subject, [&](const Node& node, std::string_view family) -> Objection {
    if (const auto here = location(node)) place = here;
    if (family == "expression" && text_of(node, "class") == "COLLATE") {
      const auto name = text_of(node, "collation");
      const bool is_plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
      });
      if (is_plain) return {};
      return Refusal{"type", "This collation may not be used.", "Leave out COLLATE.", place};
    }
    std::string name;
    if (family == "type") {
      name = text_of(node, "id");
      if (name == "USER" || is_allowed_type(name)) return {};
    } else if (family == "type_info" && text_of(node, "type") == "USER_TYPE_INFO") {
      name = text_of(node, "user_type_name");
      const auto home = text_of(node, "schema");
      if (home.empty() && iequals(name, "json")) return {};
      const bool is_enumeration = subject.schema != nullptr &&
                                  std::any_of(subject.schema->types.begin(),
                                              subject.schema->types.end(), [&](const auto& type) {
                                                return type.kind == "enum" &&
                                                       iequals(type.name, name) &&
                                                       (home.empty() || iequals(type.schema, home));
                                              });
      if (is_enumeration) return {};
    } else {
      return {};
    }
    return Refusal{"type", "Type `" + shortened(name, 60) + "` may not be cast to.",
                   "Use DuckDB's built-in types.", place};
  });
}

}  // namespace askdb::duckdb
