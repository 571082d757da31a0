#include <algorithm>
#include <map>
#include <string>

#include "base/text.hpp"
#include "sql/duckdb/rules.hpp"
#include "sql/duckdb/tree.hpp"

namespace askdb::duckdb {
namespace {

/// Nodes of the statement once every name is replaced by what it stands for.
constexpr double kMostNodes = 200'000;

/// Built-in macros that use an argument more than once.
double copies(std::string_view name) {
  for (const auto* twice : {"nullif",
                            "fdiv",
                            "fmod",
                            "wavg",
                            "weighted_avg",
                            "geomean",
                            "geometric_mean",
                            "array_pop_back",
                            "array_pop_front",
                            "list_reverse",
                            "array_reverse",
                            "split_part",
                            "array_to_string",
                            "date_add",
                            "list_append",
                            "list_prepend",
                            "map_contains_entry",
                            "map_contains_value",
                            "md5_number",
                            "generate_subscripts"}) {
    if (iequals(name, twice)) return 2;
  }
  return 1;
}

using Sizes = std::map<std::string, double>;

class Growth {
 public:
  explicit Growth(const Node& query) { look(query, "query", {}, {}); }
  bool is_too_large() const { return is_too_large_; }

 private:
  /// `aliases` of the select list around, `named` the WITH queries in sight.
  double look(const Node& node, std::string_view family, const Sizes& aliases, const Sizes& named) {
    if (is_too_large_) return 1;
    double size = 1;
    if (family == "query") {
      size = query(node, named);
    } else if (family == "expression" && text_of(node, "class") == "COLUMN_REF") {
      const auto* parts = array_of(node, "column_names");
      if (parts != nullptr && parts->size() == 1 && (*parts)[0].is_string()) {
        const auto found = aliases.find(to_lower((*parts)[0].get_string().c_str()));
        if (found != aliases.end()) size = found->second;
      }
    } else if (family == "table" && text_of(node, "type") == "BASE_TABLE") {
      const auto found = named.find(to_lower(text_of(node, "table_name")));
      if (found != named.end()) size = found->second;
    } else {
      for (const auto& child : children(node, family)) {
        size += look(*child.node, child.family, aliases, named);
      }
      size *= copies(text_of(node, "function_name"));
    }
    is_too_large_ = is_too_large_ || size > kMostNodes;
    return size;
  }

  double query(const Node& node, const Sizes& outside) {
    Sizes named = outside;
    double size = 1;
    const Node* map = object_of(node, "cte_map");
    const auto* entries = map == nullptr ? nullptr : array_of(*map, "map");
    for (std::size_t i = 0; entries != nullptr && i < entries->size(); ++i) {
      const Node* entry = (*entries)[i].if_object();
      const Node* cte = entry == nullptr ? nullptr : object_of(*entry, "value");
      if (cte == nullptr) continue;
      const double own = look(*cte, "cte", {}, named);
      named[to_lower(text_of(*entry, "key"))] = own;
      size += own;
    }
    Sizes aliases;
    for (const auto& child : children(node, "query")) {
      if (child.family == "ctes") continue;
      const double own = look(*child.node, child.family, aliases, named);
      if (child.member == "select_list") {
        const auto alias = to_lower(text_of(*child.node, "alias"));
        if (!alias.empty()) aliases[alias] = own;
      }
      size += own;
    }
    return size;
  }

  bool is_too_large_ = false;
};

}  // namespace

Objection check_growth(const Subject& subject) {
  if (!Growth(subject.query).is_too_large()) return {};
  return Refusal{"depth", "Names that stand for other expressions make the statement too large.",
                 "Compute each step in a WITH query and use its columns.", std::nullopt};
}

}  // namespace askdb::duckdb
