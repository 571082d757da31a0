#pragma once

/// The offline engine: a question in words becomes SQL, with no model and no network.
///
/// One Linguist serves one database; building it costs an index over names and values, translating
/// a question some milliseconds. Immutable once built: any number of questions may use one.

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/described.hpp"
#include "sql/schema.hpp"

namespace askdb {

/// Distinct values of one column, as far as they are known.
struct KnownValues {
  std::string schema;
  std::string table;
  std::string column;
  std::vector<std::string> values;
};

struct Translation {
  std::string sql;             ///< Empty when nothing sensible could be made.
  double confidence = 0;       ///< 0..1: the estimated probability that the answer is right.
  bool is_answerable = false;  ///< Understood well enough to be worth running.
  std::string
      explanation;  ///< One sentence: "Count the orders whose status is 'open', per region."
  std::vector<std::string> assumptions;  ///< One line each: value found where, join through what.
  std::vector<std::string> not_understood;  ///< Words of weight that nothing explains.
  /// When not answerable: the nearest question that could be answered, or empty.
  std::string nearest_question;
  std::vector<std::string> tables;  ///< Tables read.
  /// How well the SQL explains the question's names, to compare translations for different
  /// databases: about 1 when each names exactly what is read, 0 for none.
  double explained = 0;
  /// The question with what a follow-up left out put back: the next `previous_question`.
  std::string understood_as;
  /// The same without typos: what an answer repeats of the question.
  std::string respelled;
};
BOOST_DESCRIBE_STRUCT(Translation, (),
                      (sql, confidence, is_answerable, explanation, assumptions, not_understood,
                       nearest_question, tables, explained, understood_as, respelled))

/// What was asked before in this conversation, for follow-ups ("and in Vienna?").
struct TranslationContext {
  std::string previous_question;  ///< As understood: with its own follow-ups already applied.
  Clock::WallTime now;            ///< What "last month" is relative to.
  /// For people rather than for a benchmark: a ranking shows what it ranks by, a bare key comes
  /// with a name, columns have readable titles, things that a join repeats are counted once.
  bool wants_measure = false;
};

class Linguist {
 public:
  Linguist(std::shared_ptr<const Database> database, const std::vector<KnownValues>& values);
  ~Linguist();
  Linguist(Linguist&&) noexcept;

  Translation translate(std::string_view question, const TranslationContext& context) const;

  /// A few questions this database can answer, for an empty conversation.
  std::vector<std::string> starter_questions(std::size_t count) const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

}  // namespace askdb
