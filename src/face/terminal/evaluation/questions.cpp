#include "face/terminal/evaluation/questions.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "base/text.hpp"

namespace askdb::evaluation {
namespace {

Error unreadable(const std::string& path, const std::string& problem, std::string next_step) {
  return {.fault = Fault::kInput,
          .message = "The file " + path + " " + problem + ".",
          .next_step = std::move(next_step)};
}

}  // namespace

Result<std::vector<GoldQuestion>> load_questions(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return unreadable(path, "cannot be read", "Check the path.");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  boost::system::error_code problem;
  const json::value parsed = json::parse(text, problem);
  if (problem) return unreadable(path, "is not JSON: " + problem.message(), "Mend it.");
  auto questions = from_json<std::vector<GoldQuestion>>(parsed);
  if (!questions) {
    return unreadable(path, "has wrong fields: " + questions.error().message,
                      "Each entry needs id, db_id, question, query, hardness and gold_rows.");
  }
  return *std::move(questions);
}

Result<std::set<std::string>> load_holdout(const std::string& path) {
  std::ifstream file(path);
  if (!file) return unreadable(path, "cannot be read", "Check the path.");
  std::set<std::string> names;
  for (std::string line; std::getline(file, line);) {
    const std::string_view name = trim(line);
    if (!name.empty() && name.front() != '#') names.emplace(name);
  }
  return names;
}

std::vector<GoldQuestion> selected(std::vector<GoldQuestion> questions,
                                   const std::set<std::string>& held_out, Selection selection,
                                   std::size_t limit) {
  std::erase_if(questions, [&](const GoldQuestion& question) {
    if (selection == Selection::kAll) return false;
    return held_out.contains(question.db_id) != (selection == Selection::kHeldOut);
  });
  if (limit > 0 && limit < questions.size()) {
    std::vector<GoldQuestion> some;
    for (std::size_t i = 0; i < limit; ++i) {
      some.push_back(std::move(questions[i * questions.size() / limit]));
    }
    questions = std::move(some);
  }
  std::map<std::string, std::size_t> place;
  for (const GoldQuestion& question : questions) place.emplace(question.db_id, place.size());
  std::stable_sort(questions.begin(), questions.end(),
                   [&](const GoldQuestion& a, const GoldQuestion& b) {
                     return place.at(a.db_id) < place.at(b.db_id);
                   });
  return questions;
}

}  // namespace askdb::evaluation
