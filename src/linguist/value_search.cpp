#include "linguist/value_search.hpp"

#include <algorithm>
#include <tuple>

namespace askdb::linguist {
namespace {

constexpr std::size_t kMaxQuestionWords = 256;
constexpr std::size_t kMaxHits = 400;
constexpr std::size_t kMaxHitsPerWindow = 40;
constexpr std::size_t kTypoReadings = 3;
constexpr std::size_t kMaxCombinations = 16;
/// Values looked at when parts are searched: for one word, and in all.
constexpr std::size_t kMaxContaining = 3000;
constexpr std::size_t kMaxFormsRead = 12000;

bool is_number(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The word with its plural or possessive ending removed, or put on: most likely first.
std::vector<std::string> inflections(const ValueWord& word) {
  const std::string& text = word.text;
  std::vector<std::string> forms;
  if (text.size() < 3 || is_number(text)) return forms;
  const auto without = [&](std::size_t bytes) { return text.substr(0, text.size() - bytes); };
  if (word.is_possessive) return {without(1)};
  if (text.ends_with("ies") && text.size() > 4) forms.push_back(without(3) + "y");
  if (text.ends_with("es") && text.size() > 4) forms.push_back(without(2));
  if (text.ends_with("s") && !text.ends_with("ss")) {
    forms.push_back(without(1));
  } else {
    forms.push_back(text + "s");
    if (text.ends_with("y")) forms.push_back(without(1) + "ies");
  }
  return forms;
}

}  // namespace

ValueIndex::Search::Search(const ValueIndex& index, std::string_view question)
    : index_(index),
      question_(question),
      words_(value_words(question, kMaxQuestionWords)),
      is_taken_(words_.size(), false),
      is_quoted_(words_.size(), false),
      forms_left_(kMaxFormsRead) {
  readings_.reserve(words_.size());
  for (const ValueWord& word : words_) readings_.push_back(make_readings(word));
}

std::vector<ValueHit> ValueIndex::Search::run() {
  if (words_.empty() || index_.entries_.empty()) return {};
  search_quoted();
  search_windows();
  search_parts();
  drop_inner_hits();
  std::stable_sort(hits_.begin(), hits_.end(), [](const ValueHit& a, const ValueHit& b) {
    const auto key = [](const ValueHit& hit) {
      return std::tuple(hit.begin, std::string_view::npos - hit.end, hit.quality, hit.source);
    };
    return key(a) < key(b);
  });
  if (hits_.size() > kMaxHits) hits_.resize(kMaxHits);
  return std::move(hits_);
}

ValueIndex::Search::Window ValueIndex::Search::window_of(std::size_t first,
                                                         std::size_t count) const {
  const ValueWord& last = words_[first + count - 1];
  return {first, count, false, words_[first].begin, last.end};
}

void ValueIndex::Search::search_quoted() {
  for (const QuotedSpan& span : quoted_spans(question_)) {
    Window window{.is_quoted = true, .begin = span.begin, .end = span.end};
    while (window.first < words_.size() && words_[window.first].begin < span.inner_begin)
      ++window.first;
    while (window.first + window.count < words_.size() &&
           words_[window.first + window.count].end <= span.inner_end)
      ++window.count;
    if (window.count == 0) continue;
    for (std::size_t i = 0; i < window.count; ++i) is_quoted_[window.first + i] = true;
    // What no column holds whole may be part of values, or values one by one.
    if (!try_window(window) && !add_containing(window)) continue;
    for (std::size_t i = 0; i < window.count; ++i) is_taken_[window.first + i] = true;
  }
}

void ValueIndex::Search::search_windows() {
  for (std::size_t first = 0; first < words_.size(); ++first) {
    if (is_taken_[first] && is_quoted_[first]) continue;
    std::size_t count = 0;
    while (count < index_.longest_ && first + count < words_.size() &&
           !readings_[first + count].empty() &&
           !(is_quoted_[first + count] && is_taken_[first + count]))
      ++count;
    for (; count > 0; --count) {
      if (hits_.size() < 4 * kMaxHits && try_window(window_of(first, count))) break;
    }
  }
}

bool ValueIndex::Search::try_window(const Window& window) {
  // Readings of all words combined, the plain one first; only few words have more than one.
  std::vector<Reading> combined{{}};
  for (std::size_t i = 0; i < window.count; ++i) {
    const bool is_last = i + 1 == window.count;
    std::vector<Reading> longer;
    for (const Reading& start : combined) {
      for (const Reading& word : readings_[window.first + i]) {
        if (word.quality == HitQuality::kInflected && !is_last) continue;
        const bool is_small_typo =
            word.quality == HitQuality::kTypo && window.count == 1 && is_weak(window);
        if (is_small_typo || longer.size() == kMaxCombinations) continue;
        longer.push_back(
            {start.text + (i == 0 ? "" : " ") + word.text, std::max(start.quality, word.quality)});
      }
    }
    combined = std::move(longer);
  }
  bool has_found = false;
  for (const Reading& reading : combined) {
    const std::uint32_t form = index_.forms_.find(reading.text);
    if (form == StringTable::kNone) continue;
    has_found = add_form(window, form, reading.quality) || has_found;
  }
  if (!has_found) return false;
  const HitQuality best = hits_.back().quality;
  if (best != HitQuality::kTypo) {
    for (std::size_t i = 0; i < window.count; ++i) is_taken_[window.first + i] = true;
  }
  return true;
}

std::vector<ValueIndex::Search::Reading> ValueIndex::Search::make_readings(
    const ValueWord& word) const {
  std::vector<Reading> readings;
  const auto add_known = [&](const std::string& text, HitQuality quality) {
    if (index_.words_.find(text) != StringTable::kNone) readings.push_back({text, quality});
  };
  add_known(word.text, HitQuality::kFolded);
  for (const std::string& form : inflections(word)) add_known(form, HitQuality::kInflected);
  if (!readings.empty() || index_.is_common_word(word.text)) return readings;
  for (const std::uint32_t id : index_.spelling_.near(index_.words_, word.text, kTypoReadings)) {
    readings.push_back({std::string(index_.words_.text(id)), HitQuality::kTypo});
  }
  return readings;
}

bool ValueIndex::Search::is_weak(const Window& window) const {
  if (window.is_quoted) return false;
  for (std::size_t i = 0; i < window.count; ++i) {
    const ValueWord& word = words_[window.first + i];
    const bool begins_sentence = window.first + i == 0;
    if (word.is_capitalised && !begins_sentence) return false;
    if (!index_.is_common_word(word.text)) return false;
  }
  return true;
}

bool ValueIndex::Search::add_form(const Window& window, std::uint32_t form, HitQuality quality) {
  // One letter is a value only as a capital or in quotes: "grade A", not "a customer".
  if (index_.forms_.text(form).size() == 1 && !window.is_quoted) {
    const ValueWord& word = words_[window.first];
    if (!word.is_capitalised && !is_number(word.text)) return false;
  }
  const bool weak = is_weak(window);
  const std::size_t before = hits_.size();
  for (std::uint32_t i = index_.entry_starts_[form]; i < index_.entry_starts_[form + 1]; ++i) {
    const Entry& entry = index_.entries_[i];
    const std::string_view text = index_.texts_.text(entry.text);
    const Source& source = index_.sources_[entry.source];
    ValueHit hit{window.begin,
                 window.end,
                 source.schema,
                 source.table,
                 source.column,
                 text,
                 entry.source,
                 quality,
                 window.is_quoted,
                 weak,
                 1};
    const std::size_t begin = words_[window.first].begin;
    if (quality == HitQuality::kFolded && question_.substr(begin, text.size()) == text) {
      hit.quality = HitQuality::kExact;
      // Symbols belong to it: "C++" ends behind its pluses.
      if (!window.is_quoted) hit.end = std::max(hit.end, begin + text.size());
    }
    // Entries of one column stand together.
    if (hits_.size() > before && hits_.back().source == hit.source) {
      ++hits_.back().matches;
      hit.matches = hits_.back().matches;
      const bool is_better = hit.quality < hits_.back().quality || hit.end > hits_.back().end;
      if (is_better) hits_.back() = hit;
      continue;
    }
    if (hits_.size() - before == kMaxHitsPerWindow) break;
    add_hit(hit);
  }
  return hits_.size() > before;
}

void ValueIndex::Search::search_parts() {
  for (std::size_t first = 0; first < words_.size(); ++first) {
    if (is_taken_[first]) continue;
    std::size_t count = 1;
    while (first + count < words_.size() && !is_taken_[first + count] && count < 6) ++count;
    for (; count > 0; --count) {
      if (add_containing(window_of(first, count))) {
        first += count - 1;
        break;
      }
    }
  }
}

/// Values that hold the window's words one after the other.
bool ValueIndex::Search::add_containing(const Window& window) {
  std::string wanted;
  std::uint32_t rarest = StringTable::kNone;
  std::size_t fewest = kMaxContaining + 1;
  bool has_name = window.is_quoted;  // Everyday words alone are part of anything.
  for (std::size_t i = 0; i < window.count; ++i) {
    const ValueWord& word = words_[window.first + i];
    std::string text = word.text;
    std::uint32_t id = index_.words_.find(text);
    if (id == StringTable::kNone && word.is_possessive) {
      text.pop_back();
      id = index_.words_.find(text);
    }
    if (id == StringTable::kNone) return false;
    const std::size_t forms = index_.word_starts_[id + 1] - index_.word_starts_[id];
    if (forms < fewest) {
      fewest = forms;
      rarest = id;
    }
    const bool is_name = word.text.size() >= 3 && !is_number(word.text) &&
                         (word.is_capitalised || !index_.is_common_word(word.text));
    has_name = has_name || (is_name && !index_.is_common_word(word.text));
    wanted += (i == 0 ? "" : " ") + text;
  }
  if (rarest == StringTable::kNone || !has_name || fewest > forms_left_) return false;
  forms_left_ -= fewest;
  const std::size_t before = hits_.size();
  std::uint32_t last_form = StringTable::kNone;
  for (std::uint32_t i = index_.word_starts_[rarest]; i < index_.word_starts_[rarest + 1]; ++i) {
    const std::uint32_t form = index_.forms_by_word_[i];
    const std::string_view text = index_.forms_.text(form);
    const std::size_t at = (" " + std::string(text) + " ").find(" " + wanted + " ");
    if (form == last_form || at == std::string::npos) continue;
    last_form = form;
    for (std::uint32_t e = index_.entry_starts_[form]; e < index_.entry_starts_[form + 1]; ++e) {
      const Entry& entry = index_.entries_[e];
      const std::string_view stored = index_.texts_.text(entry.text);
      const auto known =
          std::find_if(hits_.begin() + static_cast<std::ptrdiff_t>(before), hits_.end(),
                       [&](const ValueHit& hit) { return hit.source == entry.source; });
      if (known != hits_.end()) {
        ++known->matches;
        if (stored.size() < known->text.size()) known->text = stored;
        continue;
      }
      if (hits_.size() - before == kMaxHitsPerWindow) continue;
      const Source& source = index_.sources_[entry.source];
      add_hit({window.begin, window.end, source.schema, source.table, source.column, stored,
               entry.source, HitQuality::kPartial, window.is_quoted, false, 1});
    }
  }
  return hits_.size() > before;
}

/// Inside a hit that is sure, shorter ones are chance: "York" in "New York".
void ValueIndex::Search::drop_inner_hits() {
  std::vector<std::pair<std::size_t, std::size_t>> sure;
  for (const ValueHit& hit : hits_) {
    if (hit.quality <= HitQuality::kInflected && !hit.is_weak)
      sure.emplace_back(hit.begin, hit.end);
  }
  std::sort(sure.begin(), sure.end());
  sure.erase(std::unique(sure.begin(), sure.end()), sure.end());
  std::erase_if(hits_, [&](const ValueHit& hit) {
    return std::any_of(sure.begin(), sure.end(), [&](const auto& span) {
      const bool is_inside = span.first <= hit.begin && hit.end <= span.second;
      return is_inside && span.second - span.first > hit.end - hit.begin;
    });
  });
}

}  // namespace askdb::linguist
