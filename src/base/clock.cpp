#include "base/clock.hpp"

#include <openssl/rand.h>

#include <array>
#include <ctime>
#include <stdexcept>
#include <string_view>

namespace askdb {
namespace {

std::string formatted(const std::tm& parts, const char* format) {
  std::array<char, 32> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), format, &parts);
  return {text.data(), length};
}

}  // namespace

std::string IdSource::next() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw std::runtime_error("the system has no random bytes");
  }
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0FU) | 0x40U);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3FU) | 0x80U);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string id;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) id += '-';
    id += kDigits[bytes[i] >> 4U];
    id += kDigits[bytes[i] & 0x0FU];
  }
  return id;
}

std::string iso_time(Clock::WallTime time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return formatted(parts, "%Y-%m-%dT%H:%M:%SZ");
}

std::string iso_time_ms(Clock::WallTime time) {
  using std::chrono::milliseconds;
  const auto since = std::chrono::floor<milliseconds>(time).time_since_epoch();
  const auto part = static_cast<int>((since % std::chrono::seconds(1)).count());
  std::string text = iso_time(std::chrono::floor<std::chrono::seconds>(time));
  const std::string digits = std::to_string(1000 + (part + 1000) % 1000);
  return text.replace(text.size() - 1, 1, "." + digits.substr(1) + "Z");
}

std::string local_date(Clock::WallTime time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  localtime_r(&seconds, &parts);
  return formatted(parts, "%Y-%m-%d");
}

}  // namespace askdb
