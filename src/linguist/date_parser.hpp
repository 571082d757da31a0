#pragma once

/// Reads one named period ("March 5th, 2024", "last quarter", "the 90s") from tokens.

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "linguist/date_words.hpp"

namespace askdb {

/// What stands before a period: a bare number is a year only with a cue.
enum class YearCue { kNone, kPreposition, kYearWord };

struct ParsedPeriod {
  Period period;
  std::size_t next = 0;  ///< The token after it.
  bool is_certain = true;
  bool is_year_assumed = false;
  bool is_bare_year = false;
};

class DateParser {
 public:
  /// `question` outlives the parser.
  DateParser(std::string_view question, Date today);

  /// The period that begins exactly at token `at`, the longest reading.
  std::optional<ParsedPeriod> period(std::size_t at, YearCue cue) const;

  /// "3 days", "a month": how far "ago" goes. `next` is the token after the unit.
  struct Distance {
    int count = 0;
    Granularity unit = Granularity::kDay;
    std::size_t next = 0;
  };
  std::optional<Distance> distance(std::size_t at) const;

  bool is_word(std::size_t at, std::initializer_list<std::string_view> words) const;
  std::size_t size() const { return tokens_.size(); }
  const DateToken& token(std::size_t at) const { return tokens_[at]; }
  /// The bytes between token `at` and the next one.
  std::string_view gap(std::size_t at) const;
  Date today() const { return today_; }

 private:
  using Parsed = std::optional<ParsedPeriod>;
  Parsed numeric_date(std::size_t at) const;
  Parsed named_day(std::size_t at) const;
  Parsed month_first(std::size_t at, YearCue cue) const;
  Parsed day_first(std::size_t at) const;
  Parsed part_of_year(std::size_t at) const;
  Parsed relative(std::size_t at) const;
  Parsed ago(std::size_t at) const;
  Parsed to_date(std::size_t at) const;
  Parsed edge(std::size_t at) const;
  Parsed decade(std::size_t at) const;
  Parsed bare_year(std::size_t at, YearCue cue) const;

  bool is_adjacent(std::size_t at) const;  ///< Token `at` touches the next one.
  bool is_near(std::size_t at) const;      ///< Only blanks, commas and dots before the next one.
  /// A year of four digits at `at`.
  std::optional<int> year_number(std::size_t at) const;
  struct Numbered {
    int number = 0;
    std::size_t next = 0;
  };
  std::optional<Numbered> day_number(std::size_t at) const;  ///< "5", "5th", "5."
  /// "2024", "of 2024", "of last year" behind a month or quarter.
  std::optional<Numbered> following_year(std::size_t at) const;
  ParsedPeriod day_of(int year, unsigned month, unsigned day, std::size_t next) const;
  Parsed dated(unsigned month, unsigned day, std::size_t next) const;

  std::string_view question_;
  std::vector<DateToken> tokens_;
  Date today_;
};

}  // namespace askdb
