#include "conversation/thread_name.hpp"

#include <array>
#include <ctime>
#include <string_view>

namespace askdb {
namespace {

constexpr std::array<std::string_view, 24> kAdjectives{
    "Swift", "Bright", "Calm",  "Clever", "Keen",  "Lively", "Quiet", "Brave",
    "Sunny", "Gentle", "Sharp", "Warm",   "Clear", "Eager",  "Fresh", "Golden",
    "Happy", "Light",  "Merry", "Noble",  "Open",  "Proud",  "Quick", "Steady"};
constexpr std::array<std::string_view, 16> kNouns{
    "Talk",  "Chat",   "Question", "Search", "Insight", "Journey", "Query",  "Thought",
    "Quest", "Report", "Enquiry",  "Look",   "Session", "Notes",   "Survey", "Study"};

}  // namespace

std::string thread_name(std::uint64_t number, Clock::WallTime now) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm parts{};
  localtime_r(&seconds, &parts);
  std::array<char, 8> time{};
  const std::size_t length = std::strftime(time.data(), time.size(), "%H:%M", &parts);
  std::string name(kAdjectives[number % kAdjectives.size()]);
  name += " ";
  name += kNouns[number / kAdjectives.size() % kNouns.size()];
  return name + " " + std::string(time.data(), length);
}

}  // namespace askdb
