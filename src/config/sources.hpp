#pragma once

/// Reading of the places a setting can come from. Private to this room.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "config/draft.hpp"

namespace YAML {
class Node;
}

namespace askdb::config {

/// Everything wrong that was found, each with its place: a person mends all in one go.
class Problems {
 public:
  explicit Problems(std::string file) : file_(std::move(file)) {}
  /// `line` counts from 1; 0: the whole file.
  void add(int line, const std::string& key, const std::string& text);
  /// A problem that already names its place.
  void add(std::string text) { list_.push_back(std::move(text)); }
  const std::vector<std::string>& list() const { return list_; }
  const std::string& file() const { return file_; }

 private:
  std::string file_;
  std::vector<std::string> list_;
};

/// A value of the environment, and where it was said: "" for the environment itself, ".env:3".
struct Variable {
  std::string value;
  std::string place;
};
using Variables = std::map<std::string, Variable>;

/// `KEY=value` lines, as dotenv files are written: blank lines, `#` comments, `export KEY=value`,
/// 'single' quotes as they stand, "double" quotes with \n \t \" \\ \$; later lines win.
void read_env(std::string_view text, const std::string& file, Variables& into, Problems& problems);

/// `text` with `${NAME}` and `${NAME:default}` replaced. Returns a problem, or "".
std::string expand_variables(std::string& text, const Variables& variables);

/// What askdb.yaml says, other than datasources, goes to `draft`; `datasources` gets those that
/// are enabled. `wants_datasources` false: that section is not looked into.
struct YamlInput {
  std::string text;
  std::string folder;  ///< Relative paths start here.
  bool wants_datasources = true;
};
void read_yaml(const YamlInput& input, const Variables& variables, Draft& draft,
               Problems& problems);

/// The section `datasources`.
void read_datasources(const YAML::Node& section, const std::string& folder,
                      const Variables& variables, std::vector<DatasourceConfig>& into,
                      Problems& problems);

/// One key under `datasources.<name>`, for messages and the documentation.
struct DatasourceKey {
  std::string key;  ///< "connection.host".
  std::string kind;
  std::string fallback;
  std::string meaning;
};
const std::vector<DatasourceKey>& datasource_keys();

/// The parts of an address of the form kServer. Fails with kConfig when it is no URL; the message
/// does not repeat it.
Result<ServerAddress> server_of(const std::string& address, const Engine& engine);
/// Fills `type`, `connection`, `display_url` and, where the engine has use for it, `server`. An
/// empty port is the engine's default.
void set_server(DatasourceConfig& datasource, const Engine& engine, ServerAddress server);

/// `path` as it is, or under `folder` when it is relative.
std::string path_in(const std::string& folder, const std::string& path);

}  // namespace askdb::config
