#include "linguist/linguist.hpp"

#include "linguist/engine.hpp"

namespace askdb {

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
  const auto read = linguist::read_question(question, engine.schema(), local_day(context.now));
  auto candidates = engine.candidates(read, 60);
  if (candidates.empty()) return translation;
  translation.sql = candidates[0].rendered.sql;
  translation.is_answerable = true;
  translation.confidence = 0.5;
  for (const int table : candidates[0].rendered.tables) {
    translation.tables.push_back(
        engine.schema().database().tables[static_cast<std::size_t>(table)].name);
  }
  return translation;
}

std::vector<std::string> Linguist::starter_questions(std::size_t) const { return {}; }

}  // namespace askdb
