#pragma once

/// Reads a result in the format TabSeparatedWithNamesAndTypes as it arrives.
///
/// The format has no end mark, and a server that fails in the middle of a result writes its
/// exception where the next row would stand. So a line that begins like an exception and is no row
/// by its number of fields ends the result. With a single text column a row could read like one;
/// then a result whose last lines look like an exception counts as failed: never is a part of a
/// result taken for all of it. Newer servers announce a tag and frame the exception with it.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"

namespace askdb::clickhouse {

/// NULL is no text.
using Fields = std::vector<std::optional<std::string>>;

struct TsvSink {
  std::function<void(const std::vector<std::string>& names, const std::vector<std::string>& types)>
      on_columns;
  /// False: no more rows are wanted.
  std::function<bool(Fields)> on_row;
  /// Where it is set, awaited after each piece of the reply.
  std::function<Task<void>()> after_piece;
};

class TsvReader {
 public:
  /// A line longer than `max_line_bytes` ends the reading.
  TsvReader(TsvSink sink, std::size_t max_line_bytes)
      : sink_(std::move(sink)), max_line_bytes_(max_line_bytes) {}

  /// False when nothing more is wanted: the sink said so, a line was too long, or the bytes are no
  /// such result.
  bool feed(std::string_view bytes);
  /// After the last byte.
  void finish();

  /// The server's exception, or "".
  const std::string& exception() const { return exception_; }
  bool was_stopped() const { return state_ == State::kStopped; }
  /// The bytes were no result in this format.
  bool is_unreadable() const { return state_ == State::kUnreadable; }
  bool has_columns() const { return state_ != State::kNames && state_ != State::kTypes; }

 private:
  enum class State { kNames, kTypes, kRows, kHeld, kStopped, kUnreadable };

  bool take_line(std::string_view line);
  bool take_row(std::string_view line);

  TsvSink sink_;
  std::size_t max_line_bytes_;
  State state_ = State::kNames;
  std::string buffer_;  ///< Of a line not yet complete.
  std::vector<std::string> names_;
  bool is_one_text_ = false;
  std::string held_;  ///< What may be an exception.
  std::string exception_;
};

/// Whether `line` begins as exceptions of old and new servers do.
bool looks_like_exception(std::string_view line);

}  // namespace askdb::clickhouse
