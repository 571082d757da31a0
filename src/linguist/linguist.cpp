#include "linguist/linguist.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "linguist/engine.hpp"
#include "linguist/explain.hpp"
#include "linguist/follow_up.hpp"
#include "linguist/judgement.hpp"
#include "linguist/presentation.hpp"
#include "linguist/suggestions.hpp"

namespace askdb {

namespace {

constexpr std::size_t kMaxCandidates = 60;
/// Longer text is no question; reading is linear, but readings are many.
constexpr std::size_t kMaxQuestionBytes = 2'000;

bool has_any(const linguist::Question& question, const std::set<std::string_view>& words) {
  return std::any_of(question.tokens.begin(), question.tokens.end(),
                     [&](const auto& token) { return words.contains(token.lower); });
}

linguist::Asked asked_for(const linguist::Question& question) {
  return {.for_keys =
              has_any(question, {"id", "ids", "key", "keys", "code", "codes", "number", "numbers"}),
          .for_different = has_any(question, {"different", "distinct", "unique"})};
}

}  // namespace

struct Linguist::Parts {
  linguist::Engine engine;
};

Linguist::Linguist(std::shared_ptr<const Database> database, const std::vector<KnownValues>& values)
    : parts_(new Parts{linguist::Engine(std::move(database), values)}) {}
Linguist::~Linguist() = default;
Linguist::Linguist(Linguist&&) noexcept = default;

Translation Linguist::translate(std::string_view question,
                                const TranslationContext& context) const {
  Translation translation;
  const auto& engine = parts_->engine;
  const auto& schema = engine.schema();
  const Date today = local_day(context.now);
  translation.understood_as = std::string(question);
  if (question.size() > kMaxQuestionBytes) {
    translation.explanation = "The question is too long to be read.";
    return translation;
  }
  const std::string text = without_controls(question);
  translation.understood_as = linguist::completed(text, context.previous_question, schema, today);
  const auto read = linguist::read_question(translation.understood_as, schema, today);
  translation.respelled = linguist::respelled(read, schema);
  const auto candidates = engine.candidates(read, kMaxCandidates);
  auto judgement = linguist::judge(read, candidates, schema);
  translation.not_understood = std::move(judgement.not_understood);
  translation.confidence = judgement.confidence;
  translation.is_answerable = judgement.is_answerable;
  if (!candidates.empty() && !linguist::is_no_question(read)) {
    auto best = candidates[0];
    if (context.wants_measure) {
      linguist::present(best.query, schema, engine.joins(), asked_for(read));
      auto shown = linguist::render(best.query, schema, engine.joins());
      if (!shown.sql.empty()) best.rendered = std::move(shown);
    }
    translation.explained = linguist::explained_by(read, candidates[0]);
    translation.sql = best.rendered.sql;
    translation.explanation = linguist::explanation_of(best.query, schema);
    translation.assumptions = linguist::assumptions_of(read, best, schema);
    for (const int table : best.rendered.tables) {
      translation.tables.push_back(schema.database().tables[static_cast<std::size_t>(table)].name);
    }
  } else {
    translation.is_answerable = false;
  }
  if (!translation.is_answerable) {
    translation.nearest_question = linguist::nearest_question(read, schema);
  }
  return translation;
}

std::vector<std::string> Linguist::starter_questions(std::size_t count) const {
  return linguist::starter_questions(parts_->engine, count);
}

}  // namespace askdb
