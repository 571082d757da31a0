#include "linguist/dates.hpp"

#include <utility>

#include "linguist/date_parser.hpp"

namespace askdb {
namespace {

using std::chrono::days;
using G = Granularity;

enum class Bound { kWithin, kSince, kBefore, kAfter, kUntil };

/// The words before a period and what they make of it.
struct Lead {
  Bound bound = Bound::kWithin;
  YearCue cue = YearCue::kNone;
  std::size_t next = 0;
};

class DateFinder {
 public:
  DateFinder(std::string_view question, Date today) : parser_(question, today) {}

  std::vector<DatePhrase> find() {
    std::vector<DatePhrase> phrases;
    bool was_certain_year = false;
    std::size_t last_next = 0;
    for (std::size_t at = 0; at < parser_.size();) {
      auto found = phrase(at);
      if (!found) {
        ++at;
        continue;
      }
      auto& [made, next, is_bare_year] = *found;
      // "in 2010 or 2011": the second year is as sure as the first.
      const bool continues =
          was_certain_year && is_bare_year && at <= last_next + 1 && at > 0 &&
          (at == last_next || parser_.is_word(last_next, {"or", "and", "oder", "und"}));
      if (continues) made.is_certain = true;
      was_certain_year = is_bare_year && made.is_certain;
      last_next = at = next;
      phrases.push_back(std::move(made));
    }
    return phrases;
  }

 private:
  struct Found {
    DatePhrase phrase;
    std::size_t next = 0;
    bool is_bare_year = false;
  };

  std::optional<Found> phrase(std::size_t at) const {
    if (auto found = distance_bound(at)) return found;
    if (auto found = range(at)) return found;
    const Lead lead = read_lead(at);
    auto parsed = parser_.period(lead.next, lead.cue);
    if (!parsed && lead.next != at) return std::nullopt;
    if (!parsed) return std::nullopt;
    Bound bound = lead.bound;
    std::size_t next = parsed->next;
    if (bound == Bound::kWithin) {
      if (parser_.is_word(next, {"onward", "onwards", "forward"})) {
        bound = Bound::kSince;
        ++next;
      } else if (parser_.is_word(next, {"or", "and"}) &&
                 parser_.is_word(next + 1, {"later", "after", "newer", "onwards"})) {
        bound = Bound::kSince;
        next += 2;
      } else if (parser_.is_word(next, {"or", "and"}) &&
                 parser_.is_word(next + 1, {"earlier", "before", "older"})) {
        bound = Bound::kUntil;
        next += 2;
      }
    }
    return made(at, next, *parsed, bound);
  }

  /// "between A and B", "from A to B", "A - B"; both ends are inside.
  std::optional<Found> range(std::size_t at) const {
    const bool is_between = parser_.is_word(at, {"between", "zwischen"});
    const bool is_from = parser_.is_word(at, {"from", "von", "vom"});
    std::size_t first_at = at;
    if (is_between || is_from || parser_.is_word(at, {"in", "during", "for"})) ++first_at;
    first_at = skip_articles(first_at);
    YearCue cue = first_at > at ? YearCue::kPreposition : YearCue::kNone;
    if (first_at > at && parser_.is_word(first_at - 1, {"year", "years", "jahr", "jahren"})) {
      cue = YearCue::kYearWord;
    }
    auto first = parser_.period(first_at, cue);
    if (!first) return std::nullopt;
    std::size_t second_at = first->next;
    if (is_between
            ? parser_.is_word(second_at, {"and", "und"})
            : parser_.is_word(second_at, {"to", "until", "till", "through", "thru", "bis"})) {
      second_at = skip_articles(second_at + 1);
    } else if (is_between || second_at >= parser_.size() || !is_dash(parser_.gap(second_at - 1))) {
      return std::nullopt;
    }
    auto second = parser_.period(second_at, YearCue::kPreposition);
    if (!second) return std::nullopt;
    if (first->is_bare_year && second->is_bare_year && cue != YearCue::kYearWord) {
      const bool is_recent =
          year_of(first->period.from) >= 1900 && year_of(second->period.to) <= 2101;
      if (is_between && !is_recent) return std::nullopt;
      // "between 2000 and 2050" may be prices; "from 2000 to 2050" and "2000-2050" hardly.
      first->is_certain = second->is_certain = !is_between;
    }
    if (first->is_year_assumed && !second->is_year_assumed) {
      align_year(first->period, second->period);
    } else if (second->is_year_assumed && second->period.to <= first->period.from) {
      const int years = year_of(first->period.from) - year_of(second->period.from);
      second->period.from = shifted(second->period.from, years, G::kYear);
      second->period.to = shifted(second->period.to, years, G::kYear);
    }
    if (second->period.to <= first->period.from) return std::nullopt;
    ParsedPeriod both = *second;
    both.period = {first->period.from, second->period.to, first->period.granularity};
    both.is_certain = first->is_certain && second->is_certain;
    both.is_year_assumed = first->is_year_assumed && second->is_year_assumed;
    return made(at, both.next, both, Bound::kWithin);
  }

