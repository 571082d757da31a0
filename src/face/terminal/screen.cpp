#include "face/terminal/screen.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "base/text.hpp"

namespace askdb {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// Length in bytes of the code point at `at`; text is well-formed UTF-8 here.
std::size_t code_point_length(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return std::min(length, text.size() - at);
}

/// Bytes of `text` that fill at most `columns`, and the columns they fill.
std::pair<std::size_t, std::size_t> prefix(std::string_view text, std::size_t columns) {
  std::size_t at = 0;
  std::size_t used = 0;
  while (at < text.size()) {
    const auto length = code_point_length(text, at);
    const auto width = display_width(text.substr(at, length));
    if (used + width > columns) break;
    used += width;
    at += length;
  }
  return {at, used};
}

constexpr std::string_view code_of(Ink ink) {
  switch (ink) {
    case Ink::kBold:
      return "1";
    case Ink::kDim:
      return "2";
    case Ink::kGreen:
      return "32";
    case Ink::kYellow:
      return "33";
    case Ink::kRed:
      return "31";
    case Ink::kBlue:
      return "36";
    case Ink::kPlain:
      break;
  }
  return "0";
}

}  // namespace

std::string Screen::in(Ink ink, std::string_view text) const {
  if (!has_colour || ink == Ink::kPlain || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code_of(ink), text);
}

Screen screen_of(int file_descriptor) {
  Screen screen;
  screen.is_terminal = isatty(file_descriptor) == 1 && variable("TERM") != "dumb";
  screen.has_colour = screen.is_terminal && variable("NO_COLOR").empty();
  winsize size{};
  if (ioctl(file_descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    screen.width = size.ws_col;
  } else if (const long columns = std::strtol(variable("COLUMNS").c_str(), nullptr, 10);
             columns >= 20 && columns <= 10'000) {
    screen.width = static_cast<std::size_t>(columns);
  }
  return screen;
}

std::string one_line(std::string_view text) {
  std::string line = without_controls(replace_all(std::string(text), "\r\n", "\n"));
  for (char& c : line) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return std::string(trim(line));
}

std::string fitted(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns == 0) return "";
  return std::string(text.substr(0, prefix(text, columns - 1).first)) + "…";
}

std::string padded(std::string_view text, std::size_t columns, bool is_right_aligned) {
  const std::string shown = fitted(text, columns);
  const std::string blanks(columns - std::min(columns, display_width(shown)), ' ');
  return is_right_aligned ? blanks + shown : shown + blanks;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  columns = std::max<std::size_t>(columns, 10);
  const std::string clean = replace_all(without_controls(text), "\t", "    ");
  std::vector<std::string> lines;
  for (std::string_view rest : split(clean, '\n')) {
    while (display_width(rest) > columns) {
      auto cut = prefix(rest, columns).first;
      // The blank may stand right behind the last column.
      const auto blank = rest.substr(0, cut + 1).find_last_of(' ');
      const bool is_blank_useful =
          blank != std::string_view::npos && blank > 0 && rest.find_first_not_of(' ') < blank;
      if (is_blank_useful) cut = blank;
      if (cut == 0) cut = code_point_length(rest, 0);
      lines.emplace_back(rest.substr(0, cut));
      rest.remove_prefix(cut);
      while (!rest.empty() && rest[0] == ' ') rest.remove_prefix(1);
    }
    lines.emplace_back(rest);
  }
  return lines;
}

std::string duration_text(long long milliseconds) {
  if (milliseconds < 1'000) return fmt::format("{} ms", milliseconds);
  if (milliseconds < 60'000)
    return fmt::format("{:.1f} s", static_cast<double>(milliseconds) / 1e3);
  return fmt::format("{} min {} s", milliseconds / 60'000, milliseconds / 1'000 % 60);
}

std::string counted(long long count, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", with_thousands(std::to_string(count)),
                     count == 1 ? singular : plural);
}

}  // namespace askdb
