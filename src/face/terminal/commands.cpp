#include "face/terminal/commands.hpp"

namespace askdb {

void add_commands(CLI::App& app, int& exit_code) {
  add_options_command(app, exit_code);
  add_guard_command(app, exit_code);
}

}  // namespace askdb
