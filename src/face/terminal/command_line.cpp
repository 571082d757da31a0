#include "face/terminal/command_line.hpp"

#include <unistd.h>

#include <cstdio>

#include "base/text.hpp"
#include "face/terminal/exit_code.hpp"
#include "face/terminal/screen.hpp"

extern char** environ;

namespace askdb {

void add_common_options(CLI::App& command, CommonOptions& options) {
  command
      .add_option("-d,--database", options.databases,
                  "Database to ask: a URL, a file, or a name from askdb.yaml. May be repeated")
      ->type_name("URL|NAME")
      ->allow_extra_args(false);
  command.add_option("--engine", options.engine, "Who answers: auto, llm, offline or hybrid")
      ->type_name("ENGINE")
      ->check(CLI::IsMember({"auto", "llm", "offline", "hybrid"}));
  command.add_option("--profile", options.profile, "Model calls per question: fused or classic")
      ->type_name("PROFILE")
      ->check(CLI::IsMember({"fused", "classic"}));
}

std::map<std::string, std::string> environment_variables() {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string text(*entry);
    const auto equals = text.find('=');
    if (equals != std::string::npos) variables[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return variables;
}

Result<Config> configured(const CLI::App& app, const CommonOptions& options) {
  ConfigSources sources;
  sources.environment = environment_variables();
  // What stands before the subcommand counts where the subcommand says nothing.
  auto said = [&app](const std::string& text, const char* option) {
    return text.empty() ? app.get_option(option)->as<std::string>() : text;
  };
  sources.urls = options.databases;
  // An option that was not given reads as one empty text.
  const auto* databases = app.get_option("--database");
  if (sources.urls.empty() && databases->count() > 0) {
    sources.urls = databases->as<std::vector<std::string>>();
  }
  const auto engine = said(options.engine, "--engine");
  const auto profile = said(options.profile, "--profile");
  if (const auto* file = app.get_option_no_throw("--config");
      file != nullptr && file->count() > 0) {
    sources.file = file->as<std::string>();
  }
  // The command line has the last word, and the loader knows what may be said.
  if (!engine.empty()) sources.environment["ASKDB_ENGINE"] = engine;
  if (!profile.empty()) sources.environment["ASKDB_PROFILE"] = profile;
  return load_config(sources);
}

int print_error(const Error& error) {
  const Screen screen = screen_of(STDERR_FILENO);
  std::string text;
  for (const auto line : split(error.message, '\n')) {
    text += screen.in(Ink::kRed, "askdb:") + " " + without_controls(line) + "\n";
  }
  if (!error.next_step.empty()) text += without_controls(error.next_step) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
  return exit_code_of(error);
}

Error no_datasource() {
  return {.fault = Fault::kConfig,
          .message = "No database is configured.",
          .next_step =
              "Name one: askdb ask -d shop.sqlite \"How many orders are there?\"\n"
              "Or write a configuration: askdb init postgresql://user@host/database",
          .detail = {}};
}

}  // namespace askdb
