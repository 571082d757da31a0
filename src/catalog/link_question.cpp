#include <algorithm>
#include <bitset>

#include "base/text.hpp"
#include "catalog/link_parts.hpp"

namespace askdb::catalog {

namespace {

constexpr std::size_t kMaxWords = 48;
constexpr std::size_t kMaxValueWords = 6;
/// Columns that hold one same value; more say only that the value is common.
constexpr std::size_t kMaxColumnsPerValue = 24;

// How much a word of full quality says, by where it was found. Tables are what questions name
// first; comments mention many things in passing.
constexpr float kTableName = 1.0F;
constexpr float kColumnName = 0.8F;
constexpr float kWholeValue = 0.85F;
constexpr float kValueWord = 0.3F;
constexpr float kArea = 0.3F;
constexpr float kGlued = 0.8F;
constexpr float kCutShort = 0.6F;
/// Letters that an abbreviation has at least.
constexpr std::size_t kBeginning = 3;
constexpr float kTableComment = 0.35F;
constexpr float kColumnComment = 0.3F;

float base_of(const Posting& posting, std::size_t tables) {
  const bool is_table = posting.element < tables;
  switch (posting.source) {
    case Source::kName:
      return is_table ? kTableName : kColumnName;
    case Source::kComment:
      return is_table ? kTableComment : kColumnComment;
    case Source::kArea:
      return kArea;
  }
  return 0;
}

/// Keeps each element's best hit.
class Hits {
 public:
  Hits(const LinkIndex::Parts& parts, std::vector<float>& best, std::vector<float>& share)
      : parts_(parts), best_(best), share_(share) {}

  /// `may_be_value` is false for written-out meanings: "Umsatz" may mean a column of sales, but
  /// hardly the department called "Sales".
  bool add_key(std::string_view key, float quality, std::size_t word, Evidence& evidence,
               bool may_be_value = true) {
    const auto term = parts_.terms.find(key);
    if (term == Terms::kNone) return false;
    const auto found = parts_.postings.of(term);
    add_postings(term, quality, 1);
    // "last" in "lastname": half of the word is all that it explains.
    for (const auto glued : parts_.glued.of(term)) add_postings(glued, quality * kGlued, 0.5F);
    if (!may_be_value) return !found.empty();
    const auto values = parts_.value_postings.of(term);
    for (const auto& posting : values) {
      const float share = posting.share.value();
      note(parts_.values[posting.value].element, (share >= 1 ? kWholeValue : kValueWord) * quality,
           0);
      if (share < 1) evidence.parts.push_back({posting.value, word, share});
      if (share >= 0.5F) evidence.values.push_back({posting.value, word, word});
    }
    return !found.empty() || !values.empty();
  }

  /// "enr" for "enrollment": schema words that begin the question's word and were cut short.
  void add_beginnings(std::string_view word) {
    for (std::size_t size = kBeginning; size + 2 <= word.size(); ++size) {
      const auto term = parts_.terms.find(word.substr(0, size));
      if (term != Terms::kNone) add_postings(term, kCutShort, 1);
    }
  }

  void note(std::uint32_t element, float strength, float share) {
    if (best_[element] == 0) {
      touched_.push_back(element);
    }
    best_[element] = std::max(best_[element], strength);
    share_[element] = std::max(share_[element], share);
  }

  bool is_empty() const { return touched_.empty(); }

  /// Hands the hits over and leaves the shared arrays clean for the next word.
  std::vector<Hit> take() {
    std::vector<Hit> hits;
    hits.reserve(touched_.size());
    for (const auto element : touched_) {
      hits.push_back({element, best_[element], share_[element]});
      best_[element] = 0;
      share_[element] = 0;
    }
    touched_.clear();
    return hits;
  }

