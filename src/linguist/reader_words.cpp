#include <algorithm>

#include "linguist/reader.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

bool Reader::is(std::size_t i, Words words) const {
  if (i >= items_.size() || items_[i].is_quoted) return false;
  return std::find(words.begin(), words.end(), items_[i].lower) != words.end();
}

std::string_view Reader::lower(std::size_t i) const {
  return i < items_.size() ? std::string_view(items_[i].lower) : std::string_view();
}

std::string_view Reader::word_before(std::size_t i) const {
  return i > 0 && i <= items_.size() ? std::string_view(items_[i - 1].lower) : std::string_view();
}

void Reader::take(std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to && i < used_.size(); ++i) used_[i] = 1;
}

std::size_t Reader::skip_articles(std::size_t i) const {
  while (is(i, {"the",    "a",       "an",         "their",        "its",  "his",       "her",
                "all",    "any",     "of",         "our",          "my",   "each",      "every",
                "them",   "these",   "those",      "that",         "this", "different", "distinct",
                "unique", "various", "respective", "corresponding"})) {
    ++i;
  }
  return i;
}

bool Reader::is_table(std::size_t i) const {
  return i < items_.size() && items_[i].table_quality() >= 0.45;
}

bool Reader::is_column(std::size_t i) const {
  return i < items_.size() && items_[i].column_quality() >= 0.4;
}

bool Reader::is_sentence_end(std::size_t i) const { return is(i, {".", "?", ";", "!"}); }

bool Reader::is_opener(std::size_t i) const {
  return is(i, {"who",        "whom",    "whose",  "that",      "which",   "where",    "with",
                "without",    "having",  "when",   "from",      "in",      "at",       "on",
                "by",         "to",      "during", "after",     "before",  "between",  "has",
                "have",       "had",     "is",     "are",       "was",     "were",     "does",
                "do",         "did",     "named",  "called",    "located", "sorted",   "ordered",
                "if",         "whether", "since",  "than",      "under",   "above",    "below",
                "over",       "but",     "such",   "belonging", "made",    "produced", "living",
                "containing", "sort",    "order",  "using",     "while",   "as",       "along"}) ||
         is_sentence_end(i) || (i < items_.size() && items_[i].date.has_value());
}

/// "hired", "(customers) live", "(who) earns": says how things relate, and is never asked for
/// itself.
bool Reader::is_verb(std::size_t i) const {
  if (items_[i].is_quoted || items_[i].end - items_[i].begin != 1 || i == 0) return false;
  if (items_[i].column_quality() >= 0.95 || items_[i].table_quality() >= 0.9) return false;
  const std::string_view word = lower(i);
  const bool is_subject = is(i - 1, {"who", "that", "which"}) || is_table(i - 1);
  if (!is_subject) return false;
  return word.ends_with("ed") ||
         is(i, {"live",   "lives",   "earn",   "earns",   "cost",  "costs",  "work",   "works",
                "expire", "expires", "report", "reports", "start", "starts", "end",    "ends",
                "stay",   "stays",   "pay",    "pays",    "weigh", "weighs", "reside", "resides",
                "held",   "got",     "made",   "born",    "spent", "sold",   "bought", "won"});
}

std::size_t Reader::clause_end(std::size_t i) const {
  while (i < items_.size() && !is_sentence_end(i) &&
         !is(i, {",", "and", "but", "who", "that", "whose", "which", "with", "where"})) {
    ++i;
  }
  return i;
}

}  // namespace askdb::linguist
