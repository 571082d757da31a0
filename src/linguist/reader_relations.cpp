#include <algorithm>

#include "linguist/reader.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

constexpr double kSurelyNamed = 0.7;
// "sold more than 30 insurance policies": this far behind the verb stands what it is done to.
constexpr std::size_t kReach = 6;

}  // namespace

/// Verbs that say by which key two tables are joined: "employees who handled complaints".
void Reader::read_relations() {
  for (std::size_t i = 1; i < items_.size(); ++i) {
    if (used_[i] == 0 && read_relation_at(i)) take(i, i + 1);
  }
  prefer_roles();
}

bool Reader::read_relation_at(std::size_t i) {
  const auto& item = items_[i];
  const bool is_word = item.end - item.begin == 1 && !item.is_quoted && !item.number &&
                       !item.date && !item.bucket && item.values.empty() &&
                       !is_function_word(item.lower) && !is_noise_word(item.lower);
  if (!is_word || item.table_quality() >= 0.9) return false;
  const bool names_property =
      std::any_of(item.names.begin(), item.names.end(), [&](const SchemaHit& hit) {
        return hit.element.column >= 0 && hit.quality >= 0.95 &&
               !schema_.column(hit.element).is_key;
      });
  const auto names_table = [&](std::size_t j) {
    return j < items_.size() && items_[j].table_quality() >= kSurelyNamed &&
           items_[j].table_quality() >= items_[j].column_quality();
  };
  const bool is_behind_subject =
      names_table(i - 1) || is(i - 1, {"who", "that", "which", "did", "do", "does", "was", "were",
                                       "is", "are", "have", "has", "had", "been", "not", "never"});
  if (names_property || !is_behind_subject) return false;
  std::size_t subject = i;
  while (subject > 0 && !names_table(subject)) --subject;
  if (!names_table(subject)) return false;
  const int doer = items_[subject].best_table();
  for (std::size_t j = i + 1; j < items_.size() && j <= i + kReach; ++j) {
    if (is_sentence_end(j)) break;
    if (!names_table(j) || items_[j].best_table() == doer) continue;
    const int done = items_[j].best_table();
    const auto& stem = question_.tokens[item.begin].stem;
    for (std::size_t e = 0; e < schema_.edges().size(); ++e) {
      const auto& edge = schema_.edges()[e];
      const bool joins_them = (edge.from.table == done && edge.to.table == doer) ||
                              (edge.from.table == doer && edge.to.table == done);
      if (!joins_them || !schema_.acts(e, stem)) continue;
      out_.via.push_back(edge.from);
      choices_.note("relation");
      // Who handled something is asked for, so it must be there.
      if (edge.from.table == done) out_.tables.push_back(done);
      return true;
    }
    return false;
  }
  return false;
}

/// "loan officer name": of the keys to the table with the names, the one that the phrase calls.
void Reader::prefer_roles() {
  for (const auto& item : items_) {
    if (item.end - item.begin < 2 || item.names.empty()) continue;
    for (std::size_t e = 0; e < schema_.edges().size(); ++e) {
      const auto& role = schema_.role(e);
      const auto& edge = schema_.edges()[e];
      if (role.empty() || item.names[0].element.table != edge.to.table) continue;
      const bool is_called = std::all_of(role.begin(), role.end(), [&](const std::string& word) {
        return std::any_of(question_.tokens.begin() + static_cast<std::ptrdiff_t>(item.begin),
                           question_.tokens.begin() + static_cast<std::ptrdiff_t>(item.end),
                           [&](const Token& token) { return token.stem == word; });
      });
      if (is_called) out_.via.push_back(edge.from);
    }
  }
}

}  // namespace askdb::linguist
