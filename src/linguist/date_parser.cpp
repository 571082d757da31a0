#include "linguist/date_parser.hpp"

#include <algorithm>

namespace askdb {

using G = Granularity;

DateParser::DateParser(std::string_view question, Date today)
    : question_(question), tokens_(date_tokens(question)), today_(today) {}

bool DateParser::is_word(std::size_t at, std::initializer_list<std::string_view> words) const {
  return at < tokens_.size() &&
         std::find(words.begin(), words.end(), tokens_[at].word) != words.end();
}

std::string_view DateParser::gap(std::size_t at) const {
  if (at + 1 >= tokens_.size()) return {};
  return question_.substr(tokens_[at].end, tokens_[at + 1].begin - tokens_[at].end);
}

bool DateParser::is_adjacent(std::size_t at) const {
  return at + 1 < tokens_.size() && tokens_[at].end == tokens_[at + 1].begin;
}

bool DateParser::is_near(std::size_t at) const {
  if (at + 1 >= tokens_.size()) return false;
  const std::string_view between = gap(at);
  return between.size() <= 3 && between.find_first_not_of(" ,.\t-'") == std::string_view::npos;
}

std::optional<ParsedPeriod> DateParser::period(std::size_t at, YearCue cue) const {
  if (at >= tokens_.size()) return std::nullopt;
  if (Parsed found = numeric_date(at)) return found;
  if (tokens_[at].is_quoted) return std::nullopt;
  for (auto rule : {&DateParser::edge, &DateParser::to_date, &DateParser::ago,
                    &DateParser::named_day, &DateParser::part_of_year, &DateParser::relative,
                    &DateParser::day_first, &DateParser::decade}) {
    if (Parsed found = (this->*rule)(at)) return found;
  }
  if (Parsed found = month_first(at, cue)) return found;
  return bare_year(at, cue);
}

std::optional<DateParser::Distance> DateParser::distance(std::size_t at) const {
  if (at >= tokens_.size()) return std::nullopt;
  std::optional<int> count =
      tokens_[at].is_number ? std::optional(tokens_[at].number) : number_word(tokens_[at].word);
  if (!count || *count < 0 || *count > 5000) return std::nullopt;
  std::size_t next = at + 1;
  if (is_word(at, {"a"}) && is_word(next, {"couple"})) {
    count = 2;
    ++next;
  }
  if (is_word(next, {"of", "calendar", "full", "whole"})) ++next;
  if (next >= tokens_.size()) return std::nullopt;
  const auto unit = unit_word(tokens_[next].word);
  if (!unit) return std::nullopt;
  return Distance{*count, *unit, next + 1};
}

std::optional<int> DateParser::year_number(std::size_t at) const {
  if (at >= tokens_.size()) return std::nullopt;
  const DateToken& token = tokens_[at];
  if (!token.is_number) return std::nullopt;
  if (token.end - token.begin == 2 && token.before == '\'') {
    return token.number + (token.number < 70 ? 2000 : 1900);
  }
  const bool has_four_digits = token.end - token.begin == 4;
  return has_four_digits && token.number >= 1000 && token.number <= 2999
             ? std::optional(token.number)
             : std::nullopt;
}

std::optional<DateParser::Numbered> DateParser::day_number(std::size_t at) const {
  if (at >= tokens_.size() || !tokens_[at].is_number) return std::nullopt;
  const int number = tokens_[at].number;
  if (number < 1 || number > 31 || tokens_[at].end - tokens_[at].begin > 2) return std::nullopt;
  if (tokens_[at].after == '%' || tokens_[at].before == '$') return std::nullopt;
  const bool has_suffix = is_adjacent(at) && is_word(at + 1, {"st", "nd", "rd", "th"});
  return Numbered{number, at + (has_suffix ? 2 : 1)};
}

std::optional<DateParser::Numbered> DateParser::following_year(std::size_t at) const {
  std::size_t next = at;
  while (next < at + 3 && is_word(next, {"of", "in", "the", "year", "des", "jahres", "im", "jahr"}))
    ++next;
  if (at == 0 || (next == at && !is_near(at - 1))) return std::nullopt;
  if (auto year = year_number(next)) return Numbered{*year, next + 1};
  if (next + 1 >= tokens_.size()) return std::nullopt;
  const auto relation = relative_word(tokens_[next].word);
  if (relation && unit_word(tokens_[next + 1].word) == G::kYear) {
    return Numbered{year_of(today_) + relation->offset, next + 2};
  }
  return std::nullopt;
}

ParsedPeriod DateParser::day_of(int year, unsigned month, unsigned day, std::size_t next) const {
  return {.period = unit_around(make_date(year, month, day), 0, G::kDay), .next = next};
}

/// A month's day, with the year behind it or the latest year in which it has begun.
std::optional<ParsedPeriod> DateParser::dated(unsigned month, unsigned day,
                                              std::size_t next) const {
  if (auto year = following_year(next)) {
    if (!is_date(year->number, month, day)) return std::nullopt;
    return day_of(year->number, month, day, year->next);
  }
  int year = year_of(today_);
  while (!is_date(year, month, day) || make_date(year, month, day) > today_) {
    if (--year < year_of(today_) - 8) return std::nullopt;
  }
  ParsedPeriod parsed = day_of(year, month, day, next);
  parsed.is_year_assumed = true;
  return parsed;
}

std::optional<ParsedPeriod> DateParser::numeric_date(std::size_t at) const {
  if (!tokens_[at].is_number) return std::nullopt;
  const std::string_view first_gap = gap(at);
  const bool is_date_gap = first_gap == "-" || first_gap == "/" || first_gap == ".";
  if (!is_date_gap || !tokens_[at + 1].is_number) return std::nullopt;
  const auto digits = [&](std::size_t i) { return tokens_[i].end - tokens_[i].begin; };
  const int a = tokens_[at].number;
  const int b = tokens_[at + 1].number;
  if (at + 2 < tokens_.size() && gap(at + 1) == first_gap && tokens_[at + 2].is_number) {
    int year = tokens_[at + 2].number;
    int month = a;
    int day = b;
    if (digits(at) == 4) {
      year = a;
      month = b;
      day = tokens_[at + 2].number;
    } else if (first_gap == "." || a > 12) {
      std::swap(month, day);
    }
    const std::size_t year_digits = digits(at) == 4 ? 4 : digits(at + 2);
    if (year_digits == 2 && first_gap != "-") year += year < 70 ? 2000 : 1900;
    if (year < 1000 || month < 1 || day < 1) return std::nullopt;
    if (!is_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day)))
      return std::nullopt;
    return day_of(year, static_cast<unsigned>(month), static_cast<unsigned>(day), at + 3);
  }
  if (tokens_[at].is_quoted || first_gap == ".") return std::nullopt;
  int year = a;
  int month = b;
  if (digits(at) != 4) std::swap(year, month);
  const std::size_t year_at = digits(at) == 4 ? at : at + 1;
  if (digits(year_at) != 4 || month < 1 || month > 12 || digits(at + (year_at == at ? 1 : 0)) > 2)
    return std::nullopt;
  if (year < 1000 || year > 2999) return std::nullopt;
  return ParsedPeriod{
      .period = unit_around(make_date(year, static_cast<unsigned>(month), 1), 0, G::kMonth),
      .next = at + 2};
}

