#include "datasource/clickhouse/ch_tsv.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace askdb::clickhouse {
namespace {

/// Exceptions are shorter; what is longer was text of a table after all.
constexpr std::size_t kMaxException = 64U << 10U;

std::string unescaped(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      plain += text[i];
      continue;
    }
    switch (text[++i]) {
      case 'b':
        plain += '\b';
        break;
      case 'f':
        plain += '\f';
        break;
      case 'n':
        plain += '\n';
        break;
      case 'r':
        plain += '\r';
        break;
      case 't':
        plain += '\t';
        break;
      case '0':
        plain += '\0';
        break;
      default:
        plain += text[i];
    }
  }
  return plain;
}

std::vector<std::string> words(std::string_view line) {
  std::vector<std::string> found;
  for (const auto field : split(line, '\t')) found.push_back(unescaped(field));
  return found;
}

}  // namespace

bool looks_like_exception(std::string_view line) {
  for (const std::string_view other : {"Poco::Exception. Code: ", "std::exception. Code: "}) {
    if (line.substr(0, other.size()) == other) return true;
  }
  constexpr std::string_view kCode = "Code: ";
  if (line.substr(0, kCode.size()) != kCode) return false;
  line.remove_prefix(kCode.size());
  const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
  if (digits == 0) return false;
  line.remove_prefix(digits);
  return line.starts_with(". DB::") || line.starts_with(", e.") || line.starts_with(", type: ");
}

bool TsvReader::feed(std::string_view bytes) {
  while (!bytes.empty() && state_ != State::kStopped && state_ != State::kUnreadable) {
    const auto end = bytes.find('\n');
    if (end == std::string_view::npos) {
      buffer_ += bytes;
      if (buffer_.size() > max_line_bytes_) state_ = State::kStopped;
      break;
    }
    bool goes_on = false;
    if (buffer_.empty()) {
      goes_on = take_line(bytes.substr(0, end));
    } else {
      buffer_ += bytes.substr(0, end);
      const std::string line = std::exchange(buffer_, {});
      goes_on = take_line(line);
    }
    bytes.remove_prefix(end + 1);
    if (!goes_on) break;
  }
  return state_ != State::kStopped && state_ != State::kUnreadable;
}

bool TsvReader::take_line(std::string_view line) {
  switch (state_) {
    case State::kNames:
      if (looks_like_exception(line)) {
        held_ = std::string(line) + "\n";
        state_ = State::kHeld;
        return true;
      }
      names_ = words(line);
      state_ = State::kTypes;
      return true;
    case State::kTypes: {
      const auto types = words(line);
      // Types are named with a capital; a page of another server is not.
      const bool are_types = std::all_of(types.begin(), types.end(), [](const std::string& type) {
        return !type.empty() && type[0] >= 'A' && type[0] <= 'Z';
      });
      if (types.size() != names_.size() || !are_types) {
        state_ = State::kUnreadable;
        return false;
      }
      is_one_text_ = types.size() == 1 && (types[0].find("String") != std::string::npos ||
                                           types[0].find("Enum") != std::string::npos);
      state_ = State::kRows;
      if (sink_.on_columns) sink_.on_columns(names_, types);
      return true;
    }
    case State::kRows:
      return take_row(line);
    case State::kHeld:
      held_ += line;
      held_ += '\n';
      if (held_.size() <= kMaxException) return true;
      if (!is_one_text_) {
        state_ = State::kUnreadable;
        return false;
      }
      state_ = State::kRows;
      for (const std::string all = std::exchange(held_, {});
           const auto one : split(std::string_view(all).substr(0, all.size() - 1), '\n')) {
        if (sink_.on_row && !sink_.on_row({unescaped(one)})) {
          state_ = State::kStopped;
          return false;
        }
      }
      return true;
    default:
      return false;
  }
}

bool TsvReader::take_row(std::string_view line) {
  const auto fields = split(line, '\t');
  const bool is_row = fields.size() == names_.size();
  // Rows write a carriage return as \r; a bare one begins the frame of an exception.
  const bool is_frame = line == "\r";
  if (is_frame || (looks_like_exception(line) && (!is_row || names_.size() == 1))) {
    held_ = std::string(line) + "\n";
    state_ = State::kHeld;
    return true;
  }
  if (!is_row) {
    state_ = State::kUnreadable;
    return false;
  }
  Fields row;
  row.reserve(fields.size());
  for (const auto field : fields) {
    if (field == "\\N") {
      row.emplace_back(std::nullopt);
    } else {
      row.emplace_back(unescaped(field));
    }
  }
  if (!sink_.on_row || sink_.on_row(std::move(row))) return true;
  state_ = State::kStopped;
  return false;
}

void TsvReader::finish() {
  if (!buffer_.empty()) take_line(std::exchange(buffer_, {}));
  if (state_ == State::kHeld) {
    exception_ = std::exchange(held_, {});
    return;
  }
  // Without columns there was no result at all; a result has both lines of its head.
  if (state_ == State::kNames || state_ == State::kTypes) state_ = State::kUnreadable;
}

}  // namespace askdb::clickhouse
