#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>

#include "face/terminal/commands.hpp"
#include "face/terminal/evaluation/engine_source.hpp"
#include "face/terminal/evaluation/run.hpp"

namespace askdb {
namespace {

using namespace evaluation;

struct EvalOptions {
  std::string questions;
  std::string databases;
  std::string holdout;
  std::string only = "all";
  std::string dump;
  std::size_t limit = 0;
};

Result<Selection> selection_of(const EvalOptions& options) {
  const auto refused = [](std::string message, std::string next_step) {
    return Error{
        .fault = Fault::kInput, .message = std::move(message), .next_step = std::move(next_step)};
  };
  Selection selection = Selection::kAll;
  if (options.only == "development") selection = Selection::kDevelopment;
  if (options.only == "held-out") selection = Selection::kHeldOut;
  if (selection != Selection::kAll && options.holdout.empty()) {
    return refused("Which databases are held out is not known.", "Give --holdout FILE.");
  }
  if (!options.dump.empty() && selection != Selection::kDevelopment) {
    return refused("Failures on held-out databases may not be looked at.",
                   "Give --holdout FILE --only development, or leave --dump out.");
  }
  return selection;
}

constexpr std::chrono::milliseconds kPredictionLimit{10'000};

Result<Subject> open_subject(const std::string& path, const std::string& name, BlockingPool& pool) {
  auto config = datasource_from_url(path);
  if (!config) return config.error();
  config->name = name;
  auto opened = EngineSource::open(*config, pool);
  if (!opened) return opened.error();
  const std::shared_ptr<EngineSource> source = *std::move(opened);
  return Subject{
      .database = source->database(),
      .values = source->values(),
      .run = [source](const std::string& sql) { return source->run(sql, kPredictionLimit); }};
}

Result<int> run_eval(const EvalOptions& options) {
  auto selection = selection_of(options);
  if (!selection) return selection.error();
  auto questions = load_questions(options.questions);
  if (!questions) return questions.error();
  std::set<std::string> held_out;
  if (!options.holdout.empty()) {
    auto loaded = load_holdout(options.holdout);
    if (!loaded) return loaded.error();
    held_out = *std::move(loaded);
  }
  const auto chosen = selected(*std::move(questions), held_out, *selection, options.limit);
  std::ofstream failures;
  if (!options.dump.empty()) {
    failures.open(options.dump);
    if (!failures) {
      return Error{.fault = Fault::kInput,
                   .message = "The file " + options.dump + " cannot be written.",
                   .next_step = "Check the path."};
    }
  }
  const RunOptions run{.databases = options.databases,
                       .now = Clock().now(),
                       .failures = options.dump.empty() ? nullptr : &failures,
                       .progress = &std::cerr};
  BlockingPool pool(1);
  const auto open = [&](const std::string& db_id) {
    return open_subject(options.databases + "/" + db_id + ".sqlite", db_id, pool);
  };
  auto board = evaluate(chosen, open, run);
  if (!board) return board.error();
  std::cout << board->report(*selection == Selection::kDevelopment);
  return 0;
}

}  // namespace

void add_eval_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<EvalOptions>();
  CLI::App* command = app.add_subcommand(
      "eval", "Measure the offline engine: gold statements against predictions, by result.");
  command->add_option("--questions", options->questions, "JSON array of questions with gold SQL")
      ->required();
  command->add_option("--databases", options->databases, "Folder of <db_id>.sqlite files")
      ->required();
  command->add_option("--holdout", options->holdout, "File naming the held-out databases");
  command->add_option("--only", options->only, "Which questions to ask")
      ->check(CLI::IsMember({"all", "development", "held-out"}));
  command->add_option("--limit", options->limit, "At most so many questions, taken evenly");
  command->add_option("--dump", options->dump, "Write failures as JSON lines (development only)");
  command->callback([options, &exit_code] {
    auto result = run_eval(*options);
    if (result) {
      exit_code = *result;
      return;
    }
    std::cerr << one_line(result.error()) << '\n';
    if (!result.error().detail.empty()) std::cerr << result.error().detail << '\n';
    exit_code = 1;
  });
}

}  // namespace askdb
