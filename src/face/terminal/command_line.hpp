#pragma once

/// What the subcommands share: common options, opening the program's objects, printing failures.

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/app.hpp"
#include "config/config.hpp"

namespace askdb {

/// `--config` of the program, and `-d` and its kin of a subcommand.
struct CommonOptions {
  std::vector<std::string> databases;
  std::string engine;   ///< "", "auto", "llm", "offline", "hybrid"
  std::string profile;  ///< "", "fused", "classic"
};

/// Adds -d, --engine and --profile to `command`.
void add_common_options(CLI::App& command, CommonOptions& options);

std::map<std::string, std::string> environment_variables();

/// The configuration as `--config`, the environment and `options` say. `app` is the program.
Result<Config> configured(const CLI::App& app, const CommonOptions& options);

/// Prints "askdb: message" and the next step on standard error. Returns the exit code.
int print_error(const Error& error);

/// The error of a configuration without any datasource.
Error no_datasource();

}  // namespace askdb
