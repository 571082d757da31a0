#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>

#include "base/text.hpp"
#include "face/terminal/commands.hpp"
#include "face/terminal/evaluation/engine_source.hpp"
#include "face/terminal/evaluation/predictions.hpp"

namespace askdb {
namespace {

struct PredictOptions {
  std::string url;
  std::string questions;
};

Result<int> run_predict(const PredictOptions& options) {
  auto config = datasource_from_url(options.url);
  if (!config) return config.error();
  std::ifstream file;
  const bool is_standard_input = options.questions == "-";
  if (!is_standard_input) file.open(options.questions);
  if (!is_standard_input && !file) {
    return Error{.fault = Fault::kInput,
                 .message = "The file " + options.questions + " cannot be read.",
                 .next_step = "Check the path, or give - for standard input."};
  }
  BlockingPool pool(2);
  auto source = evaluation::EngineSource::open(*config, pool);
  if (!source) return source.error();
  const Linguist linguist((*source)->database(), (*source)->values());
  const std::size_t unusable = evaluation::predict_lines(is_standard_input ? std::cin : file,
                                                         std::cout, linguist, Clock().now());
  return unusable == 0 ? 0 : 1;
}

}  // namespace

void add_predict_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<PredictOptions>();
  CLI::App* command = app.add_subcommand(
      "predict", "Translate questions to SQL with the offline engine, without running them.");
  command->add_option("-d,--database", options->url, "Database URL or SQLite file")->required();
  command->add_option("--jsonl", options->questions, "Lines of {\"id\", \"question\"}; - for stdin")
      ->required();
  command->callback([options, &exit_code] {
    const auto result = run_predict(*options);
    exit_code = result ? *result : 1;
    if (!result) std::cerr << one_line(result.error()) << '\n';
  });
}

}  // namespace askdb
