#pragma once

/// Answers are Markdown, and arrive in pieces. This writes them to a terminal as they come: words
/// wrapped at the width, **bold**, `code`, headings, lists, and tables aligned.

#include <string>
#include <string_view>
#include <vector>

#include "face/terminal/progress.hpp"
#include "face/terminal/screen.hpp"

namespace askdb {

class Prose {
 public:
  Prose(Screen screen, Write write, std::size_t indent = 2);

  /// A piece of text; may end anywhere, within a character too.
  void add(std::string_view piece);
  /// Writes what is left and ends the line.
  void finish();
  bool has_table() const { return has_table_; }
  /// Items of lists that were written.
  std::size_t items() const { return items_; }

 private:
  enum class Kind { kUnknown, kText, kTable, kHeading };
  void end_line();
  void flush_word();
  void start_text();
  void put(const std::string& word, std::size_t width);
  void flush_table();

  Screen screen_;
  Write write_;
  std::size_t indent_;
  Kind kind_ = Kind::kUnknown;
  std::string line_;  ///< What was not written yet of the line at hand.
  std::vector<std::string> table_;
  std::size_t hang_ = 0;    ///< Further indent of continued lines (list items).
  std::size_t column_ = 0;  ///< Columns written in the line at hand, 0: none, no indent either.
  std::size_t blank_lines_ = 0;
  std::size_t items_ = 0;
  bool is_bold_ = false;
  bool is_code_ = false;
  bool has_table_ = false;
  bool has_text_ = false;
};

}  // namespace askdb
