#include "store/kept_text.hpp"

#include <clocale>
#include <cwctype>

#include "base/text.hpp"

namespace askdb::store {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool has_only_finite_numbers(const json::value& value) {
  if (value.is_double()) return std::isfinite(value.get_double());
  if (value.is_array()) {
    for (const auto& item : value.get_array()) {
      if (!has_only_finite_numbers(item)) return false;
    }
  } else if (value.is_object()) {
    for (const auto& field : value.get_object()) {
      if (!has_only_finite_numbers(field.value())) return false;
    }
  }
  return true;
}

void make_finite(json::value& value) {
  if (value.is_double() && !std::isfinite(value.get_double())) {
    value = nullptr;
  } else if (value.is_array()) {
    for (auto& item : value.get_array()) make_finite(item);
  } else if (value.is_object()) {
    for (auto& field : value.get_object()) make_finite(field.value());
  }
}

/// The C library's tables, in UTF-8 whatever the environment says.
locale_t utf8_locale() {
  static const locale_t kLocale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return kLocale;
}

void append_utf8(std::string& out, char32_t point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0 | (point >> 6));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0 | (point >> 12));
    out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (point >> 18));
    out += static_cast<char>(0x80 | ((point >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  }
}

}  // namespace

bool is_kept_as_it_is(std::string_view text) {
  return text.find('\0') == std::string_view::npos &&
         find_invalid_utf8(text) == std::string_view::npos;
}

std::string kept_text(std::string text) {
  if (is_kept_as_it_is(text)) return text;
  auto bad = find_invalid_utf8(text);
  std::string_view rest = text;
  std::string out;
  auto take = [&](std::string_view good) {
    for (const char c : good) {
      if (c == '\0') {
        out += kReplacement;
      } else {
        out += c;
      }
    }
  };
  while (bad != std::string_view::npos) {
    take(rest.substr(0, bad));
    out += kReplacement;
    rest.remove_prefix(bad + 1);
    bad = find_invalid_utf8(rest);
  }
  take(rest);
  return out;
}

std::string kept_json(const json::value& value) {
  if (has_only_finite_numbers(value)) return kept_text(json::serialize(value));
  json::value finite = value;
  make_finite(finite);
  return kept_text(json::serialize(finite));
}

std::string search_text(std::string_view text) {
  const std::string clean = kept_text(std::string(text));
  std::string out;
  out.reserve(clean.size());
  for (std::size_t i = 0; i < clean.size();) {
    const auto lead = static_cast<unsigned char>(clean[i]);
    if (lead < 0x80) {
      out += lead >= 'A' && lead <= 'Z' ? static_cast<char>(lead | 0x20) : clean[i];
      ++i;
      continue;
    }
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    char32_t point = lead & (0xFFU >> (size + 1));
    for (std::size_t k = 1; k < size; ++k) {
      point = (point << 6) | (static_cast<unsigned char>(clean[i + k]) & 0x3F);
    }
    const auto locale = utf8_locale();
    const auto lower = locale == nullptr ? point : towlower_l(static_cast<wint_t>(point), locale);
    append_utf8(out, static_cast<char32_t>(lower));
    i += size;
  }
  return out;
}

}  // namespace askdb::store
