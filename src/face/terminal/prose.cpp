#include "face/terminal/prose.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "face/terminal/table.hpp"

namespace askdb {
namespace {

std::vector<std::string> cells_of(std::string_view line) {
  line = trim(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  if (line.ends_with('|')) line.remove_suffix(1);
  std::vector<std::string> cells(1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
      cells.back() += line[++i];
    } else if (line[i] == '|') {
      cells.emplace_back();
    } else {
      cells.back() += line[i];
    }
  }
  for (auto& cell : cells) cell = replace_all(std::string(trim(cell)), "**", "");
  return cells;
}

bool is_rule(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) {
    return cell.find_first_not_of("-: ") == std::string::npos &&
           cell.find('-') != std::string::npos;
  });
}

bool is_number(const std::string& cell) {
  return !cell.empty() && cell.find_first_not_of("0123456789.-") == std::string::npos;
}

/// The lines of a Markdown table as rows of text; columns of bare numbers are decimals.
Rows rows_of(const std::vector<std::string>& lines) {
  Rows rows;
  for (const auto& line : lines) {
    const auto cells = cells_of(line);
    if (rows.columns.empty()) {
      for (const auto& cell : cells) {
        rows.columns.push_back({.name = cell, .kind = ValueKind::kText});
      }
      continue;
    }
    if (is_rule(cells)) continue;
    Row row(rows.columns.size());
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = i < cells.size() ? cells[i] : "";
    rows.rows.push_back(std::move(row));
  }
  for (std::size_t i = 0; i < rows.columns.size(); ++i) {
    const bool all = std::all_of(rows.rows.begin(), rows.rows.end(), [&](const Row& row) {
      return is_number(std::get<std::string>(row[i]));
    });
    if (all) rows.columns[i].kind = ValueKind::kDecimal;
  }
  return rows;
}

/// Columns of "- ", "* " or "12. " at the start of an item's line, blanks before it included.
std::size_t item_mark(std::string_view line) {
  const auto start = line.find_first_not_of(' ');
  if (start == std::string_view::npos) return 0;
  auto at = start;
  while (at < line.size() && line[at] >= '0' && line[at] <= '9') ++at;
  const bool is_number = at > start && at < line.size() && (line[at] == '.' || line[at] == ')');
  const bool is_bullet = at == start && (line[at] == '-' || line[at] == '*' || line[at] == '+');
  if (!is_number && !is_bullet) return 0;
  return at + 1 < line.size() && line[at + 1] == ' ' ? at + 2 : 0;
}

}  // namespace

Prose::Prose(Screen screen, Write write, std::size_t indent)
    : screen_(screen), write_(std::move(write)), indent_(indent) {}

void Prose::add(std::string_view piece) {
  for (const char c : piece) {
    if (c == '\r') continue;
    if (c == '\n') {
      end_line();
      continue;
    }
    line_ += c == '\t' ? ' ' : c;
    const auto first = line_.find_first_not_of(' ');
    if (kind_ == Kind::kUnknown && c == ' ' && first != std::string::npos) {
      // The first word decides what the line is.
      if (line_[first] == '|') {
        kind_ = Kind::kTable;
      } else if (line_.find_first_not_of('#') == line_.size() - 1 && line_[0] == '#') {
        kind_ = Kind::kHeading;
      } else {
        start_text();
      }
    }
    if (kind_ == Kind::kText && c == ' ') flush_word();
  }
}

void Prose::start_text() {
  if (!table_.empty()) flush_table();
  kind_ = Kind::kText;
  hang_ = item_mark(line_);
  if (hang_ > 0) {
    ++items_;
    const auto mark = line_.find_first_not_of(' ');
    if (line_[mark] < '0' || line_[mark] > '9') line_.replace(mark, 1, "•");
    const std::string shown = line_;
    line_.clear();
    put(shown, display_width(shown));
  }
}

void Prose::end_line() {
  const bool is_blank = trim(line_).empty();
  if (kind_ == Kind::kUnknown && !is_blank) {
    kind_ = trim(line_).starts_with('|') ? Kind::kTable : Kind::kText;
    if (kind_ == Kind::kText) start_text();
  }
  if (kind_ == Kind::kTable) {
    table_.push_back(std::move(line_));
  } else if (kind_ == Kind::kHeading) {
    if (!table_.empty()) flush_table();
    std::string text(trim(line_.substr(line_.find_first_not_of('#'))));
    text = one_line(replace_all(std::move(text), "**", ""));
    put(screen_.in(Ink::kBold, text), display_width(text));
    write_("\n");
  } else if (kind_ == Kind::kText) {
    flush_word();
    write_("\n");
  } else {
    if (!table_.empty()) flush_table();
    ++blank_lines_;
  }
  kind_ = Kind::kUnknown;
  line_.clear();
  column_ = 0;
  hang_ = 0;
  is_bold_ = is_code_ = false;
}

void Prose::flush_word() {
  const std::string word = one_line(line_);
  line_.clear();
  if (word.empty()) return;
  std::string shown;
  std::size_t width = 0;
  std::string run;
  auto end_run = [&] {
    width += display_width(run);
    shown += screen_.in(is_code_ ? Ink::kBlue : is_bold_ ? Ink::kBold : Ink::kPlain, run);
    run.clear();
  };
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (!is_code_ && word.compare(i, 2, "**") == 0) {
      end_run();
      is_bold_ = !is_bold_;
      ++i;
    } else if (word[i] == '`') {
      end_run();
      is_code_ = !is_code_;
    } else {
      run += word[i];
    }
  }
  end_run();
  if (width > 0) put(shown, width);
}

void Prose::put(const std::string& word, std::size_t width) {
  if (has_text_ && blank_lines_ > 0) write_("\n");
  blank_lines_ = 0;
  has_text_ = true;
  if (column_ == 0) {
    write_(std::string(indent_, ' ') + word);
    column_ = indent_ + width;
    return;
  }
  // A list mark ends with its own blank.
  const std::size_t gap = hang_ > 0 && column_ == indent_ + hang_ ? 0 : 1;
  if (column_ + gap + width > screen_.width) {
    write_("\n" + std::string(indent_ + hang_, ' ') + word);
    column_ = indent_ + hang_ + width;
    return;
  }
  write_(std::string(gap, ' ') + word);
  column_ += gap + width;
}

void Prose::flush_table() {
  if (has_text_) write_("\n");
  blank_lines_ = 1;
  has_text_ = has_table_ = true;
  const auto lines = std::move(table_);
  table_.clear();
  write_(table_text(rows_of(lines), screen_, {.indent = indent_}));
}

void Prose::finish() {
  if (!line_.empty() || column_ > 0 || kind_ != Kind::kUnknown) end_line();
  if (!table_.empty()) flush_table();
}

}  // namespace askdb
