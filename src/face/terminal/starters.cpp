#include "face/terminal/starters.hpp"

#include <algorithm>

#include "linguist/linguist.hpp"

namespace askdb {

std::vector<std::string> starter_questions(const Names& names, std::size_t count) {
  std::vector<std::vector<std::string>> lists;
  for (const auto& [name, entry] : names.entries()) {
    if (lists.size() == count) break;
    // Without values: starters are made from names and keys, and the index is small so.
    lists.push_back(Linguist(entry->database, {}).starter_questions(count));
  }
  std::vector<std::string> chosen;
  for (std::size_t turn = 0; turn < count; ++turn) {
    for (const auto& list : lists) {
      if (chosen.size() == count || turn >= list.size()) continue;
      const bool is_new = std::find(chosen.begin(), chosen.end(), list[turn]) == chosen.end();
      if (is_new) chosen.push_back(list[turn]);
    }
  }
  return chosen;
}

}  // namespace askdb
