#include "conversation/history.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"

namespace askdb {
namespace {

std::string text_of(const json::value* value) {
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

const json::value* field(const json::value& object, std::string_view name) {
  return object.is_object() ? object.get_object().if_contains(name) : nullptr;
}

bool is_exchange(const Message& message) {
  if (message.sender != Sender::kServer || message.status != MessageStatus::kDone) return false;
  const auto type = text_of(field(message.details, "type"));
  return type == "answer" || type == "direct_answer" || type == "clarification";
}

Turn turn_of(const std::string& question, const Message& answer) {
  Turn turn{.question = question,
            .answer = answer.content,
            .sql = {},
            .understood_as = {},
            .databases = {}};
  if (const auto* metadata = field(answer.details, "metadata")) {
    turn.understood_as = text_of(field(*metadata, "understood_as"));
    const auto* steps = field(*metadata, "steps");
    static const json::array kNone;
    const bool has_steps = steps != nullptr && steps->is_array();
    for (const auto& step : has_steps ? steps->get_array() : kNone) {
      const auto* success = field(step, "success");
      if (auto sql = text_of(field(step, "sql")); !sql.empty()) turn.sql.push_back(std::move(sql));
      if (success != nullptr && success->is_bool() && success->get_bool()) {
        // A step over several databases names them all: "customer_db + loans_db".
        const auto named = replace_all(text_of(field(step, "database")), " + ", "+");
        for (const auto name : split(named, '+')) turn.databases.emplace_back(name);
      }
    }
  }
  if (turn.understood_as.empty()) turn.understood_as = question;
  return turn;
}

}  // namespace

std::vector<Turn> turns_of(const std::vector<Message>& messages, const std::string& continued,
                           std::size_t count) {
  std::map<std::string, const Message*> questions;
  std::vector<const Message*> answers;
  for (const auto& message : messages) {
    if (message.sender == Sender::kUser) questions[message.id] = &message;
    if (is_exchange(message)) answers.push_back(&message);
  }
  std::stable_partition(answers.begin(), answers.end(),
                        [&](const Message* answer) { return answer->id != continued; });
  std::vector<Turn> turns;
  for (const auto* answer : answers) {
    const auto question = questions.find(answer->answers.value_or(""));
    if (question != questions.end()) turns.push_back(turn_of(question->second->content, *answer));
  }
  if (turns.size() > count) turns.erase(turns.begin(), turns.end() - static_cast<long>(count));
  return turns;
}

}  // namespace askdb
