#include "random.hpp"

#include <algorithm>
#include <array>

namespace askdb::demo {

Random::Random(std::uint64_t seed, std::string_view name) : state_(seed ^ 0xcbf29ce484222325U) {
  for (const char byte : name) {
    state_ = (state_ ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
  }
}

// SplitMix64: one multiply-shift chain, passes the usual test batteries, and is trivially portable.
std::uint64_t Random::next() {
  state_ += 0x9e3779b97f4a7c15U;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
  return mixed ^ (mixed >> 31U);
}

std::int64_t Random::between(std::int64_t low, std::int64_t high) {
  if (high <= low) return low;
  const auto span = static_cast<double>(high - low + 1);
  return low + static_cast<std::int64_t>(unit() * span);
}

double Random::normal(double mean, double deviation) {
  double sum = 0;
  for (int draw = 0; draw < 6; ++draw) {
    sum += unit();
  }
  return mean + deviation * std::clamp((sum - 3.0) * 1.4142135623730951, -3.0, 3.0);
}

std::size_t Random::weighted(const std::vector<double>& weights) {
  double total = 0;
  for (const double weight : weights) {
    total += weight;
  }
  double left = unit() * total;
  for (std::size_t index = 0; index + 1 < weights.size(); ++index) {
    left -= weights[index];
    if (left < 0) return index;
  }
  return weights.size() - 1;
}

Date Random::business_day(Date from, Date to, double growth) {
  static constexpr std::array<double, 12> kBusy = {0.80, 0.78, 0.92, 0.90, 0.95, 0.88,
                                                   0.75, 0.70, 0.90, 0.93, 1.00, 0.97};
  const auto span = static_cast<double>((to - from).count() + 1);
  Date day = from;
  for (int attempt = 0; attempt < 12; ++attempt) {
    const auto offset = static_cast<int>(std::pow(unit(), 1.0 / growth) * span);
    day = std::min(to, from + std::chrono::days(offset));
    const std::chrono::weekday weekday(day);
    const bool is_weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
    const auto month = static_cast<unsigned>(std::chrono::year_month_day(day).month());
    if (chance(kBusy.at(month - 1) * (is_weekend ? 0.12 : 1.0))) break;
  }
  return day;
}

std::string one_of(Random& random, std::initializer_list<Choice> choices) {
  double total = 0;
  for (const auto& choice : choices) {
    total += choice.weight;
  }
  double left = random.unit() * total;
  for (const auto& choice : choices) {
    left -= choice.weight;
    if (left < 0) return std::string(choice.value);
  }
  return std::string(std::prev(choices.end())->value);
}

Money money(double units, double step) {
  const auto step_cents = static_cast<std::int64_t>(std::llround(step * 100));
  return Money{
      static_cast<std::int64_t>(std::llround(units * 100 / static_cast<double>(step_cents))) *
      step_cents};
}

}  // namespace askdb::demo
