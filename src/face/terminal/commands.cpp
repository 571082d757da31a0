#include "face/terminal/commands.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>

namespace askdb {

void add_commands(CLI::App& app, int& exit_code) {
  app.add_option("-c,--config", "Configuration file (default: askdb.yaml in this folder, if any)")
      ->type_name("FILE")
      ->envname("ASKDB_CONFIG");
  app.require_subcommand(0, 1);
  app.fallthrough();
  add_options_command(app, exit_code);
  add_guard_command(app, exit_code);
  add_version_command(app, exit_code);
}

}  // namespace askdb
