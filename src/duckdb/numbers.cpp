#include "duckdb/numbers.hpp"

#include <algorithm>

namespace askdb::duckdb {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

void append_hex(std::string& text, std::uint8_t byte) {
  text += kHex[byte >> 4U];
  text += kHex[byte & 15U];
}

}  // namespace

Int128 wide(duckdb_hugeint number) {
  return static_cast<Int128>(
      (static_cast<Uint128>(static_cast<std::uint64_t>(number.upper)) << 64U) | number.lower);
}

Uint128 wide(duckdb_uhugeint number) {
  return (static_cast<Uint128>(number.upper) << 64U) | number.lower;
}

std::string digits(Uint128 number) {
  std::string text;
  do {
    text += static_cast<char>('0' + static_cast<int>(number % 10));
    number /= 10;
  } while (number != 0);
  std::reverse(text.begin(), text.end());
  return text;
}

std::string decimal_text(Int128 number, std::uint8_t scale) {
  const bool is_negative = number < 0;
  // The smallest number has no positive twin; its bits as unsigned are right.
  const Uint128 size = is_negative ? -static_cast<Uint128>(number) : static_cast<Uint128>(number);
  std::string text = digits(size);
  if (scale > 0) {
    if (text.size() <= scale) text.insert(0, scale + 1U - text.size(), '0');
    text.insert(text.size() - scale, 1, '.');
  }
  return is_negative ? "-" + text : text;
}

std::string bignum_text(std::string_view bytes) {
  if (bytes.size() < 4) return {};
  const bool is_negative = (static_cast<std::uint8_t>(bytes[0]) & 0x80U) == 0;
  std::string reversed{0};  // Decimal digits as numbers, smallest place first.
  for (const char c : bytes.substr(3)) {
    auto carry = static_cast<unsigned>(static_cast<std::uint8_t>(is_negative ? ~c : c));
    for (char& digit : reversed) {
      carry += static_cast<unsigned>(digit) * 256U;
      digit = static_cast<char>(carry % 10);
      carry /= 10;
    }
    for (; carry > 0; carry /= 10) reversed += static_cast<char>(carry % 10);
  }
  std::string text = is_negative ? "-" : "";
  for (auto digit = reversed.rbegin(); digit != reversed.rend(); ++digit) {
    text += static_cast<char>('0' + *digit);
  }
  return text;
}

std::string bit_text(std::string_view bytes) {
  std::string text;
  if (bytes.empty()) return text;
  const auto padding = static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[0]));
  for (std::size_t bit = padding; bit < (bytes.size() - 1) * 8; ++bit) {
    const auto byte = static_cast<std::uint8_t>(bytes[1 + bit / 8]);
    text += ((byte >> (7 - bit % 8)) & 1U) != 0 ? '1' : '0';
  }
  return text;
}

std::string uuid_text(duckdb_hugeint bits) {
  const std::uint64_t upper = static_cast<std::uint64_t>(bits.upper) ^ (std::uint64_t{1} << 63U);
  std::string text;
  for (int i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    const std::uint64_t half = i < 8 ? upper : bits.lower;
    append_hex(text, static_cast<std::uint8_t>(half >> (56U - 8U * static_cast<unsigned>(i % 8))));
  }
  return text;
}

std::string bytes_text(std::string_view bytes) {
  std::string text = "\\x";
  text.reserve(2 + 2 * bytes.size());
  for (const char c : bytes) append_hex(text, static_cast<std::uint8_t>(c));
  return text;
}

}  // namespace askdb::duckdb
