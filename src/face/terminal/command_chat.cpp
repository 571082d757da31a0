#include "face/terminal/chat.hpp"
#include "face/terminal/command_line.hpp"
#include "face/terminal/commands.hpp"

namespace askdb {
namespace {

int chat(const CLI::App& app, const CommonOptions& options) {
  auto config = configured(app, options);
  if (!config) return print_error(config.error());
  if (config->datasources.empty()) return print_error(no_datasource());
  const std::string history = config->cache_folder.empty() ? "" : config->cache_folder + "/history";
  Interrupts interrupts;
  auto built = [&] {
    const SignalsBlocked blocked;
    return App::build(*std::move(config), environment_variables());
  }();
  if (!built) return print_error(built.error());
  Foreground foreground((*built)->io(), interrupts);
  LineEditor editor(interrupts, history);
  return Chat(**built, foreground, editor).run();
}

}  // namespace

int run_chat(const CLI::App& app) { return chat(app, {}); }

void add_chat_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<CommonOptions>();
  auto* command =
      app.add_subcommand("chat", "Ask questions in a session (what askdb does without a command)");
  command->footer(
      "\nWithout a terminal on standard input it reads one question per line, prints the answers\n"
      "and never asks. In the session, /help lists the commands.");
  add_common_options(*command, *options);
  command->callback([&app, &exit_code, options] { exit_code = chat(app, *options); });
}

}  // namespace askdb
