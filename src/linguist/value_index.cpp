#include "linguist/value_index.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "linguist/value_search.hpp"

namespace askdb::linguist {
namespace {

/// Values of more words are prose; nobody names them whole.
constexpr std::size_t kMaxValueWords = 12;

}  // namespace

ValueIndex::ValueIndex(const std::vector<KnownValues>& values,
                       std::function<bool(std::string_view)> is_common)
    : is_common_(std::move(is_common)) {
  std::vector<std::uint32_t> form_of_entry;
  for (const KnownValues& known : values) {
    add_names(known);
    for (const std::string& value : known.values) {
      const auto words = value_words(value, kMaxValueWords + 1);
      if (words.empty() || words.size() > kMaxValueWords) continue;
      std::string form = words.front().text;
      for (std::size_t i = 1; i < words.size(); ++i) form += " " + words[i].text;
      longest_ = std::max(longest_, words.size());
      entries_.push_back({static_cast<std::uint32_t>(sources_.size() - 1), texts_.add(value)});
      form_of_entry.push_back(forms_.add(form));
    }
  }
  list_entries(std::move(form_of_entry));
  list_words();
  spelling_ = SpellingIndex(words_);
}

/// Words of "OrderLines" and "order_lines": order, lines; and their singulars.
void ValueIndex::add_names(const KnownValues& known) {
  sources_.push_back({known.schema, known.table, known.column});
  for (const std::string* name : {&known.table, &known.column}) {
    std::string spaced;
    for (std::size_t i = 0; i < name->size(); ++i) {
      const char c = (*name)[i];
      const bool is_upper = c >= 'A' && c <= 'Z';
      if (is_upper && i > 0 && !((*name)[i - 1] >= 'A' && (*name)[i - 1] <= 'Z')) spaced += ' ';
      spaced += c == '_' ? ' ' : c;
    }
    for (const ValueWord& word : value_words(spaced)) {
      names_.add(word.text);
      if (word.text.size() > 3 && word.text.back() == 's') {
        names_.add(word.text.substr(0, word.text.size() - 1));
      } else {
        names_.add(word.text + "s");
      }
    }
  }
}

/// Groups the entries by form; within a form they keep the order in which they were given.
void ValueIndex::list_entries(std::vector<std::uint32_t> form_of_entry) {
  entry_starts_.assign(forms_.size() + 1, 0);
  for (const std::uint32_t form : form_of_entry) ++entry_starts_[form + 1];
  for (std::size_t i = 1; i < entry_starts_.size(); ++i) entry_starts_[i] += entry_starts_[i - 1];
  std::vector<std::uint32_t> next(entry_starts_.begin(), entry_starts_.end() - 1);
  std::vector<Entry> grouped(entries_.size());
  for (std::size_t i = 0; i < entries_.size(); ++i) grouped[next[form_of_entry[i]]++] = entries_[i];
  entries_ = std::move(grouped);
}

void ValueIndex::list_words() {
  std::vector<std::uint32_t> words;   // Of all forms, one after the other.
  std::vector<std::uint32_t> counts;  // Words of each form.
  words.reserve(forms_.size() * 2);
  counts.reserve(forms_.size());
  for (std::uint32_t form = 0; form < forms_.size(); ++form) {
    const auto pieces = split(forms_.text(form), ' ');
    for (const std::string_view piece : pieces) words.push_back(words_.add(piece));
    counts.push_back(static_cast<std::uint32_t>(pieces.size()));
  }
  word_starts_.assign(words_.size() + 1, 0);
  for (const std::uint32_t word : words) ++word_starts_[word + 1];
  for (std::size_t i = 1; i < word_starts_.size(); ++i) word_starts_[i] += word_starts_[i - 1];
  std::vector<std::uint32_t> next(word_starts_.begin(), word_starts_.end() - 1);
  forms_by_word_.resize(words.size());
  std::size_t at = 0;
  for (std::uint32_t form = 0; form < counts.size(); ++form) {
    for (std::uint32_t i = 0; i < counts[form]; ++i) forms_by_word_[next[words[at++]]++] = form;
  }
}

bool ValueIndex::is_common_word(const std::string& word) const {
  return names_.find(word) != StringTable::kNone || (is_common_ && is_common_(word));
}

std::vector<ValueHit> ValueIndex::find(std::string_view question) const {
  return Search(*this, question).run();
}

}  // namespace askdb::linguist
