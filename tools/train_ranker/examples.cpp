#include "train_ranker/examples.hpp"

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <random>

#include "face/terminal/evaluation/compare.hpp"
#include "face/terminal/evaluation/engine_source.hpp"
#include "face/terminal/evaluation/gold.hpp"

namespace askdb::training {

using evaluation::EngineSource;
using evaluation::GoldDatabase;
using evaluation::GoldQuestion;

namespace {

constexpr std::size_t kMaxCandidates = 60;
constexpr std::chrono::milliseconds kGoldLimit{20'000};
constexpr std::chrono::milliseconds kCandidateLimit{5'000};
/// Relative dates are read against one fixed day, so that every run sees the same.
constexpr Date kToday = std::chrono::sys_days(std::chrono::year(2024) / 10 / 4);

/// Databases in a shuffled order, dealt out to the folds one by one.
std::map<std::string, std::size_t> folds_of(const std::vector<GoldQuestion>& questions,
                                            const Source& source) {
  std::set<std::string> names;
  for (const auto& question : questions) names.insert(question.db_id);
  std::vector<std::string> order(names.begin(), names.end());
  std::mt19937 random(source.seed);
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
  std::map<std::string, std::size_t> folds;
  for (std::size_t i = 0; i < order.size(); ++i) folds[order[i]] = i % source.folds;
  return folds;
}

struct Opened {
  std::string db_id;
  GoldDatabase gold;
  std::unique_ptr<const linguist::Engine> engine;  ///< Refers to itself: never moved.
};

Result<Opened> open(const std::string& folder, const std::string& db_id, BlockingPool& pool) {
  const std::string path = folder + "/" + db_id + ".sqlite";
  auto gold = GoldDatabase::open(path);
  if (!gold) return gold.error();
  auto config = datasource_from_url(path);
  if (!config) return config.error();
  config->name = db_id;
  auto source = EngineSource::open(*config, pool);
  if (!source) return source.error();
  return Opened{db_id, *std::move(gold),
                std::make_unique<linguist::Engine>((*source)->database(), (*source)->values())};
}

std::vector<Option> options_of(const GoldQuestion& question, const Rows& gold,
                               const Opened& database) {
  const auto& schema = database.engine->schema();
  const auto read = linguist::read_question(question.question, schema, kToday);
  auto candidates = database.engine->candidates(read, kMaxCandidates);
  std::sort(candidates.begin(), candidates.end(),
            [](const auto& a, const auto& b) { return a.rendered.sql < b.rendered.sql; });
  const bool is_ordered = evaluation::has_top_level_order(question.query);
  std::vector<Option> options;
  for (auto& candidate : candidates) {
    Option option;
    const auto rows = database.gold.run(candidate.rendered.sql, kCandidateLimit);
    option.is_right = rows && evaluation::is_same_result(gold, *rows, is_ordered);
    option.cost = candidate.cost;
    option.evidence = linguist::evidence_of(read, candidate, schema, nullptr);
    option.features = std::move(candidate.features);
    options.push_back(std::move(option));
  }
  return options;
}

}  // namespace

bool Example::has_right() const {
  return std::any_of(options.begin(), options.end(),
                     [](const Option& option) { return option.is_right; });
}

Result<std::vector<Example>> collect_examples(const std::vector<GoldQuestion>& questions,
                                              const std::set<std::string>& held_out,
                                              const Source& source) {
  const auto folds = folds_of(questions, source);
  BlockingPool pool(1);
  std::optional<Opened> current;
  std::vector<Example> examples;
  for (const auto& question : questions) {
    if (held_out.contains(question.db_id)) {
      return Error{.fault = Fault::kInput,
                   .message = "The database " + question.db_id + " is held out.",
                   .next_step = "Learn from development databases only.",
                   .detail = {}};
    }
    if (!current || current->db_id != question.db_id) {
      current.reset();
      auto opened = open(source.databases, question.db_id, pool);
      if (!opened) return opened.error();
      current.emplace(*std::move(opened));
      std::cerr << '.' << std::flush;
    }
    const auto gold = current->gold.run(question.query, kGoldLimit);
    if (!gold) return gold.error();
    if (gold->rows.empty()) continue;
    examples.push_back(
        {question.db_id, folds.at(question.db_id), options_of(question, *gold, *current)});
  }
  std::cerr << '\n';
  return examples;
}

}  // namespace askdb::training
