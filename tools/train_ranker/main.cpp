/// Learns the offline engine's weights from questions with gold SQL, and says how good they are on
/// databases that they were not learned from.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>

#include "train_ranker/write_weights.hpp"

namespace askdb::training {
namespace {

struct Options {
  std::string questions;
  std::string databases;
  std::string holdout;
  std::string ranker_out;
  std::string judgement_out;
  std::size_t folds = 5;
  RankerSettings ranker;
};

/// Precision by band of confidence, each fold judged by a fit that did not see it.
std::string bands_of(const std::vector<Outcome>& outcomes, std::size_t folds) {
  constexpr std::size_t kBands = 10;
  struct Band {
    std::size_t count = 0;
    std::size_t right = 0;
  };
  std::array<Band, kBands> bands;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    const auto fit = fit_judgement(outcomes, fold);
    for (const auto& outcome : outcomes) {
      if (outcome.fold != fold) continue;
      const double confidence = fit.confidence(outcome.evidence);
      auto& band = bands[std::min(kBands - 1, static_cast<std::size_t>(confidence * kBands))];
      ++band.count;
      band.right += outcome.is_right ? 1 : 0;
    }
  }
  std::string text = "confidence (cross-validated)   questions   right\n";
  for (std::size_t i = kBands; i-- > 0;) {
    if (bands[i].count == 0) continue;
    text += fmt::format(
        "  {:.1f} to {:.1f} {:>28} {:>6.1f} %\n", static_cast<double>(i) / kBands,
        static_cast<double>(i + 1) / kBands, bands[i].count,
        100.0 * static_cast<double>(bands[i].right) / static_cast<double>(bands[i].count));
  }
  return text;
}

Result<int> write(const std::string& path, const std::string& text) {
  if (path.empty()) return 0;
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (file) return 0;
  return Error{.fault = Fault::kInput,
               .message = "The file " + path + " cannot be written.",
               .next_step = "Check the path.",
               .detail = {}};
}

double percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

Result<int> train(const Options& options) {
  auto questions = evaluation::load_questions(options.questions);
  if (!questions) return questions.error();
  const auto held_out = evaluation::load_holdout(options.holdout);
  if (!held_out) return held_out.error();
  const std::size_t all = questions->size();
  const auto chosen = evaluation::selected(*std::move(questions), *held_out,
                                           evaluation::Selection::kDevelopment, 0);
  if (chosen.size() == all) {
    return Error{.fault = Fault::kInput,
                 .message = "No question belongs to a database that " + options.holdout + " names.",
                 .next_step = "Give the list that belongs to these questions.",
                 .detail = {}};
  }
  const Source source{options.databases, options.folds, options.ranker.seed};
  const auto examples = collect_examples(chosen, *held_out, source);
  if (!examples) return examples.error();

  std::vector<Outcome> outcomes;
  for (std::size_t fold = 0; fold < options.folds; ++fold) {
    const auto ranker = fit_ranker(*examples, fold, options.ranker);
    const auto some = outcomes_of(*examples, ranker, fold);
    const auto right =
        std::count_if(some.begin(), some.end(), [](const Outcome& o) { return o.is_right; });
    std::cout << fmt::format("fold {}: {:.1f} % of {}\n", fold,
                             percent(static_cast<std::size_t>(right), some.size()), some.size());
    outcomes.insert(outcomes.end(), some.begin(), some.end());
  }
  const auto right =
      std::count_if(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.is_right; });
  const auto reachable = std::count_if(examples->begin(), examples->end(),
                                       [](const Example& e) { return e.has_right(); });
  std::cout << fmt::format(
      "cross-validated: {:.2f} % of {} questions; right among the candidates: {:.2f} %\n",
      percent(static_cast<std::size_t>(right), examples->size()), examples->size(),
      percent(static_cast<std::size_t>(reachable), examples->size()));
  std::cout << bands_of(outcomes, options.folds);

  const auto ranker = fit_ranker(*examples, std::nullopt, options.ranker);
  auto written = write(options.ranker_out, ranker_weights(ranker));
  if (!written) return written.error();
  return write(options.judgement_out, judgement_header(fit_judgement(outcomes, std::nullopt)));
}

}  // namespace
}  // namespace askdb::training

int main(int argc, char** argv) {
  using namespace askdb;
  training::Options options;
  CLI::App app("Learns the weights of the offline engine's ranking and confidence.");
  app.add_option("--questions", options.questions, "JSON array of questions with gold SQL")
      ->required();
  app.add_option("--databases", options.databases, "Folder of <db_id>.sqlite files")->required();
  app.add_option("--holdout", options.holdout, "Databases never to learn from")->required();
  app.add_option("--ranker", options.ranker_out, "File to write the ranker's weights to");
  app.add_option("--judgement", options.judgement_out, "Header to write the confidence to");
  app.add_option("--folds", options.folds, "Of the cross-validation")->check(CLI::Range(2, 50));
  app.add_option("--seed", options.ranker.seed, "Of folds and of the order of learning");
  app.add_option("--epochs", options.ranker.epochs, "Of learning")->check(CLI::Range(1, 200));
  app.add_option("--l2", options.ranker.l2, "How strongly weights are held near 0");
  CLI11_PARSE(app, argc, argv);
  const auto result = training::train(options);
  if (result) return *result;
  std::cerr << one_line(result.error()) << '\n';
  if (!result.error().detail.empty()) std::cerr << result.error().detail << '\n';
  return 1;
}
