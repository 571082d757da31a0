#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "base/text.hpp"
#include "config/option.hpp"
#include "config/sources.hpp"

namespace askdb {
namespace {

using config::Draft;
using config::Problems;
using config::Variables;

/// No configuration is longer; a file that is was named by mistake.
constexpr std::size_t kMaxFileBytes = 1U << 20U;

bool read_file(const std::filesystem::path& path, std::string& text, Problems& problems) {
  std::error_code failed;
  if (std::filesystem::is_directory(path, failed)) {
    problems.add(path.string() + ": is a folder. Name a file.");
    return false;
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    problems.add(path.string() + ": cannot be read. Check that it exists and who may read it.");
    return false;
  }
  text.resize(kMaxFileBytes + 1);
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > kMaxFileBytes) {
    problems.add(path.string() + ": is larger than 1 MiB, so it is no configuration of askdb.");
    return false;
  }
  const auto broken = find_invalid_utf8(text);
  if (broken != std::string::npos) {
    const auto line = std::count(text.begin(), text.begin() + static_cast<long>(broken), '\n') + 1;
    problems.add(path.string() + ":" + std::to_string(line) +
                 ": is not UTF-8 text. Save the file as UTF-8.");
    return false;
  }
  return true;
}

Variables read_variables(const ConfigSources& sources, Problems& problems) {
  Variables variables;
  const auto env_file = sources.folder / ".env";
  std::error_code failed;
  if (std::filesystem::is_regular_file(env_file, failed)) {
    std::string text;
    const auto shown = env_file.lexically_normal().string();
    if (read_file(env_file, text, problems)) config::read_env(text, shown, variables, problems);
  }
  for (const auto& [name, value] : sources.environment) variables[name] = {value, ""};
  return variables;
}

void apply_variables(const Variables& variables, Draft& draft, Problems& problems) {
  for (const auto& option : config::options()) {
    const auto found = option.variable.empty() ? variables.end() : variables.find(option.variable);
    if (found == variables.end()) continue;
    const std::string value(trim(found->second.value));
    // "NAME=" is how a .env file says that it does not say anything.
    if (value.empty() || option.apply(draft, value)) continue;
    const auto& place = found->second.place;
    problems.add((place.empty() ? "" : place + ": ") + "Invalid " +
                 (option.is_number ? "number" : "value") +
                 " for environment variable: " + option.variable + ". Expected " + option.kind +
                 ", got \"" + shortened(value, 60) + "\".");
  }
}

void add_if_new(std::vector<DatasourceConfig>& list, DatasourceConfig made) {
  std::set<std::string> names;
  for (const auto& one : list) {
    if (one.connection == made.connection) return;
    names.insert(one.name);
  }
  const auto wanted = made.name;
  for (int i = 2; names.contains(made.name); ++i) made.name = wanted + "_" + std::to_string(i);
  list.push_back(std::move(made));
}

/// The first seed's server with its databases.
void add_postgres_server(const Draft& draft, const Variables& variables, Config& config) {
  const auto& said = draft.postgres;
  auto is_said = [&](const std::string& name) {
    const auto found = variables.find(name);
    return found != variables.end() && !trim(found->second.value).empty();
  };
  bool is_wanted = is_said("POSTGRES_HOST") || is_said("POSTGRES_DB");
  for (const auto& [name, database] : said.databases) is_wanted = is_wanted || !database.empty();
  if (!is_wanted) return;
  auto add = [&](const std::string& name, const std::string& database) {
    DatasourceConfig made;
    made.name = name;
    config::set_server(made, *find_engine("postgresql"),
                       {.host = said.host.empty() ? "localhost" : said.host,
                        .port = said.port,
                        .database = database,
                        .user = said.user,
                        .password = said.password,
                        .options = {}});
    config.datasources.push_back(std::move(made));
  };
  if (!said.database.empty()) return add(said.database, said.database);
  for (const std::string name : {"customer_db", "accounts_db", "loans_db", "insurance_db",
                                 "compliance_db", "employees_db"}) {
    const auto found = said.databases.find(name);
    add(name, found == said.databases.end() || found->second.empty() ? name : found->second);
  }
}

/// `-d`: names of configured datasources, URLs or files; they replace the configured list.
void choose(const std::vector<std::string>& urls, Config& config, Problems& problems) {
  std::vector<DatasourceConfig> chosen;
  std::vector<std::string> names;
  for (const auto& one : config.datasources) names.push_back(one.name);
  for (const auto& url : urls) {
    const auto named = std::find(names.begin(), names.end(), url);
    if (named != names.end()) {
      add_if_new(chosen, config.datasources[static_cast<std::size_t>(named - names.begin())]);
      continue;
    }
    auto made = datasource_from_url(url);
    if (made) {
      add_if_new(chosen, *std::move(made));
      continue;
    }
    const auto hint = nearest(url, names);
    const auto known = !hint.empty()   ? "Did you mean the datasource \"" + hint + "\"?"
                       : names.empty() ? ""
                                       : "Configured datasources: " + join(names, ", ") + ".";
    problems.add(one_line(made.error()) + (known.empty() ? "" : " " + known));
  }
  config.datasources = std::move(chosen);
}

/// askdb's folder in the folder that `variable` names, else in `place` of the home folder.
std::string folder_of(const Variables& variables, const char* variable, const char* place) {
  auto value = [&](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string() : found->second.value;
  };
  if (!value(variable).empty()) return value(variable) + "/askdb";
  return value("HOME").empty() ? "" : value("HOME") + place;
}

void check_folders(const Config& config, Problems& problems) {
  std::error_code failed;
  auto must_be = [&](const std::string& path, bool is_folder, const std::string& key) {
    if (path.empty()) return;
    const bool is_there = is_folder ? std::filesystem::is_directory(path, failed)
                                    : std::filesystem::is_regular_file(path, failed);
    if (is_there) return;
    problems.add(key + ": there is no " + (is_folder ? "folder" : "file") + " \"" + path +
                 "\". Correct the path or remove the setting.");
  };
  must_be(config.knowledge_folder, true, "knowledge_folder");
  must_be(config.llm.prompts_folder, true, "llm.prompts_folder");
  must_be(config.llm.prices_file, false, "llm.prices_file");
}

bool are_all_addresses(const std::vector<std::string>& urls) {
  return std::all_of(urls.begin(), urls.end(),
                     [](const auto& url) { return datasource_from_url(url).has_value(); });
}

}  // namespace

