#include <CLI/CLI.hpp>

#include "face/terminal/commands.hpp"

int main(int argc, char** argv) {
  CLI::App app("askdb answers questions about databases in plain language.", "askdb");
  app.require_subcommand(1);
  int exit_code = 0;
  askdb::add_commands(app, exit_code);
  CLI11_PARSE(app, argc, argv);
  return exit_code;
}
