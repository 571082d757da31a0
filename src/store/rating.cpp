#include "store/rating.hpp"

namespace askdb::store {
namespace {

constexpr int kUp = 5;
constexpr int kDown = 1;

std::optional<std::string> text_field(const json::object& object, std::string_view name) {
  const auto* field = object.if_contains(name);
  if (field == nullptr || !field->is_string()) return std::nullopt;
  return std::string(field->get_string());
}

}  // namespace

LoggedRating logged_rating(const json::value& rating) {
  LoggedRating logged;
  if (!rating.is_object()) return logged;
  const auto& object = rating.get_object();
  const auto direction = text_field(object, "rating");
  if (direction == "up") logged.user_rating = kUp;
  if (direction == "down") logged.user_rating = kDown;
  logged.correction_type = text_field(object, "reason");
  logged.user_feedback = text_field(object, "comment");
  logged.was_corrected = text_field(object, "corrected_sql").has_value();
  return logged;
}

}  // namespace askdb::store
