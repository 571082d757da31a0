#include <CLI/CLI.hpp>
#include <cstdio>

#include "face/terminal/commands.hpp"

namespace askdb {

void add_version_command(CLI::App& app, int& /*exit_code*/) {
  auto* command = app.add_subcommand("version", "Print the version");
  command->callback([] { std::puts("askdb " ASKDB_VERSION); });
}

}  // namespace askdb
