#include "face/terminal/evaluation/scoreboard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace askdb::evaluation {
namespace {

/// Right ones among all, and among those whose gold result has rows.
struct Tally {
  std::size_t all = 0;
  std::size_t right = 0;
  std::size_t filled = 0;
  std::size_t filled_right = 0;

  void add(const Scored& scored) {
    const bool is_right = scored.outcome == Outcome::kRight;
    ++all;
    right += is_right ? 1 : 0;
    filled += scored.is_gold_empty ? 0 : 1;
    filled_right += is_right && !scored.is_gold_empty ? 1 : 0;
  }
};

double percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

std::string row(std::string_view name, const Tally& tally) {
  return fmt::format("  {:<28} {:>6} {:>7.1f} % {:>7} {:>7.1f} %\n", name, tally.all,
                     percent(tally.right, tally.all), tally.filled,
                     percent(tally.filled_right, tally.filled));
}

}  // namespace

std::string Scoreboard::accuracy_table(std::string Scored::*key, std::string_view title) const {
  std::map<std::string, Tally> tallies;
  for (const Scored& scored : scored_) tallies[scored.*key].add(scored);
  std::vector<std::string> names;
  for (const char* hardness : {"easy", "medium", "hard", "extra"}) {
    if (tallies.contains(hardness)) names.emplace_back(hardness);
  }
  for (const auto& [name, tally] : tallies) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  std::string text = fmt::format("{}\n", title);
  for (const std::string& name : names) text += row(name, tallies.at(name));
  return text;
}

std::string Scoreboard::confidence_table() const {
  struct Band {
    std::size_t count = 0;
    std::size_t right = 0;
    double confidence = 0;
  };
  constexpr std::size_t kBands = 10;
  std::array<Band, kBands> bands;
  std::size_t answered = 0;
  std::size_t answered_right = 0;
  for (const Scored& scored : scored_) {
    const bool is_right = scored.outcome == Outcome::kRight;
    const double confidence = std::clamp(scored.confidence, 0.0, 1.0);
    Band& band = bands[std::min(kBands - 1, static_cast<std::size_t>(confidence * kBands))];
    ++band.count;
    band.right += is_right ? 1 : 0;
    band.confidence += confidence;
    answered += scored.is_answerable ? 1 : 0;
    answered_right += scored.is_answerable && is_right ? 1 : 0;
  }
  std::string text = "confidence        count  precision   at or above: coverage  precision\n";
  double error = 0;
  std::size_t above = 0;
  std::size_t above_right = 0;
  for (std::size_t i = kBands; i-- > 0;) {
    const Band& band = bands[i];
    above += band.count;
    above_right += band.right;
    error += std::abs(static_cast<double>(band.right) - band.confidence);
    if (band.count == 0) continue;
    text += fmt::format("  {:.1f} to {:.1f} {:>10} {:>8.1f} % {:>22.1f} % {:>8.1f} %\n",
                        static_cast<double>(i) / kBands, static_cast<double>(i + 1) / kBands,
                        band.count, percent(band.right, band.count), percent(above, size()),
                        percent(above_right, above));
  }
  const double expected_error = size() == 0 ? 0 : error / static_cast<double>(size());
  text += fmt::format("  expected calibration error {:.3f}\n", expected_error);
  text += fmt::format("  answered {:.1f} %, right among these {:.1f} %\n",
                      percent(answered, size()), percent(answered_right, answered));
  return text;
}

std::string Scoreboard::latency_line() const {
  std::vector<std::int64_t> micros;
  for (const Scored& scored : scored_) micros.push_back(scored.elapsed.count());
  if (micros.empty()) return "translation: nothing measured\n";
  std::sort(micros.begin(), micros.end());
  const auto at = [&](double share) {
    const auto last = static_cast<double>(micros.size() - 1);
    return static_cast<double>(micros[static_cast<std::size_t>(share * last)]) / 1000.0;
  };
  return fmt::format("translation: p50 {:.2f} ms, p99 {:.2f} ms, worst {:.2f} ms\n", at(0.5),
                     at(0.99), at(1.0));
}

std::string Scoreboard::outcome_lines() const {
  std::map<Outcome, std::size_t> counts;
  for (const Scored& scored : scored_) ++counts[scored.outcome];
  std::string text = "outcomes:";
  for (const Outcome outcome :
       {Outcome::kRight, Outcome::kWrong, Outcome::kNoSql, Outcome::kRefused, Outcome::kInvalid,
        Outcome::kSlow, Outcome::kCrash}) {
    text += fmt::format(" {} {}", name_of(outcome), counts[outcome]);
    if (outcome != Outcome::kCrash) text += ",";
  }
  return text + "\n";
}

std::string Scoreboard::report(bool names_databases) const {
  Tally all;
  for (const Scored& scored : scored_) all.add(scored);
  std::string text = fmt::format("{:<30} {:>6} {:>9} {:>7} {:>9}\n", "execution accuracy", "all",
                                 "right", "filled", "right");
  text += row("overall", all);
  text += accuracy_table(&Scored::hardness, "by hardness");
  text += accuracy_table(&Scored::clause_class, "by clauses of the gold statement");
  if (names_databases) text += accuracy_table(&Scored::db_id, "by database");
  return text + confidence_table() + latency_line() + outcome_lines();
}

}  // namespace askdb::evaluation