  /// "more than 3 months ago", "less than a week ago".
  std::optional<Found> distance_bound(std::size_t at) const {
    const bool is_more = parser_.is_word(at, {"more", "over", "older", "longer"});
    const bool is_less = parser_.is_word(at, {"less", "under"});
    if (!is_more && !is_less) return std::nullopt;
    const std::size_t start = at + 1 + (parser_.is_word(at + 1, {"than"}) ? 1 : 0);
    const auto far = parser_.distance(start);
    if (!far || !parser_.is_word(far->next, {"ago"})) return std::nullopt;
    const Date day = shifted(parser_.today(), -far->count, far->unit);
    const ParsedPeriod parsed{.period = {day, day, far->unit}, .next = far->next + 1};
    return made(at, parsed.next, parsed, is_more ? Bound::kBefore : Bound::kSince);
  }

  static bool is_dash(std::string_view gap) {
    return gap == "-" || gap == "–" || gap == " - " || gap == " – " || gap == "—" || gap == " — ";
  }

  /// Gives the first end of a range the year of the second: "between March and June 2024".
  static void align_year(Period& first, const Period& second) {
    int years = year_of(second.from) - year_of(first.from);
    if (shifted(first.from, years, G::kYear) > second.from) --years;
    first.from = shifted(first.from, years, G::kYear);
    first.to = shifted(first.to, years, G::kYear);
  }

  std::size_t skip_articles(std::size_t at) const {
    while (parser_.is_word(at, {"the", "year", "years", "dem", "den", "der", "jahr", "jahren"})) {
      if (at + 1 >= parser_.size() || parser_.is_word(at + 1, {"to"})) break;
      ++at;
    }
    return at;
  }

  Lead read_lead(std::size_t at) const {
    Lead lead{.next = at};
    const auto two = [&](std::initializer_list<std::string_view> a,
                         std::initializer_list<std::string_view> b) {
      return parser_.is_word(lead.next, a) && parser_.is_word(lead.next + 1, b);
    };
    const auto take = [&](Bound bound, std::size_t words) {
      lead.bound = bound;
      lead.cue = YearCue::kPreposition;
      lead.next += words;
    };
    const auto three = [&](std::string_view a, std::string_view b, std::string_view c) {
      return parser_.is_word(at, {a}) && parser_.is_word(at + 1, {b}) &&
             parser_.is_word(at + 2, {c});
    };
    if (three("no", "later", "than") || three("not", "later", "than") ||
        three("on", "or", "before") || three("in", "or", "before")) {
      take(Bound::kUntil, 3);
    } else if (three("no", "earlier", "than") || three("not", "earlier", "than") ||
               three("on", "or", "after") || three("in", "or", "after")) {
      take(Bound::kSince, 3);
    } else if (two({"prior", "earlier"}, {"to", "than"})) {
      take(Bound::kBefore, 2);
    } else if (two({"later"}, {"than"})) {
      take(Bound::kAfter, 2);
    } else if (two({"up"}, {"to", "until", "till"})) {
      take(Bound::kUntil, 2);
    } else if (parser_.is_word(at, {"starting", "beginning"})) {
      take(Bound::kSince, parser_.is_word(at + 1, {"in", "from", "on", "with"}) ? 2 : 1);
    } else if (parser_.is_word(at, {"since", "seit", "ab"})) {
      take(Bound::kSince, 1);
    } else if (parser_.is_word(at, {"before", "vor"}) && !parser_.distance(at + 1)) {
      take(Bound::kBefore, 1);
    } else if (parser_.is_word(at, {"after", "nach"})) {
      take(Bound::kAfter, 1);
    } else if (parser_.is_word(at, {"until", "till", "bis"})) {
      take(Bound::kUntil, 1);
    }
    // Prepositions and articles that only lead to a period.
    for (const std::size_t stop = lead.next + 4; lead.next < stop; ++lead.next) {
      if (parser_.is_word(lead.next, {"year", "years", "jahr", "jahre", "jahren", "fy"}) &&
          !parser_.is_word(lead.next + 1, {"to"})) {
        lead.cue = YearCue::kYearWord;
      } else if (parser_.is_word(
                     lead.next, {"in", "on", "during", "im", "am", "waehrend", "within", "from"})) {
        if (lead.cue == YearCue::kNone) lead.cue = YearCue::kPreposition;
      } else if (!parser_.is_word(lead.next, {"the", "of", "for", "over", "month", "date", "den",
                                              "dem", "der", "des", "calendar", "fiscal"})) {
        break;
      }
    }
    return lead;
  }

