#pragma once

/// The subcommands of the program. Each lies in a file of its own, `command_<name>.cpp`, and adds
/// itself: its options, and a callback that does the work and sets the exit code.

namespace CLI {
class App;
}

namespace askdb {

void add_commands(CLI::App& app, int& exit_code);

void add_options_command(CLI::App& app, int& exit_code);
void add_guard_command(CLI::App& app, int& exit_code);

}  // namespace askdb
