#pragma once

/// Reads lines: with editing, history and completion on a terminal, plainly elsewhere.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "face/terminal/interrupts.hpp"

namespace askdb {

enum class LineEnd { kLine, kCancelled, kEnd };

struct Line {
  LineEnd end = LineEnd::kEnd;
  std::string text;  ///< Without the line break. Empty unless kLine.
};

/// Words that can stand where `text` (the line up to the cursor) ends, each replacing its last
/// `replaced` bytes.
struct Completions {
  std::size_t replaced = 0;
  std::vector<std::string> words;
};
using Completer = std::function<Completions(const std::string& text)>;

class LineEditor {
 public:
  /// `interrupts` outlives the editor. `history_file` may be empty. Falls back to plain reading
  /// when standard input or output is no terminal, or one that cannot move its cursor.
  LineEditor(Interrupts& interrupts, std::string history_file);
  ~LineEditor();

  bool is_interactive() const;
  void set_completer(Completer completer);

  /// Waits for a line. kCancelled: Ctrl-C; kEnd: Ctrl-D, end of input or SIGTERM. Plain reading
  /// prints no prompt. Lines are kept in the history, unless blank or a repetition.
  Line read(const std::string& prompt);

  /// Like `read`, outside of the history and with `text` to start from.
  Line ask(const std::string& prompt, const std::string& text);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace askdb
