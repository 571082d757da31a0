#include "llm/prompt.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "prompt_files.embedded.hpp"

namespace askdb {
namespace {

Error config_error(const std::string& source, const std::string& what, std::string next_step) {
  return {.fault = Fault::kConfig,
          .message = "Prompt " + source + ": " + what,
          .next_step = std::move(next_step),
          .detail = {}};
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// "", or what is wrong with the variables that the template uses.
std::string variable_problem(const PromptSpec& spec, const std::set<std::string>& used) {
  std::vector<std::string> known = spec.variables;
  known.insert(known.end(), spec.optional_variables.begin(), spec.optional_variables.end());
  for (const auto& name : used) {
    if (contains(known, name)) continue;
    const auto near = nearest(name, known);
    return "${" + name + "} is not a variable of this prompt." +
           (near.empty() ? "" : " Did you mean ${" + near + "}?");
  }
  for (const auto& name : spec.variables) {
    if (!used.contains(name)) return "${" + name + "} is missing; the prompt needs it.";
  }
  return {};
}

const std::vector<std::string> kFields{"name",        "description",       "model",
                                       "temperature", "structured_output", "system_prompt",
                                       "user_prompt"};

}  // namespace

Result<TemplateText> TemplateText::parse(std::string_view text) {
  TemplateText parsed;
  std::string literal;
  auto flush = [&] {
    if (!literal.empty()) parsed.pieces_.push_back({std::exchange(literal, {}), false});
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto dollar = text.find('$', at);
    literal += text.substr(at, dollar - at);
    if (dollar == std::string_view::npos) break;
    const auto rest = text.substr(dollar);
    if (rest.starts_with("$${")) {
      literal += "${";
      at = dollar + 3;
    } else if (rest.starts_with("${")) {
      const auto close = rest.find('}');
      const auto name = rest.substr(2, close == std::string_view::npos ? 0 : close - 2);
      if (!is_name(name)) {
        return Error{.fault = Fault::kConfig,
                     .message = "\"" + shortened(rest.substr(0, rest.find('\n')), 40) +
                                "\" is not a variable: a name and } must follow ${.",
                     .next_step = "Write $${ where ${ itself is meant.",
                     .detail = {}};
      }
      flush();
      parsed.pieces_.push_back({std::string(name), true});
      if (!contains(parsed.variables_, std::string(name))) parsed.variables_.emplace_back(name);
      at = dollar + close + 1;
    } else {
      literal += '$';
      at = dollar + 1;
    }
  }
  flush();
  return parsed;
}

std::string TemplateText::fill(const std::map<std::string, std::string>& values) const {
  std::string text;
  for (const auto& piece : pieces_) {
    if (!piece.is_variable) {
      text += piece.text;
      continue;
    }
    const auto value = values.find(piece.text);
    ASKDB_ASSERT(value != values.end(), "a prompt's variables are checked when it is loaded");
    text += value->second;
  }
  return text;
}

ModelRequest Prompt::fill(const std::map<std::string, std::string>& values) const {
  for (const auto& [name, value] : values) {
    ASKDB_ASSERT(contains(spec_.variables, name) || contains(spec_.optional_variables, name),
                 "only declared variables are filled in");
  }
  ModelRequest request;
  request.system = system_.fill(values);
  request.messages.push_back({.is_from_model = false, .text = user_.fill(values)});
  request.temperature = temperature_;
  return request;
}

Result<Prompt> Prompt::parse(const PromptSpec& spec, std::string_view yaml,
                             const std::string& source) {
  Prompt prompt;
  prompt.name_ = spec.name;
  prompt.spec_ = spec;
  const std::string hint = "Correct the file, or remove it to use the built-in prompt.";
  try {
    const YAML::Node root = YAML::Load(std::string(yaml));
    if (!root.IsMap()) return config_error(source, "is not a list of fields.", hint);
    for (const auto& field : root) {
      const auto key = field.first.as<std::string>();
      if (contains(kFields, key)) continue;
      return config_error(source,
                          "line " + std::to_string(field.first.Mark().line + 1) +
                              ": unknown field \"" + key + "\".",
                          "The fields are: " + join(kFields, ", ") + ".");
    }
    auto text = [&](const char* key) { return root[key] ? root[key].as<std::string>() : ""; };
    if (text("name") != spec.name) {
      return config_error(source, "its name is \"" + text("name") + "\".",
                          "Write name: " + spec.name + ".");
    }
    const std::string tier = text("model");
    if (tier != "weak" && tier != "planning" && tier != "developer") {
      return config_error(source, "model is \"" + tier + "\".",
                          "Write model: weak, planning or developer.");
    }
    prompt.tier_ = tier == "weak"       ? Tier::kWeak
                   : tier == "planning" ? Tier::kPlanning
                                        : Tier::kDeveloper;
    prompt.description_ = text("description");
    prompt.structured_output_ = text("structured_output");
    if (root["temperature"]) prompt.temperature_ = root["temperature"].as<double>();
    if (!(prompt.temperature_ >= 0 && prompt.temperature_ <= 2)) {
      return config_error(source, "temperature must lie between 0 and 2.", hint);
    }
    if (trim(text("user_prompt")).empty()) {
      return config_error(source, "user_prompt is empty.", hint);
    }
    auto system = TemplateText::parse(text("system_prompt"));
    auto user = TemplateText::parse(text("user_prompt"));
    if (!system) return config_error(source, system.error().message, system.error().next_step);
    if (!user) return config_error(source, user.error().message, user.error().next_step);
    std::set<std::string> used(system->variables().begin(), system->variables().end());
    used.insert(user->variables().begin(), user->variables().end());
    const auto problem = variable_problem(spec, used);
    if (!problem.empty()) {
      auto known = spec.variables;
      known.insert(known.end(), spec.optional_variables.begin(), spec.optional_variables.end());
      return config_error(source, problem, "Its variables are: " + join(known, ", ") + ".");
    }
    prompt.system_ = *std::move(system);
    prompt.user_ = *std::move(user);
  } catch (const YAML::Exception& failed) {
    return config_error(
        source, "line " + std::to_string(failed.mark.line + 1) + ": " + failed.msg + ".", hint);
  }
  return prompt;
}

Result<PromptLibrary> PromptLibrary::load(const std::vector<PromptSpec>& specs,
                                          const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code failed;
  if (!folder.empty() && !fs::is_directory(folder, failed)) {
    return config_error(folder, "is not a folder.",
                        "Correct prompts_folder, or remove it to use the built-in prompts.");
  }
  PromptLibrary library;
  std::vector<std::string> names;
  for (const auto& spec : specs) {
    names.push_back(spec.name);
    const std::string file = spec.name + ".yaml";
    std::string source = "prompts/" + file;
    std::string yaml;
    const auto path = fs::path(folder) / file;
    if (!folder.empty() && fs::exists(path, failed)) {
      source = path.string();
      std::ifstream stream(path, std::ios::binary);
      yaml.assign(std::istreambuf_iterator<char>(stream), {});
      if (!stream) return config_error(source, "cannot be read.", "Check its permissions.");
    } else {
      const auto* built_in =
          std::find_if(embedded::prompt_files.begin(), embedded::prompt_files.end(),
                       [&](const auto& entry) { return entry.first == file; });
      ASKDB_ASSERT(built_in != embedded::prompt_files.end(), "every declared prompt is built in");
      yaml = built_in->second;
    }
    auto prompt = Prompt::parse(spec, yaml, source);
    if (!prompt) return prompt.error();
    library.prompts_.emplace(spec.name, *std::move(prompt));
  }
  if (folder.empty()) return library;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    const auto extension = entry.path().extension();
    if (extension != ".yaml" && extension != ".yml") continue;
    const auto name = entry.path().stem().string();
    if (extension == ".yaml" && contains(names, name)) continue;
    return config_error(entry.path().string(), "there is no prompt of this name.",
                        "The prompts are: " + join(names, ", ") + ", each a .yaml file.");
  }
  return library;
}

const Prompt& PromptLibrary::get(std::string_view name) const {
  const auto found = prompts_.find(name);
  ASKDB_ASSERT(found != prompts_.end(), "a prompt is declared before it is used");
  return found->second;
}

}  // namespace askdb
