#include <algorithm>

#include "linguist/schema_index.hpp"
#include "linguist/tokens.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

// A description's beginning says what the column is; what follows are remarks.
constexpr std::size_t kMostCommentWords = 12;
constexpr std::size_t kMostCommentBytes = 200;
// A role's name says as much as the table's own, which is "employee name" for employees.name.
constexpr double kNameOfRole = 0.97;

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

void SchemaIndex::read_roles() {
  roles_.resize(edges_.size());
  for (std::size_t e = 0; e < edges_.size(); ++e) {
    const auto& target = table(edges_[e].to.table).words;
    auto& role = roles_[e];
    auto words = column(edges_[e].from).words;
    while (!words.empty() && (words.back() == "id" || words.back() == "code")) words.pop_back();
    const bool is_target = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
      return contains(target, word);
    });
    if (!is_target) role.name = words;
    role.acts = role.name;
    const auto& comment = stored(edges_[e].from).comment;
    std::size_t count = 0;
    for (const auto& token : tokenize(std::string_view(comment).substr(0, kMostCommentBytes))) {
      if (++count > kMostCommentWords || token.lower == "." || token.lower == ";") break;
      if (token.lower.size() < 3 || is_function_word(token.lower)) continue;
      if (!contains(target, token.stem)) role.acts.push_back(token.stem);
    }
  }
}

/// "loan officer name" for employees.name, where loans have a loan_officer_id.
void SchemaIndex::index_roles() {
  for (std::size_t e = 0; e < edges_.size(); ++e) {
    const auto& role = roles_[e].name;
    if (role.empty()) continue;
    const auto& target = table(edges_[e].to.table);
    for (const int name : target.name_columns) {
      const ColumnRef ref{edges_[e].to.table, name};
      auto words = role;
      for (const auto& word : column(ref).words) {
        if (!contains(target.words, word)) words.push_back(word);
      }
      put(words, ref, kNameOfRole);
      words = role;
      words.push_back("name");
      put(words, ref, kNameOfRole);
    }
  }
}

bool SchemaIndex::acts(std::size_t edge, std::string_view stem) const {
  return contains(roles_[edge].acts, stem);
}

}  // namespace askdb::linguist
