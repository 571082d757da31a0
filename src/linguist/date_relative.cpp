/// The rules of `DateParser` for periods told by their distance from today or by a name.

#include <array>
#include <utility>

#include "linguist/date_parser.hpp"

namespace askdb {

using G = Granularity;
using std::chrono::days;

std::optional<ParsedPeriod> DateParser::named_day(std::size_t at) const {
  static constexpr std::array<std::pair<std::string_view, int>, 8> kDays{{{"today", 0},
                                                                          {"yesterday", -1},
                                                                          {"tomorrow", 1},
                                                                          {"heute", 0},
                                                                          {"gestern", -1},
                                                                          {"vorgestern", -2},
                                                                          {"uebermorgen", 2},
                                                                          {"morgen", 1}}};
  if (is_word(at, {"day"}) && is_word(at + 1, {"before"}) && is_word(at + 2, {"yesterday"})) {
    return ParsedPeriod{.period = unit_around(today_, -2, G::kDay), .next = at + 3};
  }
  for (const auto& [word, offset] : kDays) {
    if (is_word(at, {word})) {
      return ParsedPeriod{.period = unit_around(today_, offset, G::kDay), .next = at + 1};
    }
  }
  return std::nullopt;
}

/// "this month", "last 30 days", "past year", "next Friday", "last March".
std::optional<ParsedPeriod> DateParser::relative(std::size_t at) const {
  const auto relation = relative_word(tokens_[at].word);
  if (!relation || at + 1 >= tokens_.size()) return std::nullopt;
  const Date tomorrow = today_ + days{1};
  std::size_t next = at + 1;
  const bool is_few = is_word(next, {"few", "several", "paar"});
  auto far = distance(next);
  if (is_few && next + 1 < tokens_.size()) {
    if (auto unit = unit_word(tokens_[next + 1].word)) far = Distance{3, *unit, next + 2};
  }
  if (far && far->count > 0 && relation->offset != 0) {
    const Period period =
        relation->offset < 0
            ? Period{shifted(today_, -far->count, far->unit), tomorrow, far->unit}
            : Period{tomorrow, shifted(tomorrow, far->count, far->unit), far->unit};
    return ParsedPeriod{.period = period, .next = far->next, .is_certain = !is_few};
  }
  if (is_word(next, {"calendar", "full", "complete", "fiscal"}) && next + 1 < tokens_.size())
    ++next;
  const std::string& word = tokens_[next].word;
  if (const auto unit = unit_word(word)) {
    if (is_word(next + 1, {"of"})) return std::nullopt;  // "the last year of the contract"
    // "The last day" is the end of something, not yesterday.
    if (*unit == G::kDay && relation->offset != 0 && !relation->is_rolling &&
        !is_word(at, {"previous"}))
      return std::nullopt;
    const Period period = relation->is_rolling ? Period{shifted(today_, -1, *unit), tomorrow, *unit}
                                               : unit_around(today_, relation->offset, *unit);
    return ParsedPeriod{.period = period, .next = next + 1};
  }
  if (const auto weekday = weekday_word(word)) {
    const Date monday = unit_around(today_, 0, G::kWeek).from;
    Date day = monday + days{*weekday - 1};
    if (relation->offset < 0 && day >= today_) day -= days{7};
    if (relation->offset > 0 && day <= today_) day += days{7};
    return ParsedPeriod{.period = unit_around(day, 0, G::kDay), .next = next + 1};
  }
  const auto month = month_word(word);
  if (month && tokens_[next].word.size() > 2 && !following_year(next + 1)) {
    const unsigned current = month_of(today_);
    int year = year_of(today_);
    if (relation->offset < 0 && month->month >= current) --year;
    if (relation->offset > 0 && month->month <= current) ++year;
    return ParsedPeriod{.period = unit_around(make_date(year, month->month, 1), 0, G::kMonth),
                        .next = next + 1};
  }
  return std::nullopt;
}

/// "3 days ago" is that day, "2 months ago" that month; "vor 3 Tagen".
std::optional<ParsedPeriod> DateParser::ago(std::size_t at) const {
  const bool is_german = is_word(at, {"vor"});
  const auto far = distance(is_german ? at + 1 : at);
  if (!far || (!is_german && !is_word(far->next, {"ago"}))) return std::nullopt;
  return ParsedPeriod{.period = unit_around(today_, -far->count, far->unit),
                      .next = far->next + (is_german ? 0 : 1)};
}

/// "year to date", "ytd".
std::optional<ParsedPeriod> DateParser::to_date(std::size_t at) const {
  std::optional<G> unit;
  std::size_t next = at + 1;
  if (is_word(at, {"ytd"})) unit = G::kYear;
  if (is_word(at, {"qtd"})) unit = G::kQuarter;
  if (is_word(at, {"mtd"})) unit = G::kMonth;
  if (!unit && is_word(at + 1, {"to"}) && is_word(at + 2, {"date"})) {
    unit = unit_word(tokens_[at].word);
    next = at + 3;
  }
  if (!unit) return std::nullopt;
  const Period period{unit_around(today_, 0, *unit).from, today_ + days{1}, *unit};
  return ParsedPeriod{.period = period, .next = next};
}

/// "the beginning of 2024", "end of last month": one day, for "since" and "until".
std::optional<ParsedPeriod> DateParser::edge(std::size_t at) const {
  const bool is_start = is_word(at, {"start", "beginning", "anfang", "beginn"});
  if (!is_start && !is_word(at, {"end", "ende"})) return std::nullopt;
  std::size_t inner = at + 1;
  bool has_the = false;
  while (inner < at + 4 && is_word(inner, {"of", "the", "des", "der", "year"})) {
    has_the = has_the || is_word(inner, {"the", "des", "der"});
    if (is_word(inner, {"year"}) && !year_number(inner + 1)) break;
    ++inner;
  }
  if (is_word(inner, {"start", "beginning", "anfang", "beginn", "end", "ende"}))
    return std::nullopt;
  std::optional<ParsedPeriod> whole;
  if (inner < tokens_.size() && has_the && unit_word(tokens_[inner].word)) {
    whole = ParsedPeriod{.period = unit_around(today_, 0, *unit_word(tokens_[inner].word)),
                         .next = inner + 1};
  } else {
    whole = period(inner, YearCue::kPreposition);
  }
  if (!whole || inner == at + 1) return std::nullopt;
  whole->period =
      unit_around(is_start ? whole->period.from : whole->period.to - days{1}, 0, G::kDay);
  whole->is_bare_year = false;
  return whole;
}

/// "Q1 2024", "2024-Q1", "first quarter of 2023", "H1", "second half of last year".
std::optional<ParsedPeriod> DateParser::part_of_year(std::size_t at) const {
  std::size_t next = at;
  std::optional<int> year;
  if (auto leading = year_number(at); leading && gap(at).size() <= 1) {
    year = leading;
    ++next;
  }
  if (next >= tokens_.size()) return std::nullopt;
  int part = 0;
  int parts = 0;
  const auto numbered_part = [&](std::size_t i) {
    return i < tokens_.size() && tokens_[i].is_number ? tokens_[i].number : 0;
  };
  if (is_word(next, {"q", "h"}) && is_adjacent(next)) {
    parts = tokens_[next].word == "q" ? 4 : 2;
    part = numbered_part(next + 1);
    next += 2;
  } else if (is_word(next, {"quarter", "quartal"}) && numbered_part(next + 1) > 0) {
    parts = 4;
    part = numbered_part(next + 1);
    next += 2;
  } else {
    std::size_t noun = next + 1;
    if (const auto ordinal = ordinal_word(tokens_[next].word)) {
      part = *ordinal;
    } else if (const auto day = day_number(next); day) {
      part = day->number;
      noun = day->next;
    }
    if (is_word(noun, {"quarter", "quartal"})) parts = 4;
    if (is_word(noun, {"half", "halbjahr"})) parts = 2;
    next = noun + 1;
    if (parts == 2 && !year && !following_year(next) && !is_word(noun, {"halbjahr"}))
      return std::nullopt;  // "the first half" of what?
  }
  if (parts == 0 || part < 1 || part > parts) return std::nullopt;
  bool is_assumed = false;
  if (!year) {
    if (const auto behind = following_year(next)) {
      year = behind->number;
      next = behind->next;
    }
  }
  const int months_each = 12 / parts;
  const auto first_month = static_cast<unsigned>((part - 1) * months_each + 1);
  if (!year) {
    is_assumed = true;
    year = year_of(today_) - (first_month > month_of(today_) ? 1 : 0);
  }
  const Date from = make_date(*year, first_month, 1);
  return ParsedPeriod{.period = {from, shifted(from, months_each, G::kMonth), G::kQuarter},
                      .next = next,
                      .is_year_assumed = is_assumed};
}

/// "the 1990s", "90's", "nineties", "1990er Jahre", "20th century".
std::optional<ParsedPeriod> DateParser::decade(std::size_t at) const {
  static constexpr std::array<std::pair<std::string_view, int>, 6> kNames{{{"fifties", 1950},
                                                                           {"sixties", 1960},
                                                                           {"seventies", 1970},
                                                                           {"eighties", 1980},
                                                                           {"nineties", 1990},
                                                                           {"noughties", 2000}}};
  const auto span = [](int first, int count, std::size_t next) {
    return ParsedPeriod{
        .period = {make_date(first, 1, 1), make_date(first + count, 1, 1), G::kYear}, .next = next};
  };
  for (const auto& [name, first] : kNames) {
    if (is_word(at, {name})) return span(first, 10, at + 1);
  }
  const DateToken& token = tokens_[at];
  if (!token.is_number) return std::nullopt;
  if (is_adjacent(at) && is_word(at + 1, {"th", "st"}) && is_word(at + 2, {"century"}) &&
      token.number >= 10 && token.number <= 21) {
    return span((token.number - 1) * 100, 100, at + 3);
  }
  const bool has_ending = is_word(at + 1, {"s", "er"}) && (gap(at).empty() || gap(at) == "'");
  if (!has_ending || token.number % 10 != 0) return std::nullopt;
  const std::size_t digits = token.end - token.begin;
  const std::size_t next = at + 2 + (is_word(at + 2, {"jahre", "jahren"}) ? 1 : 0);
  if (digits == 4 && token.number >= 1000 && token.number <= 2090) {
    return span(token.number, 10, next);
  }
  if (digits != 2 || is_word(at - 1, {"his", "her", "their"})) return std::nullopt;
  auto parsed = span(token.number + (token.number >= 30 ? 1900 : 2000), 10, next);
  parsed.is_certain = token.number >= 50 || token.before == '\'';
  return parsed;
}

}  // namespace askdb
