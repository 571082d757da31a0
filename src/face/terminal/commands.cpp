#include "face/terminal/commands.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>

#include "face/terminal/command_line.hpp"

namespace askdb {

void add_commands(CLI::App& app, int& exit_code) {
  app.add_option("-c,--config", "Configuration file (default: askdb.yaml in this folder, if any)")
      ->type_name("FILE")
      ->envname("ASKDB_CONFIG");
  static CommonOptions common;  // Lives as long as the parser that writes to it.
  add_common_options(app, common);
  app.require_subcommand(0, 1);
  app.fallthrough();
  app.footer(
      "\nWithout a command askdb opens the chat. \"askdb COMMAND --help\" tells more.\n\n"
      "  askdb ask -d shop.sqlite \"How many orders came in last month?\"\n"
      "  askdb init postgresql://reader@localhost/shop && askdb");
  add_ask_command(app, exit_code);
  add_chat_command(app, exit_code);
  add_serve_command(app, exit_code);
  add_init_command(app, exit_code);
  add_doctor_command(app, exit_code);
  add_options_command(app, exit_code);
  add_guard_command(app, exit_code);
  add_predict_command(app, exit_code);
  add_eval_command(app, exit_code);
  add_version_command(app, exit_code);
  app.callback([&app, &exit_code] {
    if (!app.get_subcommands().empty()) return;
    // A script that forgot its command must not hang in a chat.
    if (isatty(STDIN_FILENO) == 0) throw CLI::CallForHelp();
    exit_code = run_chat(app);
  });
}

}  // namespace askdb
