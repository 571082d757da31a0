#include "llm/field_stream.hpp"

namespace askdb {
namespace {

void append_utf8(std::string& out, unsigned code) {
  auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | (code >> shift & 0x3FU)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0U | code >> 6U);
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0U | code >> 12U);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | code >> 18U);
    tail(12);
    tail(6);
    tail(0);
  }
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 0;
}

/// Longer keys are cut: they are not the field's anyway, and must not grow without bound.
constexpr std::size_t kMaxKey = 256;

}  // namespace

void FieldStream::feed(std::string_view bytes) {
  for (const char c : bytes) {
    if (is_in_string_) {
      take_inside(c);
    } else {
      take_outside(c);
    }
  }
  flush();
}

void FieldStream::take_outside(char c) {
  if (c == '{' || c == '[') {
    // Text before the object, such as a list of one, is not looked into.
    is_key_next_ = depth_ == 0 && c == '{';
    ++depth_;
    if (depth_ > 1) key_.clear();
  } else if ((c == '}' || c == ']') && depth_ > 0) {
    --depth_;
    is_key_next_ = false;
  } else if (c == ',' && depth_ == 1) {
    is_key_next_ = true;
  } else if (c == '"' && depth_ > 0) {
    is_in_string_ = true;
    is_key_ = is_key_next_ && depth_ == 1;
    is_wanted_ = !is_key_ && depth_ == 1 && key_ == field_;
    is_key_next_ = false;
    key_.clear();
  }
}

void FieldStream::take_inside(char c) {
  if (escape_digits_ >= 0) {
    take_escape(c);
  } else if (c == '\\') {
    escape_digits_ = 0;
  } else if (c == '"') {
    is_in_string_ = false;
    high_surrogate_ = 0;
  } else {
    high_surrogate_ = 0;
    add(std::string_view(&c, 1));
  }
}

void FieldStream::take_escape(char c) {
  if (escape_digits_ == 0 && c == 'u') {
    escape_digits_ = 1;
    code_unit_ = 0;
  } else if (escape_digits_ == 0) {
    escape_digits_ = -1;
    high_surrogate_ = 0;
    constexpr std::string_view kLetters = "bfnrt";
    constexpr std::string_view kMeanings = "\b\f\n\r\t";
    const auto letter = kLetters.find(c);
    add(letter == std::string_view::npos ? std::string_view(&c, 1) : kMeanings.substr(letter, 1));
  } else {
    code_unit_ = code_unit_ << 4U | static_cast<unsigned>(hex_value(c));
    if (++escape_digits_ <= 4) return;
    escape_digits_ = -1;
    add_code_unit(code_unit_);
  }
}

void FieldStream::add_code_unit(unsigned unit) {
  if (unit >= 0xD800 && unit <= 0xDBFF) {
    high_surrogate_ = unit;
    return;
  }
  std::string text;
  if (unit >= 0xDC00 && unit <= 0xDFFF) {
    // Half a pair alone has no character.
    const unsigned pair = 0x10000U + ((high_surrogate_ - 0xD800U) << 10U) + (unit - 0xDC00U);
    append_utf8(text, high_surrogate_ == 0 ? 0xFFFD : pair);
  } else {
    append_utf8(text, unit);
  }
  high_surrogate_ = 0;
  add(text);
}

void FieldStream::add(std::string_view text) {
  if (is_wanted_) {
    pending_ += text;
  } else if (is_key_ && key_.size() < kMaxKey) {
    key_ += text;
  }
}

void FieldStream::flush() {
  // The last character may still lack bytes; at most three of them wait for the next piece.
  std::size_t whole = pending_.size();
  for (std::size_t back = 1; back <= 3 && back <= pending_.size(); ++back) {
    const auto byte = static_cast<unsigned char>(pending_[pending_.size() - back]);
    if ((byte & 0xC0U) == 0x80U) continue;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    if (length > back) whole = pending_.size() - back;
    break;
  }
  if (whole == 0) return;
  on_text_(std::string_view(pending_).substr(0, whole));
  pending_.erase(0, whole);
}

}  // namespace askdb
