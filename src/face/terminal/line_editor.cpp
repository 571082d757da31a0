#include "face/terminal/line_editor.hpp"

#include <histedit.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <clocale>
#include <cstring>
#include <cwchar>
#include <filesystem>

#include "base/text.hpp"
#include "face/terminal/screen.hpp"

namespace askdb {
namespace {

constexpr int kHistoryLines = 1'000;

std::string common_start(const std::vector<std::string>& words) {
  std::string start = words.front();
  for (const auto& word : words) {
    std::size_t same = 0;
    while (same < start.size() && same < word.size() && start[same] == word[same]) ++same;
    start.resize(same);
  }
  return start;
}

/// Words in columns, as shells show completions.
std::string in_columns(const std::vector<std::string>& words, std::size_t width) {
  std::size_t widest = 0;
  for (const auto& word : words) widest = std::max(widest, display_width(word));
  const std::size_t per_line = std::max<std::size_t>(1, width / (widest + 2));
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_last = (i + 1) % per_line == 0 || i + 1 == words.size();
    out += is_last ? words[i] + "\n" : padded(words[i], widest + 2);
  }
  return out;
}

}  // namespace

struct LineEditor::Parts {
  explicit Parts(Interrupts& signals) : interrupts(signals) {}

  Interrupts& interrupts;
  EditLine* editor = nullptr;
  History* history = nullptr;
  std::string history_file;
  std::string prompt;
  Completer completer;
  LineEnd stopped = LineEnd::kEnd;  ///< Why the last read brought no line.
  std::string buffered;             ///< Plain reading: what came after the last line.
  bool is_at_end = false;