 private:
  void add_postings(std::uint32_t term, float quality, float part) {
    for (const auto& posting : parts_.postings.of(term)) {
      const float fit = posting.quality.value() * quality;
      note(posting.element, base_of(posting, parts_.tables) * fit,
           posting.source == Source::kName ? posting.share.value() * quality * part : 0);
    }
  }

  const LinkIndex::Parts& parts_;
  std::vector<float>& best_;
  std::vector<float>& share_;
  std::vector<std::uint32_t> touched_;
};

/// Schema words that `word` may be a typo of: one edit from 4 letters on, two from 8 on.
std::vector<std::string> spellings(const LinkIndex::Parts& parts, const std::string& word) {
  std::vector<std::string> near;
  if (word.size() < 4 || word.size() > 40) return near;
  std::size_t limit = word.size() >= 8 ? 2 : 1;
  const auto letters = letters_of(word);
  for (const auto& known : parts.vocabulary) {
    // Each edit changes the set of letters by two at most.
    if (std::bitset<32>(known.letters ^ letters).count() > 2 * limit) continue;
    const auto text = parts.terms.text(known.term);
    const auto longer = std::max(text.size(), word.size());
    const auto shorter = std::min(text.size(), word.size());
    if (longer - shorter > limit) continue;
    if (limit == 1 && text.front() != word.front() && word.size() < 6) continue;
    const auto distance = edit_distance(word, text, limit);
    if (distance > limit) continue;
    if (distance < limit) {
      limit = std::max<std::size_t>(distance, 1);
      near.clear();
    }
    near.emplace_back(text);
  }
  return near;
}

void find_word(const LinkIndex::Parts& parts, std::size_t index, Evidence& evidence, Hits& hits) {
  const Word& word = evidence.words[index].word;
  bool is_found = hits.add_key(word.singular, 1, index, evidence);
  if (word.text != word.singular) {
    is_found = hits.add_key(word.text, 1, index, evidence) || is_found;
  }
  is_found = hits.add_key("~" + word.stem, 0.95F, index, evidence) || is_found;
  for (const auto& meaning : meanings_of(word.singular)) {
    is_found = hits.add_key(meaning, 0.8F, index, evidence, false) || is_found;
  }
  for (const auto& meaning : meanings_of(word.text)) {
    is_found = hits.add_key(meaning, 0.8F, index, evidence, false) || is_found;
  }
  hits.add_beginnings(word.singular);
  if (is_found) return;
  for (const auto& spelling : spellings(parts, word.singular)) {
    hits.add_key(spelling, 0.75F, index, evidence);
  }
}

/// "data base" for `database`: two words of the question are one of the schema.
void find_pair(std::size_t index, Evidence& evidence, Hits& hits) {
  const auto& words = evidence.words;
  if (index + 1 < words.size()) {
    hits.add_key(words[index].word.text + words[index + 1].word.singular, 0.95F, index, evidence);
  }
  if (index > 0) {
    hits.add_key(words[index - 1].word.text + words[index].word.singular, 0.95F, index, evidence);
  }
}

/// Whole stored values among runs of the question's words, function words included.
class ValueFinder {
 public:
  ValueFinder(const LinkIndex::Parts& parts, const std::vector<Word>& all,
              const std::vector<std::size_t>& content)
      : parts_(parts), all_(all), content_(content) {}

  void find(Evidence& evidence) const {
    for (std::size_t from = 0; from < all_.size(); ++from) {
      std::string run;
      for (std::size_t to = from; to < all_.size() && to < from + kMaxValueWords; ++to) {
        const std::string start = run.empty() ? "" : run + " ";
        run = start + all_[to].text;
        look_up(run, from, to, evidence);
        if (all_[to].singular != all_[to].text) {
          look_up(start + all_[to].singular, from, to, evidence);
        }
      }
    }
  }

