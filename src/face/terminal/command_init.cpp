#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "face/terminal/command_line.hpp"
#include "face/terminal/commands.hpp"
#include "face/terminal/configuration_file.hpp"
#include "face/terminal/exit_code.hpp"
#include "face/terminal/foreground.hpp"
#include "face/terminal/screen.hpp"

namespace askdb {
namespace {

struct InitOptions {
  std::string url;
  std::string file = "askdb.yaml";
  bool is_forced = false;
};

Error cannot_write(const std::string& file) {
  return {.fault = Fault::kInput,
          .message = "Could not write \"" + file + "\".",
          .next_step = "Choose another place with -o.",
          .detail = {}};
}

int init(const InitOptions& options) {
  std::error_code failed;
  if (!options.is_forced && std::filesystem::exists(options.file, failed)) {
    return print_error({.fault = Fault::kInput,
                        .message = "\"" + options.file + "\" is already there.",
                        .next_step = "Use --force to replace it, or -o for another file.",
                        .detail = {}});
  }
  auto datasource = datasource_from_url(options.url);
  if (!datasource) return print_error(datasource.error());
  Interrupts interrupts;
  Config config;
  config.datasources.push_back(*datasource);
  config.llm.engine = EngineChoice::kOffline;
  auto built = [&] {
    const SignalsBlocked blocked;
    return App::build(std::move(config), environment_variables());
  }();
  if (!built) return print_error(built.error());
  Foreground foreground((*built)->io(), interrupts);
  auto& source = *(*built)->datasources().all().front();
  auto database = foreground.run(source.introspect(std::chrono::seconds(30)));
  if (!database) return kExitCancelled;
  if (!*database) return print_error(database->error());

  const auto made = configuration_file(*datasource, **database);
  std::ofstream out(options.file, std::ios::trunc);
  out << made.yaml;
  out.close();
  if (!out) return print_error(cannot_write(options.file));
  const auto tables = static_cast<long long>((**database).tables.size());
  std::printf("Wrote %s: %s, %s.\n", options.file.c_str(), datasource->name.c_str(),
              counted(tables, "table", "tables").c_str());
  if (!made.secret_variable.empty()) {
    std::printf("The password is not in it. Put a line %s=<address> into .env.\n",
                made.secret_variable.c_str());
  }
  std::printf("Next: askdb doctor, then askdb.\n");
  return kExitAnswered;
}

}  // namespace

void add_init_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<InitOptions>();
  auto* command =
      app.add_subcommand("init", "Look at a database and write a commented askdb.yaml for it");
  command
      ->add_option("url", options->url, "postgresql://user@host/database, sqlite:///path or a file")
      ->required();
  command->add_option("-o,--output", options->file, "File to write")->capture_default_str();
  command->add_flag("--force", options->is_forced, "Replace the file if it is there");
  command->callback([&exit_code, options] { exit_code = init(*options); });
}

}  // namespace askdb
