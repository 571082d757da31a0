#pragma once

/// The subcommands of the program. Each lies in a file of its own, `command_<name>.cpp`, and adds
/// itself: its options, and a callback that does the work and sets the exit code.

namespace CLI {
class App;
}

namespace askdb {

/// Options of the program itself, and all subcommands. Without a subcommand `askdb` is a chat.
void add_commands(CLI::App& app, int& exit_code);

void add_ask_command(CLI::App& app, int& exit_code);
void add_chat_command(CLI::App& app, int& exit_code);
void add_doctor_command(CLI::App& app, int& exit_code);
void add_eval_command(CLI::App& app, int& exit_code);
void add_guard_command(CLI::App& app, int& exit_code);
void add_init_command(CLI::App& app, int& exit_code);
void add_options_command(CLI::App& app, int& exit_code);
void add_predict_command(CLI::App& app, int& exit_code);
void add_serve_command(CLI::App& app, int& exit_code);
void add_version_command(CLI::App& app, int& exit_code);

/// The session, with the program's own options only.
int run_chat(const CLI::App& app);

}  // namespace askdb
