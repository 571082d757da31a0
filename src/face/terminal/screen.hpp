#pragma once

/// What text may look like where it goes: width, colours, and helpers that respect both.
///
/// Everything printed that came from data, models or files passes through `plain` first.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace askdb {

enum class Ink { kPlain, kBold, kDim, kGreen, kYellow, kRed, kBlue };

/// Where text goes. A value: tests make their own.
struct Screen {
  std::size_t width = 80;    ///< Columns.
  bool is_terminal = false;  ///< Lines can be rewritten.
  bool has_colour = false;

  /// `text` in `ink`, or as it is without colours.
  std::string in(Ink ink, std::string_view text) const;
};

/// The screen behind a file descriptor. Colours only on a terminal and without NO_COLOR (any value
/// but "") and TERM=dumb. Not a terminal: 80 columns, or COLUMNS.
Screen screen_of(int file_descriptor);

/// Without control characters, on one line: blanks for tabs and line breaks.
std::string one_line(std::string_view text);

/// `text` cut to `columns` of a terminal, a cut marked with "…".
std::string fitted(std::string_view text, std::size_t columns);
/// `fitted`, then filled with blanks at the right or the left.
std::string padded(std::string_view text, std::size_t columns, bool is_right_aligned = false);

/// Lines of at most `columns`, broken at blanks; a longer word is broken where it must be. Existing
/// line breaks stay. Control characters are replaced.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

/// "12 ms", "1.4 s", "2 min 5 s".
std::string duration_text(long long milliseconds);
/// "1 row", "1,204 rows".
std::string counted(long long count, std::string_view singular, std::string_view plural);

}  // namespace askdb
