#include <poll.h>

#include <cstdio>

#include "face/http/api/site.hpp"
#include "face/terminal/command_line.hpp"
#include "face/terminal/commands.hpp"
#include "face/terminal/exit_code.hpp"
#include "face/terminal/foreground.hpp"
#include "face/terminal/interrupts.hpp"

namespace askdb {
namespace {

struct ServeOptions {
  CommonOptions common;
  std::string address;
  int port = -1;
  std::vector<std::string> questions;
};

/// Until Ctrl-C or SIGTERM.
void wait_for_the_end(Interrupts& interrupts) {
  while (true) {
    const auto interrupt = interrupts.take();
    if (interrupt == Interrupt::kCancel || interrupt == Interrupt::kTerminate) return;
    pollfd signals{interrupts.file_descriptor(), POLLIN, 0};
    if (interrupt == Interrupt::kNone) ::poll(&signals, 1, -1);
  }
}

int serve(const CLI::App& app, const ServeOptions& options) {
  auto config = configured(app, options.common);
  if (!config) return print_error(config.error());
  if (config->datasources.empty()) return print_error(no_datasource());
  if (!options.address.empty()) config->server.address = options.address;
  if (options.port >= 0) config->server.port = static_cast<std::uint16_t>(options.port);

  Interrupts interrupts;
  auto built = [&] {
    const SignalsBlocked blocked;
    return App::build(*std::move(config), environment_variables());
  }();
  if (!built) return print_error(built.error());
  Foreground foreground((*built)->io(), interrupts);
  web::Site site(**built);
  const auto address = foreground.run(site.start());
  if (!address) return kExitCancelled;
  if (!*address) return print_error(address->error());
  if (!options.questions.empty()) {
    const auto asked = foreground.run(site.ask_first(options.questions));
    if (asked && !*asked) print_error(asked->error());
  }
  std::printf("askdb is at %s (Ctrl-C stops it)\n", (*address)->c_str());
  std::fflush(stdout);
  wait_for_the_end(interrupts);
  std::fprintf(stderr, "\nStopping …\n");
  const auto stopped = foreground.run(site.stop());
  return stopped && *stopped ? kExitAnswered : kExitCancelled;
}

}  // namespace

void add_serve_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ServeOptions>();
  auto* command = app.add_subcommand("serve", "Serve the web page and its API");
  command->footer(
      "\nListens on 127.0.0.1 unless told otherwise; another address needs an access token\n"
      "(ASKDB_ACCESS_TOKEN). Questions, answers and ratings are kept in the data folder.");
  add_common_options(*command, options->common);
  command->add_option("--address", options->address, "Where to listen (default: 127.0.0.1)")
      ->type_name("IP");
  command->add_option("-p,--port", options->port, "Which port (default: 5001; 0: any free one)")
      ->type_name("PORT")
      ->check(CLI::Range(0, 65'535));
  command
      ->add_option("--ask", options->questions,
                   "A question to answer first, in a thread of its own, when there is none yet")
      ->type_name("QUESTION")
      ->allow_extra_args(false);
  command->callback([&app, &exit_code, options] { exit_code = serve(app, *options); });
}

}  // namespace askdb
