#include <algorithm>

#include "base/text.hpp"
#include "sql/strict/rules.hpp"

namespace askdb::strict {
namespace {

Refusal refuse_function(const Node& node, const Language& language, std::string_view what) {
  const std::string near = language.nearest_function(node.text);
  return {"function", std::string(what) + " `" + shortened(node.text, 120) + "` may not be called.",
          near.empty() ? "Use " + std::string(display_name(language.dialect)) +
                             "'s built-in functions for computing with values."
                       : "Did you mean `" + near + "`?",
          node.offset};
}

Objection check_call(const Node& node, const Subject& subject) {
  if (node.kind == Kind::kTableCall) {
    for (const auto& known : subject.language.table_functions) {
      if (known.function == node.text) return {};
    }
    return refuse_function(node, subject.language, "Table function");
  }
  if (node.kind != Kind::kCall) return {};
  if (!subject.language.is_allowed_function(node.text)) {
    return refuse_function(node, subject.language, "Function");
  }
  if (subject.schema != nullptr && subject.schema->has_routine(node.text)) {
    return Refusal{"user_function",
                   "`" + node.text + "` is also the name of a function that a user made.",
                   "Write the query without it.", node.offset};
  }
  return {};
}

/// A type in quotes, as ClickHouse's CAST takes it: letters, digits and little else.
bool is_harmless_text(std::string_view type) {
  std::size_t digits = 0;
  for (const char c : type) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool is_digit = c >= '0' && c <= '9';
    digits = is_digit ? digits + 1 : 0;
    if (digits > 5) return false;
    if (!is_letter && !is_digit && std::string_view("(), '=_/-").find(c) == std::string_view::npos)
      return false;
  }
  return type.size() <= 500;
}

Objection check_type(const Node& node, const Subject& subject) {
  const Words& types = *subject.language.types;
  std::string name = node.text;
  if (node.kind == Kind::kTyped) {
    if (types.count(name) > 0) return {};
  } else if (node.kind == Kind::kType) {
    if (node.is_quoted) {
      const auto base = to_lower(name.substr(0, name.find_first_of("( ")));
      if (is_harmless_text(name) && types.count(base) > 0) return {};
    } else if (types.count(name) > 0) {
      for (const Edge& edge : node.edges) {
        // FixedString(1000000000) is as large as it says.
        if (edge.child->kind == Kind::kNumber && edge.child->text.size() > 5) {
          return Refusal{"argument", "A type of that length may not be used.",
                         "Use a shorter type.", node.offset};
        }
      }
      return {};
    }
  } else {
    return {};
  }
  return Refusal{"type", "Type `" + shortened(name, 120) + "` may not be used.",
                 "Cast to a built-in type of " +
                     std::string(display_name(subject.language.dialect)) +
                     " for numbers, texts, dates or times.",
                 node.offset};
}

}  // namespace

Objection check_functions(const Subject& subject) {
  return first_objection(subject, [&](const Node& node) { return check_call(node, subject); });
}

Objection check_types(const Subject& subject) {
  return first_objection(subject, [&](const Node& node) { return check_type(node, subject); });
}

Objection check_forms(const Subject& subject) {
  if (subject.language.check_form == nullptr) return {};
  return first_objection(subject, subject.language.check_form);
}

}  // namespace askdb::strict
