#include <CLI/CLI.hpp>

#include "face/terminal/commands.hpp"

#ifdef __SANITIZE_ADDRESS__
// libedit keeps the names of a function that is added to it for ever.
extern "C" const char* __lsan_default_suppressions() { return "leak:wcsdup\n"; }
#endif

int main(int argc, char** argv) {
  CLI::App app("askdb answers questions about databases in plain language.", "askdb");
  int exit_code = 0;
  askdb::add_commands(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    // Help and version end a parse as well, with code 0; everything else is wrong usage.
    constexpr int kWrongUsage = 2;
    return app.exit(problem) == 0 ? 0 : kWrongUsage;
  }
  return exit_code;
}