std::optional<ParsedPeriod> DateParser::month_first(std::size_t at, YearCue cue) const {
  const auto month = month_word(tokens_[at].word);
  if (!month) return std::nullopt;
  if (is_near(at)) {
    const std::size_t behind = at + 1 + (is_word(at + 1, {"the"}) ? 1 : 0);
    if (auto day = day_number(behind); day && tokens_[behind].before != '\'') {
      if (Parsed found = dated(month->month, static_cast<unsigned>(day->number), day->next))
        return found;
    }
  }
  int year = year_of(today_) - (month->month > month_of(today_) ? 1 : 0);
  std::size_t next = at + 1;
  const auto named_year = following_year(next);
  if (named_year) {
    year = named_year->number;
    next = named_year->next;
  } else if (month->is_plain_word && (cue == YearCue::kNone || tokens_[at].word.size() < 4) &&
             !(cue == YearCue::kPreposition && tokens_[at].is_capitalised)) {
    return std::nullopt;
  }
  return ParsedPeriod{.period = unit_around(make_date(year, month->month, 1), 0, G::kMonth),
                      .next = next,
                      .is_year_assumed = !named_year};
}

std::optional<ParsedPeriod> DateParser::day_first(std::size_t at) const {
  const auto day = day_number(at);
  if (!day || day->next >= tokens_.size() || !is_near(day->next - 1)) return std::nullopt;
  const std::size_t month_at = day->next + (is_word(day->next, {"of"}) ? 1 : 0);
  if (month_at >= tokens_.size()) return std::nullopt;
  const auto month = month_word(tokens_[month_at].word);
  if (!month) return std::nullopt;
  const bool has_evidence = day->next > at + 1 || following_year(month_at + 1) ||
                            !month->is_plain_word || tokens_[month_at].is_capitalised;
  if (!has_evidence) return std::nullopt;
  return dated(month->month, static_cast<unsigned>(day->number), month_at + 1);
}

std::optional<ParsedPeriod> DateParser::bare_year(std::size_t at, YearCue cue) const {
  const auto year = year_number(at);
  if (!year) return std::nullopt;
  const DateToken& token = tokens_[at];
  constexpr std::string_view kNotBefore = "$#._/+&@:*";
  const bool is_glued =
      is_adjacent(at) || (at > 0 && is_adjacent(at - 1) && !is_word(at - 1, {"fy"}));
  const bool is_decimal = (token.after == '.' || token.after == ',') && at + 1 < tokens_.size() &&
                          gap(at).size() == 1 && tokens_[at + 1].is_number;
  const bool is_code = token.after == '-' && gap(at) == "-" && !year_number(at + 1);  // "2024-13"
  if (is_glued || is_decimal || is_code || token.after == '%' || token.after == ':' ||
      (token.before != 0 && kNotBefore.find(token.before) != std::string_view::npos))
    return std::nullopt;
  if (is_word(at + 1, {"dollars", "euros", "usd", "eur", "percent", "people", "units"}))
    return std::nullopt;
  const bool is_recent = *year >= 1900 && *year <= 2100;
  if (!is_recent && (cue == YearCue::kNone || (cue == YearCue::kPreposition && *year < 1500)))
    return std::nullopt;
  const bool is_certain =
      cue == YearCue::kYearWord || (cue == YearCue::kPreposition && *year >= 1700 && *year <= 2100);
  return ParsedPeriod{.period = unit_around(make_date(*year, 1, 1), 0, G::kYear),
                      .next = at + 1,
                      .is_certain = is_certain,
                      .is_bare_year = true};
}

}  // namespace askdb
