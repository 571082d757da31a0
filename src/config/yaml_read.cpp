#include "config/yaml_read.hpp"

#include <filesystem>
#include <set>

#include "base/text.hpp"

namespace askdb::config {
namespace {

std::string kind_of(const YAML::Node& node) {
  return node.IsSequence() ? "a list" : node.IsMap() ? "a section" : "nothing";
}

}  // namespace

void Problems::add(int line, const std::string& key, const std::string& text) {
  std::string place = file_;
  if (line > 0) place += ":" + std::to_string(line);
  list_.push_back(place + ": " + (key.empty() ? "" : key + ": ") + text);
}

std::string path_in(const std::string& folder, const std::string& path) {
  if (path.starts_with("~/")) return path;
  const std::filesystem::path given(path);
  if (given.is_absolute() || folder.empty() || folder == ".") return path;
  return (std::filesystem::path(folder) / given).lexically_normal().string();
}

int line_of(const YAML::Node& node) { return node.Mark().line + 1; }

std::optional<std::string> read_scalar(const YAML::Node& node, const std::string& key,
                                       const std::string& kind, const Variables& variables,
                                       Problems& problems) {
  if (node.IsNull()) return "";
  if (!node.IsScalar()) {
    problems.add(line_of(node), key, "expected " + kind + ", got " + kind_of(node) + ".");
    return std::nullopt;
  }
  std::string text = node.Scalar();
  const auto problem = expand_variables(text, variables);
  if (problem.empty()) return text;
  problems.add(line_of(node), key, problem + ".");
  return std::nullopt;
}

std::vector<std::string> read_list(const YAML::Node& node, const std::string& key,
                                   const Variables& variables, Problems& problems) {
  std::vector<std::string> list;
  auto take = [&](const YAML::Node& item) {
    auto text = read_scalar(item, key, "a list of names", variables, problems);
    if (text && !text->empty()) list.push_back(*std::move(text));
  };
  if (node.IsSequence()) {
    for (const auto& item : node) take(item);
  } else {
    take(node);
  }
  return list;
}

void for_each_key(const YAML::Node& node, const std::string& key, Problems& problems,
                  const std::function<void(const std::string&, const YAML::Node&)>& each) {
  if (node.IsNull()) return;
  if (!node.IsMap()) {
    problems.add(line_of(node), key,
                 std::string("expected a section of \"name: value\" lines, got ") +
                     (node.IsScalar() ? "text" : "a list") + ".");
    return;
  }
  std::set<std::string> seen;
  for (const auto& item : node) {
    if (!item.first.IsScalar()) {
      problems.add(line_of(item.first), key, "a key must be text.");
      continue;
    }
    const auto& name = item.first.Scalar();
    if (!seen.insert(name).second) {
      problems.add(line_of(item.first), key.empty() ? name : key + "." + name,
                   "stands here twice. Remove or rename one.");
      continue;
    }
    each(name, item.second);
  }
}

}  // namespace askdb::config
