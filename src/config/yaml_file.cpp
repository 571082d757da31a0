#include <yaml-cpp/yaml.h>

#include <set>

#include "base/text.hpp"
#include "config/option.hpp"
#include "config/sources.hpp"
#include "config/yaml_read.hpp"

namespace askdb::config {
namespace {

/// All keys and sections that can stand at `prefix` ("" or "llm."), for "did you mean".
std::vector<std::string> known_below(const std::string& prefix) {
  std::set<std::string> names;
  for (const auto& option : options()) {
    if (option.key.empty() || !option.key.starts_with(prefix)) continue;
    const auto rest = option.key.substr(prefix.size());
    names.insert(rest.substr(0, rest.find('.')));
  }
  if (prefix.empty()) names.insert("datasources");
  return {names.begin(), names.end()};
}

/// Where else the key exists: "max_rows" at the top is meant as "limits.max_rows".
std::string elsewhere(const std::string& name) {
  for (const auto& option : options()) {
    if (option.key.ends_with("." + name)) return option.key;
  }
  return {};
}

/// The value for a message: a variable stays a variable, which may be a secret.
std::string as_written(const YAML::Node& node, const std::string& text) {
  const bool has_variable = node.Scalar().find("${") != std::string::npos;
  return shortened(has_variable ? node.Scalar() : text, 60);
}

struct Reader {
  const YamlInput& input;
  const Variables& variables;
  Draft& draft;
  Problems& problems;

  void unknown(const std::string& prefix, const std::string& name, int line) {
    const auto known = known_below(prefix);
    auto hint = nearest(name, known);
    if (!hint.empty()) hint = prefix + hint;
    if (hint.empty()) hint = elsewhere(name);
    problems.add(line, prefix + name,
                 "is not a setting. " + (hint.empty() ? "Known here: " + join(known, ", ") + "."
                                                      : "Did you mean \"" + hint + "\"?"));
  }

  void scalar(const Option& option, const YAML::Node& node) {
    auto text = read_scalar(node, option.key, option.kind, variables, problems);
    if (!text || text->empty()) return;
    if (option.is_path) *text = path_in(input.folder, *text);
    if (!option.apply(draft, *text)) {
      problems.add(line_of(node), option.key,
                   "expected " + option.kind + ", got \"" + as_written(node, *text) + "\".");
    }
  }

  void section(const std::string& prefix, const YAML::Node& node) {
    const std::string name = prefix.empty() ? "" : prefix.substr(0, prefix.size() - 1);
    for_each_key(node, name, problems, [&](const std::string& key, const YAML::Node& value) {
      if (prefix.empty() && key == "datasources") {
        if (input.wants_datasources) {
          read_datasources(value, input.folder, variables, draft.config.datasources, problems);
        }
        return;
      }
      if (const auto* option = option_by_key(prefix + key)) return scalar(*option, value);
      if (known_below(prefix + key + ".").empty()) return unknown(prefix, key, line_of(value));
      section(prefix + key + ".", value);
    });
  }
};

}  // namespace

void read_yaml(const YamlInput& input, const Variables& variables, Draft& draft,
               Problems& problems) {
  try {
    const auto root = YAML::Load(input.text);
    if (root.IsNull()) return;
    Reader{input, variables, draft, problems}.section("", root);
  } catch (const YAML::Exception& failed) {
    problems.add(failed.mark.is_null() ? 0 : failed.mark.line + 1, "",
                 "this is not YAML: " + failed.msg + ". Check the indentation.");
  }
}

}  // namespace askdb::config
