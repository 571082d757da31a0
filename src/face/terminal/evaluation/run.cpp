#include "face/terminal/evaluation/run.hpp"

#include <exception>
#include <optional>
#include <ostream>

#include "base/text.hpp"
#include "face/terminal/evaluation/compare.hpp"
#include "face/terminal/evaluation/gold.hpp"
#include "face/terminal/guard_lines.hpp"

namespace askdb::evaluation {
namespace {

/// A prediction that was run, for the failure list.
struct Judged {
  Scored scored;
  Translation translation;
  std::string problem;
};

Outcome outcome_of(const Error& error) {
  switch (error.fault) {
    case Fault::kRefused:
      return Outcome::kRefused;
    case Fault::kTimeout:
      return Outcome::kSlow;
    default:
      return Outcome::kInvalid;
  }
}

Judged judge(const GoldQuestion& question, const Rows& gold, const Subject& subject,
             const Linguist& linguist, Clock::WallTime now) {
  Judged judged;
  judged.scored.hardness = question.hardness;
  judged.scored.clause_class = clause_class(question.query);
  judged.scored.db_id = question.db_id;
  judged.scored.is_gold_empty = gold.rows.empty();
  const auto start = std::chrono::steady_clock::now();
  try {
    judged.translation =
        linguist.translate(question.question, {.previous_question = {}, .now = now});
  } catch (const std::exception& problem) {
    judged.scored.outcome = Outcome::kCrash;
    judged.problem = problem.what();
  }
  judged.scored.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - start);
  judged.scored.confidence = judged.translation.confidence;
  judged.scored.is_answerable = judged.translation.is_answerable;
  if (judged.scored.outcome == Outcome::kCrash) return judged;
  if (judged.translation.sql.empty()) {
    judged.scored.outcome = Outcome::kNoSql;
    return judged;
  }
  const auto predicted = subject.run(judged.translation.sql);
  if (!predicted) {
    judged.scored.outcome = outcome_of(predicted.error());
    judged.problem = one_line(predicted.error());
    return judged;
  }
  const bool is_right = is_same_result(gold, *predicted, has_top_level_order(question.query));
  judged.scored.outcome = is_right ? Outcome::kRight : Outcome::kWrong;
  return judged;
}

json::object failure_line(const GoldQuestion& question, const Judged& judged) {
  json::object line;
  line["id"] = question.id;
  line["db_id"] = question.db_id;
  line["hardness"] = question.hardness;
  line["class"] = judged.scored.clause_class;
  line["outcome"] = name_of(judged.scored.outcome);
  line["question"] = question.question;
  line["gold"] = question.query;
  line["predicted"] = json_text(judged.translation.sql);
  line["problem"] = json_text(judged.problem);
  line["confidence"] = judged.translation.confidence;
  line["is_gold_empty"] = judged.scored.is_gold_empty;
  line["is_answerable"] = judged.translation.is_answerable;
  line["explanation"] = json_text(judged.translation.explanation);
  line["not_understood"] = to_json(judged.translation.not_understood);
  line["micros"] = judged.scored.elapsed.count();
  return line;
}

/// A database with its engine, kept while its questions last.
struct Opened {
  std::string db_id;
  Subject subject;
  GoldDatabase gold;
  Linguist linguist;
};

}  // namespace

Result<Scoreboard> evaluate(const std::vector<GoldQuestion>& questions, const SubjectOpener& open,
                            const RunOptions& options) {
  Scoreboard board;
  std::optional<Opened> current;
  for (const GoldQuestion& question : questions) {
    if (!current || current->db_id != question.db_id) {
      current.reset();
      auto gold = GoldDatabase::open(options.databases + "/" + question.db_id + ".sqlite");
      if (!gold) return gold.error();
      auto subject = open(question.db_id);
      if (!subject) return subject.error();
      Linguist linguist(subject->database, subject->values);
      current.emplace(
          Opened{question.db_id, *std::move(subject), *std::move(gold), std::move(linguist)});
      if (options.progress != nullptr) *options.progress << '.' << std::flush;
    }
    const auto gold = current->gold.run(question.query, options.gold_limit);
    if (!gold) {
      return Error{.fault = gold.error().fault,
                   .message = "The gold statement of " + question.id + " does not run.",
                   .next_step = "Mend or remove it.",
                   .detail = gold.error().message};
    }
    Judged judged = judge(question, *gold, current->subject, current->linguist, options.now);
    if (options.failures != nullptr && judged.scored.outcome != Outcome::kRight) {
      *options.failures << json::serialize(failure_line(question, judged)) << '\n';
    }
    board.add(std::move(judged.scored));
  }
  if (options.progress != nullptr) *options.progress << '\n';
  return board;
}

}  // namespace askdb::evaluation