Result<Config> load_config(const ConfigSources& sources) {
  std::filesystem::path file = sources.file;
  if (sources.file.empty()) file = (sources.folder / "askdb.yaml").lexically_normal();
  Problems problems(file.string());
  const auto variables = read_variables(sources, problems);

  Draft draft;
  draft.config.cache_folder = folder_of(variables, "XDG_CACHE_HOME", "/.cache/askdb");
  draft.config.data_folder = folder_of(variables, "XDG_DATA_HOME", "/.local/share/askdb");
  std::error_code failed;
  if (!sources.file.empty() || std::filesystem::exists(file, failed)) {
    config::YamlInput input{
        .text = {},
        .folder = file.parent_path().string(),
        .wants_datasources = sources.urls.empty() || !are_all_addresses(sources.urls)};
    if (read_file(file, input.text, problems)) {
      config::read_yaml(input, variables, draft, problems);
      draft.config.source = file.string();
    }
  }
  apply_variables(variables, draft, problems);

  Config& config = draft.config;
  if (!draft.database_url.empty() && (sources.urls.empty() || !are_all_addresses(sources.urls))) {
    auto made = datasource_from_url(draft.database_url);
    if (made) {
      add_if_new(config.datasources, *std::move(made));
    } else {
      problems.add("DATABASE_URL: " + one_line(made.error()));
    }
  }
  if (config.datasources.empty()) add_postgres_server(draft, variables, config);
  if (!sources.urls.empty()) choose(sources.urls, config, problems);
  check_folders(config, problems);
  if (config.store_url.empty()) config.store_url = config.control_db_url;
  const auto no_model = config::choose_models(draft);
  if (!no_model.empty()) {
    problems.add(no_model + ". Set it (in the environment or in .env), or use the offline engine.");
  }

  if (problems.list().empty()) return std::move(config);
  return Error{.fault = Fault::kConfig,
               .message = join(problems.list(), "\n"),
               .next_step = "All settings are described in docs/configuration.md.",
               .detail = {}};
}

}  // namespace askdb
