#include "face/terminal/evaluation/predictions.hpp"

#include <chrono>
#include <istream>
#include <ostream>
#include <string>

#include "base/text.hpp"
#include "face/terminal/guard_lines.hpp"

namespace askdb::evaluation {
namespace {

json::object prediction_line(json::value id, const Translation& translation,
                             std::chrono::microseconds elapsed) {
  json::object line;
  line["id"] = std::move(id);
  line["sql"] = json_text(translation.sql);
  line["confidence"] = translation.confidence;
  line["answerable"] = translation.is_answerable;
  line["explanation"] = json_text(translation.explanation);
  line["micros"] = elapsed.count();
  return line;
}

/// The question of a line, or null; `id` and `problem` are set as far as they are known.
const json::string* question_of(const json::value& parsed, json::value& id, std::string& problem) {
  const json::object* object = parsed.if_object();
  if (object == nullptr) {
    problem = "is no JSON object";
    return nullptr;
  }
  if (const json::value* found = object->if_contains("id")) id = *found;
  const json::value* question = object->if_contains("question");
  if (question == nullptr || !question->is_string()) {
    problem = "has no text \"question\"";
    return nullptr;
  }
  return &question->get_string();
}

}  // namespace

std::size_t predict_lines(std::istream& questions, std::ostream& predictions,
                          const Linguist& linguist, Clock::WallTime now) {
  std::size_t unusable = 0;
  std::size_t number = 0;
  for (std::string text; std::getline(questions, text);) {
    ++number;
    if (trim(text).empty()) continue;
    boost::system::error_code failed;
    const json::value parsed = json::parse(text, failed);
    json::value id;
    std::string problem = "is not JSON: " + failed.message();
    const json::string* question = failed ? nullptr : question_of(parsed, id, problem);
    if (question == nullptr) {
      ++unusable;
      json::object line = prediction_line(std::move(id), {}, {});
      line["error"] = "Line " + std::to_string(number) + " " + problem + ".";
      predictions << json::serialize(line) << '\n';
      continue;
    }
    const auto start = std::chrono::steady_clock::now();
    const Translation translation = linguist.translate({question->data(), question->size()},
                                                       {.previous_question = {}, .now = now});
    const auto elapsed = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - start);
    predictions << json::serialize(prediction_line(std::move(id), translation, elapsed)) << '\n';
  }
  return unusable;
}

}  // namespace askdb::evaluation
