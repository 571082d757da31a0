#include "linguist/choices.hpp"

#include <algorithm>
#include <string>

namespace askdb::linguist {

std::uint32_t feature_name(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

std::size_t Choices::choose(std::string_view name, std::initializer_list<double> costs,
                            std::string_view context) {
  return choose_from(name, costs.begin(), costs.size(), context);
}

std::size_t Choices::choose(std::string_view name, const std::vector<double>& costs,
                            std::string_view context) {
  return choose_from(name, costs.data(), costs.size(), context);
}

std::size_t Choices::choose_from(std::string_view name, const double* costs, std::size_t count,
                                 std::string_view context) {
  if (count < 2) return 0;
  count = std::min<std::size_t>(count, 5);
  Point point{std::vector<double>(costs, costs + count), 0};
  point.taken = static_cast<std::size_t>(std::min_element(point.costs.begin(), point.costs.end()) -
                                         point.costs.begin());
  for (const auto& deviation : deviations_) {
    if (deviation.point == points_.size() && deviation.alternative < count) {
      point.taken = deviation.alternative;
    }
  }
  const double least = *std::min_element(point.costs.begin(), point.costs.end());
  cost_ += point.costs[point.taken] - least;
  std::string text(name);
  text += ':';
  text += static_cast<char>('0' + point.taken);
  note(text);
  if (!context.empty()) {
    text += ':';
    text += context;
    note(text);
  }
  points_.push_back(std::move(point));
  return points_.back().taken;
}

void Choices::note(std::string_view name, double value) {
  features_.push_back({feature_name(name), static_cast<float>(value)});
}

}  // namespace askdb::linguist
