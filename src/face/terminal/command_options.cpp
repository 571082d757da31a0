#include <CLI/CLI.hpp>
#include <iostream>

#include "config/config.hpp"
#include "face/terminal/commands.hpp"

namespace askdb {

void add_options_command(CLI::App& app, int& /*exit_code*/) {
  auto* command = app.add_subcommand("options", "Print every setting, as in docs/configuration.md");
  command->callback([] { std::cout << configuration_document(); });
}

}  // namespace askdb
