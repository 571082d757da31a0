#pragma once

/// One question on the screen: progress while it runs, text as it comes, then the whole answer.

#include <memory>
#include <string>

#include "agent/event.hpp"
#include "face/terminal/progress.hpp"
#include "face/terminal/prose.hpp"

namespace askdb {

/// What to show, and where: text on one stream, progress on another (which may be the same).
struct ViewOptions {
  Screen screen;
  Write write;
  Screen progress_screen;
  Write write_progress;
  bool is_streaming = true;  ///< Text is shown as it comes.
  bool shows_progress = true;
  bool shows_sql = false;
  std::size_t max_rows = static_cast<std::size_t>(-1);  ///< Rows of a table.
};

class QuestionView {
 public:
  QuestionView(ViewOptions options, const Clock& clock);

  /// The Answer, which ends the stream, is not printed: call `show`.
  void on(const Event& event);
  void tick() { progress_.tick(); }
  void clear_progress() { progress_.clear(); }

  /// Text (unless it was streamed), table, SQL.
  void show(const Answer& answer);
  /// Assumptions, doubts, suggestions, and the line with time and confidence.
  void show_notes(const Answer& answer, const Write& write, const Screen& screen);

 private:
  ViewOptions options_;
  Progress progress_;
  std::unique_ptr<Prose> prose_;  ///< Set while an answer streams.
  std::string streamed_;
};

}  // namespace askdb