  Found made(std::size_t at, std::size_t next, const ParsedPeriod& parsed, Bound bound) const {
    const Period& period = parsed.period;
    DatePhrase phrase;
    phrase.begin = parser_.token(at).begin;
    phrase.end = parser_.token(next - 1).end;
    if (next < parser_.size() && parser_.is_word(next, {"s"}) && parser_.gap(next - 1) == "'") {
      phrase.end = parser_.token(next).end;
      ++next;
    }
    if (bound == Bound::kWithin || bound == Bound::kSince) phrase.from = period.from;
    if (bound == Bound::kAfter) phrase.from = period.to;
    if (bound == Bound::kWithin || bound == Bound::kUntil) phrase.to = period.to;
    if (bound == Bound::kBefore) phrase.to = period.from;
    phrase.granularity = period.granularity;
    phrase.is_certain = parsed.is_certain;
    phrase.is_year_assumed = parsed.is_year_assumed;
    phrase.text = text_of(phrase);
    return {std::move(phrase), next, parsed.is_bare_year && bound == Bound::kWithin};
  }

  static std::string text_of(const DatePhrase& phrase) {
    if (!phrase.to) return "since " + iso_date(*phrase.from);
    if (!phrase.from) return "before " + iso_date(*phrase.to);
    std::string first = iso_date(*phrase.from);
    for (G unit : {G::kDay, G::kMonth, G::kQuarter, G::kYear}) {
      const Period whole = unit_around(*phrase.from, 0, unit);
      if (whole.from != *phrase.from || whole.to != *phrase.to) continue;
      if (unit == G::kDay) return first;
      if (unit == G::kMonth) return first.substr(0, 7);
      if (unit == G::kYear) return first.substr(0, 4);
      return first.substr(0, 4) + "-Q" + std::to_string((month_of(*phrase.from) + 2) / 3);
    }
    return first + " to " + iso_date(*phrase.to - days{1});
  }

  DateParser parser_;
};

}  // namespace

std::vector<DatePhrase> find_dates(std::string_view question, Date today) {
  return DateFinder(question, today).find();
}

std::vector<BucketPhrase> find_buckets(std::string_view question) {
  std::vector<BucketPhrase> buckets;
  const DateParser words(question, Date{});
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words.token(at).is_quoted) continue;
    if (auto unit = adverb_word(words.token(at).word)) {
      buckets.push_back({words.token(at).begin, words.token(at).end, *unit});
      continue;
    }
    std::size_t next = at;
    if (words.is_word(next, {"for", "in", "fuer", "on"})) ++next;
    const bool has_by = words.is_word(next, {"per", "by", "each", "every", "pro", "je", "jede",
                                             "jeden", "jedes", "jedem", "nach"});
    if (!has_by) continue;
    ++next;
    while (words.is_word(next, {"the", "calendar", "single", "fiscal"})) ++next;
    if (next >= words.size() || words.token(next).is_number) continue;
    const auto unit = unit_word(words.token(next).word);
    if (!unit) continue;
    buckets.push_back({words.token(at).begin, words.token(next).end, *unit});
    at = next;
  }
  return buckets;
}

}  // namespace askdb
