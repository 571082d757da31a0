/// Runs tests/cases/config/*.case. A case is a description, inputs and what must come out:
///
///     # Description
///     file askdb.yaml        (or .env, or any file; its lines follow, indented by two)
///       limits: ...
///     set NAME=value         an environment variable
///     expect key = value     a setting after loading
///     error text             a whole line of the error message
///
/// Cases are separated by a line of dashes.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/text.hpp"
#include "config/config.hpp"

namespace askdb {
namespace {

struct Case {
  std::string name;
  std::string place;
  std::map<std::string, std::string> files;
  std::map<std::string, std::string> environment;
  std::vector<std::string> urls;
  std::vector<std::pair<std::string, std::string>> expected;
  std::vector<std::string> errors;
};

std::pair<std::string, std::string> halves(const std::string& text, const std::string& separator) {
  const auto at = text.find(separator);
  if (at == std::string::npos) return {text, ""};
  return {text.substr(0, at), text.substr(at + separator.size())};
}

std::vector<Case> read_cases(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::vector<Case> cases(1);
  std::string line;
  std::string* file = nullptr;
  for (int number = 1; std::getline(in, line); ++number) {
    Case& one = cases.back();
    if (line.starts_with("---")) {
      cases.emplace_back();
      file = nullptr;
    } else if (file != nullptr && (line.starts_with("  ") || line.empty())) {
      *file += (line.empty() ? "" : line.substr(2)) + "\n";
    } else if (line.starts_with("# ")) {
      one.name = line.substr(2);
      one.place = path.filename().string() + ":" + std::to_string(number);
    } else if (line.starts_with("file ")) {
      file = &one.files[line.substr(5)];
    } else if (line.starts_with("set ")) {
      one.environment.insert(halves(line.substr(4), "="));
    } else if (line.starts_with("url ")) {
      one.urls.push_back(line.substr(4));
    } else if (line.starts_with("expect ")) {
      one.expected.push_back(halves(line.substr(7), " = "));
    } else if (line.starts_with("error ")) {
      one.errors.push_back(line.substr(6));
    } else if (!line.empty()) {
      ADD_FAILURE() << path << ":" << number << ": not understood: " << line;
    }
  }
  return cases;
}

std::string tier(const std::optional<ModelConfig>& model) {
  if (!model) return "none";
  return name_of(model->provider) + " " + model->model + " key=" + model->api_key +
         " url=" + model->base_url;
}

std::map<std::string, std::string> settings_of(const Config& config) {
  std::map<std::string, std::string> out = {
      {"source", config.source},
      {"max_rows", std::to_string(config.limits.max_rows)},
      {"statement_timeout", std::to_string(config.limits.statement_timeout.count())},
      {"max_result_rows_for_llm", std::to_string(config.limits.max_result_rows_for_llm)},
      {"question_timeout", std::to_string(config.limits.question_timeout.count())},
      {"max_attempts", std::to_string(config.limits.max_attempts)},
      {"max_refinements", std::to_string(config.limits.max_refinements)},
      {"threshold", std::to_string(config.approval.confidence_threshold)},
      {"mode", name_of(config.approval.mode)},
      {"engine", name_of(config.llm.engine)},
      {"profile", name_of(config.llm.profile)},
      {"weak", tier(config.llm.weak)},
      {"planning", tier(config.llm.planning)},
      {"developer", tier(config.llm.developer)},
      {"debug", config.llm.is_debug ? "true" : "false"},
      {"max_tokens", config.llm.weak ? std::to_string(config.llm.weak->max_tokens) : "none"},
      {"retries", std::to_string(config.llm.max_retries)},
      {"retry_initial", std::to_string(config.llm.retry_initial_delay.count())},
      {"retry_max", std::to_string(config.llm.retry_max_delay.count())},
      {"knowledge_folder", config.knowledge_folder},
      {"cache_folder", config.cache_folder},
      {"control_db_url", config.control_db_url},
      {"store_url", config.store_url},
      {"data_folder", config.data_folder},
      {"server", config.server.address + ":" + std::to_string(config.server.port)},
      {"access_token", config.server.access_token},
      {"hosts", join(config.server.hosts, "|")},
      {"allowed_origins", join(config.server.allowed_origins, "|")},
      {"max_body_bytes", std::to_string(config.server.max_body_bytes)}};
  std::vector<std::string> names;
  for (const auto& one : config.datasources) {
    names.push_back(one.name);
    const std::string at = "datasource " + one.name + " ";
    out[at + "type"] = one.type;
    out[at + "shown"] = one.display_url;
    out[at + "connection"] = one.connection;
    out[at + "description"] = one.description;
    out[at + "databases"] = join(one.databases, ",");
    out[at + "allow"] = join(one.allow, ",");
    out[at + "deny"] = join(one.deny, ",");
    out[at + "max_connections"] = std::to_string(one.max_connections);
    out[at + "connect_timeout"] = std::to_string(one.connect_timeout.count());
  }
  out["datasources"] = join(names, ",");
  return out;
}

void run(const Case& one, const std::filesystem::path& folder) {
  SCOPED_TRACE(one.place + " " + one.name);
  ConfigSources sources{.folder = folder, .environment = one.environment, .urls = one.urls};
  for (const auto& [name, text] : one.files) {
    std::filesystem::create_directories((folder / name).parent_path());
    std::ofstream(folder / name) << text;
  }
  const auto in_folder = folder.string() + "/";
  const auto config = load_config(sources);
  if (!config) {
    const Error error = config.error();
    std::vector<std::string> lines;
    for (const auto line : split(error.message, '\n')) {
      lines.push_back(replace_all(std::string(line), in_folder, ""));
    }
    EXPECT_EQ(error.fault, Fault::kConfig);
    EXPECT_EQ(join(lines, "\n"), join(one.errors, "\n"));
    return;
  }
  EXPECT_TRUE(one.errors.empty()) << "loaded, but expected: " << join(one.errors, "\n");
  const auto settings = settings_of(*config);
  for (const auto& [key, value] : one.expected) {
    const auto found = settings.find(key);
    ASSERT_NE(found, settings.end()) << "there is no " << key;
    EXPECT_EQ(replace_all(found->second, in_folder, ""), value) << key;
  }
}

TEST(ConfigCases, All) {
  int count = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(ASKDB_SOURCE_DIR "/tests/cases/config")) {
    for (const auto& one : read_cases(entry.path())) {
      std::string pattern = std::filesystem::temp_directory_path() / "askdb-config-XXXXXX";
      ASSERT_NE(mkdtemp(pattern.data()), nullptr);
      run(one, pattern);
      std::filesystem::remove_all(pattern);
      ++count;
    }
  }
  EXPECT_GT(count, 30);
}

}  // namespace
}  // namespace askdb
