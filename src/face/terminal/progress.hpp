#pragma once

/// How far a question is: one line that is rewritten on a terminal, plain lines elsewhere.

#include <functional>
#include <string>
#include <vector>

#include "agent/event.hpp"
#include "base/clock.hpp"
#include "face/terminal/screen.hpp"

namespace askdb {

/// Where text goes; must not throw.
using Write = std::function<void(std::string_view)>;

/// "Writing SQL": what happens in a stage, for people.
std::string_view stage_text(Stage stage);

class Progress {
 public:
  /// `write` and `clock` outlive the Progress.
  Progress(Screen screen, Write write, const Clock& clock);

  void on(const Event& event);
  /// Draws the line anew; call it some times a second on a terminal.
  void tick();
  /// Takes the line away, so that other text can be printed. The next event brings it back.
  void clear();

 private:
  struct Running {
    Stage stage;
    std::optional<int> step;
    Clock::Instant since;
  };
  void finish(Stage stage, std::optional<int> step, std::int64_t elapsed_ms);
  void line(const std::string& text);

  Screen screen_;
  Write write_;
  const Clock& clock_;
  std::vector<Running> running_;
  std::vector<std::string> done_;  ///< "planned 1.2 s"
  std::string drawn_;
  std::size_t frame_ = 0;
};

}  // namespace askdb
