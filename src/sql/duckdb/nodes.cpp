#include "sql/duckdb/nodes.hpp"

#include <map>
#include <string>
#include <unordered_map>

#include "base/text.hpp"
#include "sql/duckdb/tree.hpp"

namespace askdb::duckdb {
namespace json = boost::json;
namespace {

/// Levels of nodes; nobody writes that many by hand.
constexpr int kMostLevels = 600;

/// Family of each member.
using Shape = std::unordered_map<std::string, std::string>;

const Shape* find_shape(std::string_view family, const Node& node) {
  static const auto kShapes = [] {
    std::map<std::string, Shape, std::less<>> shapes;
    const auto add = [&shapes](const std::string& family_name, std::string_view kinds,
                               std::string_view members) {
      Shape shape;
      for (const auto member : split(members, ' ')) {
        const auto mark = member.find('>');
        shape.emplace(member.substr(0, mark), member.substr(mark + 1));
      }
      for (const auto kind : split(kinds, ' ')) {
        auto own = shape;
        if (!kind.empty()) own.emplace("type", "data");
        if (kind.find('/') != std::string_view::npos) own.emplace("class", "data");
        shapes.emplace(family_name + ":" + std::string(kind), std::move(own));
      }
    };
#define ASKDB_SHAPE(family, kinds, members) add(family, kinds, members);
#include "sql/duckdb/nodes.inc"
#undef ASKDB_SHAPE
    return shapes;
  }();
  const auto found = kShapes.find(std::string(family) + ":" + kind_of(node));
  return found == kShapes.end() ? nullptr : &found->second;
}

bool is_empty(const json::value& value) {
  if (value.is_null()) return true;
  if (const auto* text = value.if_string()) return text->empty();
  if (const auto* flag = value.if_bool()) return !*flag;
  if (const auto* list = value.if_array()) return list->empty();
  return false;
}

/// The nodes in `value`: itself, or those of its lists. False when something else is there.
bool collect(const json::value& value, std::vector<const Node*>& nodes) {
  if (value.is_null()) return true;
  if (const auto* node = value.if_object()) {
    nodes.push_back(node);
    return true;
  }
  const auto* list = value.if_array();
  if (list == nullptr) return false;
  for (const auto& part : *list) {
    if (!collect(part, nodes)) return false;
  }
  return true;
}

class Check {
 public:
  std::optional<Refusal> look(const Node& node, std::string_view family, int level) {
    if (const auto here = location(node)) place_ = here;
    if (level > kMostLevels) {
      return Refusal{"depth", "The statement is nested too deeply.",
                     "Write fewer nested expressions; name steps in a WITH clause.", place_};
    }
    const Shape* shape = find_shape(family, node);
    if (shape == nullptr) return refuse(kind_of(node));
    for (const auto& member : node) {
      const std::string name(member.key());
      const auto known = shape->find(name);
      if (known == shape->end()) return refuse(kind_of(node) + "." + name);
      const std::string& below = known->second;
      if (below == "data") continue;
      if (below == "none") {
        if (!is_empty(member.value())) return refuse(kind_of(node) + "." + name);
        continue;
      }
      std::vector<const Node*> nodes;
      if (!collect(member.value(), nodes)) return refuse(kind_of(node) + "." + name);
      for (const Node* child : nodes) {
        if (auto refusal = look(*child, below, level + 1)) return refusal;
      }
    }
    return std::nullopt;
  }

 private:
  Refusal refuse(const std::string& what) const {
    if (what.starts_with("PARAMETER")) {
      return {"parameter", "The statement has a parameter.", "Write the value itself.", place_};
    }
    if (what == "SHOW_REF") {
      return {"node", "DESCRIBE, SHOW and SUMMARIZE may not be used.",
              "Ask for the columns you need with SELECT.", place_};
    }
    return {"node", "The construct " + shortened(what, 80) + " may not be used in a query.",
            "Write the query with ordinary SELECT syntax.", place_};
  }

  std::optional<std::size_t> place_;
};

}  // namespace

std::string kind_of(const Node& node) {
  const auto type = text_of(node, "type");
  const auto own_class = text_of(node, "class");
  if (own_class.empty()) return std::string(type);
  return std::string(own_class) + "/" + std::string(type);
}

std::vector<Child> children(const Node& node, std::string_view family) {
  std::vector<Child> found;
  const Shape* shape = find_shape(family, node);
  if (shape == nullptr) return found;
  std::vector<const Node*> nodes;
  for (const auto& member : node) {
    const std::string_view name(member.key().data(), member.key().size());
    const auto known = shape->find(std::string(name));
    if (known == shape->end() || known->second == "data" || known->second == "none") continue;
    nodes.clear();
    collect(member.value(), nodes);
    for (const Node* child : nodes) found.push_back({name, known->second, child});
  }
  return found;
}

void walk(const Node& node, std::string_view family,
          const std::function<bool(const Node&, std::string_view)>& visit) {
  if (!visit(node, family)) return;
  for (const auto& child : children(node, family)) walk(*child.node, child.family, visit);
}

std::optional<Refusal> check_nodes(const Node& query) { return Check().look(query, "query", 0); }

}  // namespace askdb::duckdb
