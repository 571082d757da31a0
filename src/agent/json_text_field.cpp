#include "agent/json_text_field.hpp"

#include <cstdlib>

namespace askdb {
namespace {

void append_utf8(std::string& out, unsigned point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0U | (point >> 6U));
    out += static_cast<char>(0x80U | (point & 0x3FU));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0U | (point >> 12U));
    out += static_cast<char>(0x80U | ((point >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (point & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | (point >> 18U));
    out += static_cast<char>(0x80U | ((point >> 12U) & 0x3FU));
    out += static_cast<char>(0x80U | ((point >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (point & 0x3FU));
  }
}

/// Bytes at the end of `text` that begin a code point without ending it.
std::size_t unfinished(const std::string& text) {
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xC0U) == 0x80U) continue;
    const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    return length > back ? back : 0;
  }
  return 0;
}

}  // namespace

std::string JsonTextField::feed(std::string_view piece) {
  std::string out = std::move(rest_);
  rest_.clear();
  for (const char c : piece) read(c, out);
  const auto open = unfinished(out);
  rest_ = out.substr(out.size() - open);
  out.resize(out.size() - open);
  return out;
}

void JsonTextField::read(char c, std::string& out) {
  if (place_ == Place::kDone) return;
  const bool is_in_text =
      place_ == Place::kKey || place_ == Place::kOtherText || place_ == Place::kWanted;
  if (is_in_text) {
    std::string ignored;
    auto& text = place_ == Place::kWanted ? out : place_ == Place::kKey ? key_ : ignored;
    if (is_escaped_ || is_hex_) {
      read_escape(c, text);
    } else if (c == '\\') {
      is_escaped_ = true;
    } else if (c == '"') {
      place_ = place_ == Place::kWanted ? Place::kDone
               : place_ == Place::kKey  ? Place::kAfterKey
                                        : Place::kOutside;
    } else {
      text += c;
    }
    return;
  }
  switch (c) {
    case '{':
      ++depth_;
      expects_key_ = true;
      place_ = Place::kOutside;
      break;
    case '[':
      ++depth_;
      expects_key_ = false;
      place_ = Place::kOutside;
      break;
    case '}':
    case ']':
      --depth_;
      break;
    case ',':
      expects_key_ = depth_ == 1;
      place_ = Place::kOutside;
      break;
    case '"':
      if (place_ == Place::kAfterKey) {
        place_ = key_ == field_ && depth_ == 1 ? Place::kWanted : Place::kOtherText;
      } else if (expects_key_ && depth_ == 1) {
        key_.clear();
        expects_key_ = false;
        place_ = Place::kKey;
      } else {
        place_ = Place::kOtherText;
      }
      break;
    default:
      break;
  }
}

void JsonTextField::read_escape(char c, std::string& out) {
  if (is_hex_) {
    hex_ += c;
    if (hex_.size() < 4) return;
    is_hex_ = false;
    const auto unit = static_cast<unsigned>(std::strtoul(hex_.c_str(), nullptr, 16));
    const bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (unit >= 0xD800 && unit <= 0xDBFF) {
      high_ = unit;
    } else if (is_low && high_ != 0) {
      append_utf8(out, 0x10000 + ((high_ - 0xD800) << 10U) + (unit - 0xDC00));
      high_ = 0;
    } else if (!is_low) {
      append_utf8(out, unit);
    }
    return;
  }
  is_escaped_ = false;
  switch (c) {
    case 'n':
      out += '\n';
      break;
    case 't':
      out += '\t';
      break;
    case 'r':
      break;
    case 'b':
      break;
    case 'f':
      break;
    case 'u':
      is_hex_ = true;
      hex_.clear();
      break;
    default:
      out += c;
  }
}

}  // namespace askdb