 private:
  void look_up(const std::string& run, std::size_t from, std::size_t to, Evidence& evidence) const {
    std::size_t first = all_.size();
    std::size_t last = 0;
    for (std::size_t at = from; at <= to; ++at) {
      if (content_[at] == kNotContent) continue;
      first = std::min(first, content_[at]);
      last = content_[at];
    }
    if (first == all_.size()) return;  // Only function words: too common to mean a value.
    const auto hash = hash_of(run);
    auto found = std::lower_bound(parts_.hashes.begin(), parts_.hashes.end(), hash,
                                  [](const HashedValue& a, std::uint64_t b) { return a.hash < b; });
    for (std::size_t count = 0;
         found != parts_.hashes.end() && found->hash == hash && count < kMaxColumnsPerValue;
         ++found, ++count) {
      evidence.values.push_back({found->value, first, last});
    }
  }

 public:
  static constexpr std::size_t kNotContent = static_cast<std::size_t>(-1);

 private:
  const LinkIndex::Parts& parts_;
  const std::vector<Word>& all_;
  const std::vector<std::size_t>& content_;
};

/// "hip hop" for the value "Hip Hop/Rap": several words of one value are nearly the value itself.
void join_parts(const LinkIndex::Parts& index, Evidence& evidence) {
  auto& parts = evidence.parts;
  std::sort(parts.begin(), parts.end(), [](const PartOfValue& a, const PartOfValue& b) {
    return a.value != b.value ? a.value < b.value : a.word < b.word;
  });
  for (std::size_t from = 0, to = 0; from < parts.size(); from = to) {
    float share = 0;
    std::size_t words = 0;
    for (to = from; to < parts.size() && parts[to].value == parts[from].value; ++to) {
      if (to > from && parts[to].word == parts[to - 1].word) continue;
      share += parts[to].share;
      ++words;
    }
    if (words < 2 || share < 0.6F) continue;
    evidence.values.push_back({parts[from].value, parts[from].word, parts[to - 1].word});
    const auto element = index.values[parts[from].value].element;
    for (std::size_t at = from; at < to; ++at) {
      for (auto& hit : evidence.words[parts[at].word].hits) {
        if (hit.element != element) continue;
        hit.evidence = std::max(hit.evidence, kWholeValue * std::min(1.0F, share));
      }
    }
  }
}

}  // namespace

Evidence gather(const LinkIndex::Parts& parts, std::string_view question) {
  Evidence evidence;
  auto all = text_words(question.substr(0, 4'000));
  if (all.size() > 4 * kMaxWords) all.resize(4 * kMaxWords);
  std::vector<std::size_t> content(all.size(), ValueFinder::kNotContent);
  for (std::size_t index = 0; index < all.size(); ++index) {
    const Word& word = all[index];
    if (is_function_word(word.text) || evidence.words.size() >= kMaxWords) continue;
    content[index] = evidence.words.size();
    const bool is_number = word.text.find_first_not_of("0123456789") == std::string::npos;
    const float weight = is_number || word.text.size() < 2 ? 0
                         : is_generic_word(word.singular)  ? 0.5F
                                                           : 1;
    evidence.words.push_back({word, weight, {}});
  }
  ValueFinder(parts, all, content).find(evidence);
  std::vector<float> best(parts.table_of.size(), 0);
  std::vector<float> share(parts.table_of.size(), 0);
  const std::size_t whole_values = evidence.values.size();
  for (std::size_t index = 0; index < evidence.words.size(); ++index) {
    Hits hits(parts, best, share);
    find_word(parts, index, evidence, hits);
    find_pair(index, evidence, hits);
    for (std::size_t at = 0; at < whole_values; ++at) {
      const FoundValue& value = evidence.values[at];
      if (index < value.first_word || index > value.last_word) continue;
      const float more = value.last_word > value.first_word ? 0.1F : 0;
      hits.note(parts.values[value.value].element, kWholeValue + more, 0);
    }
    evidence.words[index].hits = hits.take();
  }
  join_parts(parts, evidence);
  return evidence;
}

}  // namespace askdb::catalog