  /// One byte of standard input. False: interrupted or at the end; `stopped` says which.
  bool read_byte(char& byte) {
    for (;;) {
      std::array<pollfd, 2> waits = {pollfd{STDIN_FILENO, POLLIN, 0},
                                     pollfd{interrupts.file_descriptor(), POLLIN, 0}};
      if (poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) return false;
      switch (interrupts.take()) {
        case Interrupt::kCancel:
          stopped = LineEnd::kCancelled;
          return false;
        case Interrupt::kTerminate:
          stopped = LineEnd::kEnd;
          return false;
        case Interrupt::kResize:
          if (editor != nullptr) el_resize(editor);
          continue;
        case Interrupt::kNone:
          break;
      }
      if ((waits[0].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
      const auto count = ::read(STDIN_FILENO, &byte, 1);
      if (count == 1) return true;
      if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      stopped = LineEnd::kEnd;
      return false;
    }
  }

  /// A whole character, however many bytes it has.
  int read_character(wchar_t* character) {
    std::mbstate_t state{};
    for (;;) {
      char byte = 0;
      if (!read_byte(byte)) {
        errno = EINTR;
        return stopped == LineEnd::kEnd ? 0 : -1;
      }
      const auto used = std::mbrtowc(character, &byte, 1, &state);
      if (used == static_cast<std::size_t>(-2)) continue;
      if (used == static_cast<std::size_t>(-1)) {
        state = {};
        continue;
      }
      return 1;
    }
  }

  unsigned char complete() {
    const LineInfo* info = el_line(editor);
    const std::string before(info->buffer, info->cursor);
    const auto found = completer ? completer(before) : Completions{};
    if (found.words.empty()) return CC_REFRESH_BEEP;
    const auto typed = before.substr(before.size() - std::min(found.replaced, before.size()));
    const auto start = common_start(found.words);
    const bool is_longer = start.size() > typed.size() || found.words.size() == 1;
    if (is_longer) {
      // What was typed may differ in case from what it becomes.
      el_deletestr(editor, static_cast<int>(std::mbstowcs(nullptr, typed.c_str(), 0)));
      const auto text = found.words.size() == 1 ? start + " " : start;
      return el_insertstr(editor, text.c_str()) == 0 ? CC_REFRESH : CC_REFRESH_BEEP;
    }
    std::vector<std::string> shown = found.words;
    if (shown.size() > 60) {
      shown.resize(60);
      shown.emplace_back("…");
    }
    const auto list = "\n" + in_columns(shown, screen_of(STDOUT_FILENO).width);
    [[maybe_unused]] const auto written = write(STDOUT_FILENO, list.data(), list.size());
    return CC_REDISPLAY;
  }

  Line plain_line() {
    for (;;) {
      const auto end = buffered.find('\n');
      if (end != std::string::npos || (is_at_end && !buffered.empty())) {
        Line line{LineEnd::kLine, buffered.substr(0, end)};
        buffered.erase(0, end == std::string::npos ? end : end + 1);
        if (line.text.ends_with('\r')) line.text.pop_back();
        return line;
      }
      if (is_at_end) return {};
      char byte = 0;
      if (read_byte(byte)) {
        buffered += byte;
      } else if (stopped == LineEnd::kCancelled || interrupts.is_terminating()) {
        return {stopped, ""};
      } else {
        is_at_end = true;
      }
    }
  }

  Line edited_line(const std::string& text_prompt) {
    prompt = text_prompt;
    stopped = LineEnd::kEnd;
    // Otherwise the terminal turns raw only after the prompt and a text to edit were shown, and
    // eats a Ctrl-D or Ctrl-U that is typed until then.
    el_set(editor, EL_PREP_TERM, 1);
    int count = 0;
    const char* text = el_gets(editor, &count);
    if (text == nullptr || count <= 0) {
      [[maybe_unused]] const auto written = write(STDOUT_FILENO, "\n", 1);
      return {stopped, ""};
    }
    std::string line(text);
    while (line.ends_with('\n') || line.ends_with('\r')) line.pop_back();
    return {LineEnd::kLine, line};
  }

  void remember(const std::string& line) {
    if (trim(line).empty()) return;
    HistEvent event{};
    if (::history(history, &event, H_FIRST) == 0 && trim(event.str) == trim(line)) return;
    ::history(history, &event, H_ENTER, line.c_str());
    if (history_file.empty()) return;
    ::history(history, &event, H_SAVE, history_file.c_str());
    std::error_code failed;
    std::filesystem::permissions(
        history_file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
        failed);
  }
};

LineEditor::LineEditor(Interrupts& interrupts, std::string history_file)
    : parts_(std::make_unique<Parts>(interrupts)) {
  // libedit needs a locale to tell characters from bytes; askdb speaks UTF-8 whatever is set.
  if (std::setlocale(LC_CTYPE, "") == nullptr || MB_CUR_MAX == 1) {
    std::setlocale(LC_CTYPE, "C.UTF-8");
  }
  parts_->history_file = std::move(history_file);
  const char* terminal = std::getenv("TERM");
  const bool can_edit = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 &&
                        terminal != nullptr && std::strcmp(terminal, "dumb") != 0 &&
                        std::strcmp(terminal, "") != 0;
  if (!can_edit) return;
  parts_->editor = el_init("askdb", stdin, stdout, stderr);
  parts_->history = history_init();
  if (parts_->editor == nullptr || parts_->history == nullptr) return;
  HistEvent event{};
  history(parts_->history, &event, H_SETSIZE, kHistoryLines);
  if (!parts_->history_file.empty()) {
    std::error_code failed;
    std::filesystem::create_directories(std::filesystem::path(parts_->history_file).parent_path(),
                                        failed);
    history(parts_->history, &event, H_LOAD, parts_->history_file.c_str());
  }
  EditLine* editor = parts_->editor;
  el_set(editor, EL_CLIENTDATA, parts_.get());
  el_set(editor, EL_EDITOR, "emacs");
  el_set(editor, EL_SIGNAL, 0);
  el_set(editor, EL_HIST, history, parts_->history);
  static const auto kPartsOf = [](EditLine* one) {
    void* data = nullptr;
    el_get(one, EL_CLIENTDATA, &data);
    return static_cast<Parts*>(data);
  };
  using Prompt = char* (*)(EditLine*);
  const Prompt prompt = [](EditLine* one) { return kPartsOf(one)->prompt.data(); };
  el_set(editor, EL_PROMPT, prompt);
  using Get = int (*)(EditLine*, wchar_t*);
  const Get get = [](EditLine* one, wchar_t* to) { return kPartsOf(one)->read_character(to); };
  el_set(editor, EL_GETCFN, get);
  using Function = unsigned char (*)(EditLine*, int);
  const Function complete = [](EditLine* one, int) { return kPartsOf(one)->complete(); };
  el_set(editor, EL_ADDFN, "askdb-complete", "Completes the word", complete);
  el_set(editor, EL_BIND, "^I", "askdb-complete", nullptr);
  el_set(editor, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  el_set(editor, EL_BIND, "\\e[1;5C", "em-next-word", nullptr);
  el_set(editor, EL_BIND, "\\e[1;5D", "ed-prev-word", nullptr);
  el_set(editor, EL_BIND, "\\e[3~", "ed-delete-next-char", nullptr);
}

LineEditor::~LineEditor() {
  if (parts_->editor != nullptr) el_end(parts_->editor);
  if (parts_->history != nullptr) history_end(parts_->history);
}

bool LineEditor::is_interactive() const { return parts_->editor != nullptr; }

void LineEditor::set_completer(Completer completer) { parts_->completer = std::move(completer); }

Line LineEditor::read(const std::string& prompt) {
  if (!is_interactive()) return parts_->plain_line();
  auto line = parts_->edited_line(prompt);
  if (line.end == LineEnd::kLine) parts_->remember(line.text);
  return line;
}

Line LineEditor::ask(const std::string& prompt, const std::string& text) {
  if (!is_interactive()) return parts_->plain_line();
  if (!text.empty()) el_push(parts_->editor, text.c_str());
  return parts_->edited_line(prompt);
}

}  // namespace askdb
