#include "face/terminal/table.hpp"

#include <algorithm>
#include <numeric>

#include "base/text.hpp"
#include "face/terminal/cells.hpp"

namespace askdb {
namespace {

constexpr std::size_t kGutter = 2;
/// Text columns are not squeezed below this before the table changes its form.
constexpr std::size_t kNarrow = 12;
/// Up to so many records are readable one below the other.
constexpr std::size_t kMaxRecords = 3;

std::size_t total_width(const std::vector<ShownColumn>& columns) {
  std::size_t width = columns.empty() ? 0 : kGutter * (columns.size() - 1);
  for (const auto& column : columns) width += column.width;
  return width;
}

/// Takes width from the widest text columns until all fit. Numbers are never cut. False: not
/// enough.
bool squeeze(std::vector<ShownColumn>& columns, std::size_t room) {
  while (total_width(columns) > room) {
    ShownColumn* widest = nullptr;
    for (auto& column : columns) {
      if (column.is_number || column.width <= kNarrow) continue;
      if (widest == nullptr || column.width > widest->width) widest = &column;
    }
    if (widest == nullptr) return false;
    // At once down to what is needed, but not below the next widest: the cost stays linear.
    std::size_t next = kNarrow;
    for (const auto& column : columns) {
      if (&column != widest && !column.is_number && column.width < widest->width) {
        next = std::max(next, column.width);
      }
    }
    const std::size_t excess = total_width(columns) - room;
    widest->width -=
        std::clamp<std::size_t>(excess, 1, std::max<std::size_t>(widest->width - next, 1));
  }
  return true;
}

std::string records_text(const std::vector<ShownColumn>& columns, std::size_t rows,
                         const Screen& screen, std::size_t indent) {
  std::size_t names = 0;
  for (const auto& column : columns) names = std::max(names, display_width(column.name));
  names = std::min(names, std::max<std::size_t>(screen.width / 3, kNarrow));
  const std::size_t used = indent + names + kGutter;
  const std::size_t room = screen.width > used + kNarrow ? screen.width - used : kNarrow;
  std::string out;
  for (std::size_t row = 0; row < rows; ++row) {
    if (row > 0) out += "\n";
    for (const auto& column : columns) {
      const auto lines = wrapped(column.cells[row], room);
      for (std::size_t i = 0; i < lines.size(); ++i) {
        out.append(indent, ' ');
        out += screen.in(Ink::kDim, padded(i == 0 ? column.name : "", names));
        out.append(kGutter, ' ');
        out += column.is_null[row] ? screen.in(Ink::kDim, lines[i]) : lines[i];
        out += "\n";
      }
    }
  }
  return out;
}

/// One line of the table; blanks at its end are left away.
template <class CellText>
void add_line(std::string& out, const std::vector<ShownColumn>& columns, std::size_t indent,
              CellText cell_text) {
  out.append(indent, ' ');
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) out.append(kGutter, ' ');
    out += cell_text(columns[i]);
  }
  out.erase(out.find_last_not_of(' ') + 1);
  out += "\n";
}

std::string rule(std::size_t columns) {
  std::string line;
  for (std::size_t i = 0; i < columns; ++i) line += "─";
  return line;
}

std::string grid_text(const std::vector<ShownColumn>& columns, std::size_t rows,
                      const Screen& screen, std::size_t indent) {
  std::string out;
  add_line(out, columns, indent, [&](const ShownColumn& column) {
    return screen.in(Ink::kBold, padded(column.name, column.width, column.is_number));
  });
  add_line(out, columns, indent,
           [&](const ShownColumn& column) { return screen.in(Ink::kDim, rule(column.width)); });
  for (std::size_t row = 0; row < rows; ++row) {
    add_line(out, columns, indent, [&](const ShownColumn& column) {
      const auto cell = padded(column.cells[row], column.width, column.is_number);
      return column.is_null[row] ? screen.in(Ink::kDim, cell) : cell;
    });
  }
  return out;
}

}  // namespace

std::string table_text(const Rows& rows, const Screen& screen, TableOptions options) {
  if (rows.columns.empty()) return {};
  const std::size_t count = std::min(options.max_rows, rows.rows.size());
  std::vector<ShownColumn> columns;
  for (std::size_t i = 0; i < rows.columns.size(); ++i) {
    columns.push_back(shown_column(rows, i, count));
  }
  const std::size_t room = screen.width > options.indent ? screen.width - options.indent : 1;
  std::string note;
  const auto full = columns;
  while (!squeeze(columns, room)) {
    if (count > 0 && count <= kMaxRecords) {
      return records_text(full, count, screen, options.indent);
    }
    if (columns.size() == 1) {
      columns.front().width = room;
      break;
    }
    const auto keep = columns.size() - 1;
    columns.assign(full.begin(), full.begin() + static_cast<std::ptrdiff_t>(keep));
  }
  std::string out = grid_text(columns, count, screen, options.indent);
  if (columns.size() < full.size()) {
    std::vector<std::string> names;
    for (std::size_t i = columns.size(); i < full.size(); ++i) names.push_back(full[i].name);
    note = "not shown: " + join(names, ", ");
  }
  if (count < rows.rows.size()) {
    const auto more = static_cast<long long>(rows.rows.size() - count);
    note = "… " + counted(more, "more row", "more rows") + (note.empty() ? "" : " · " + note);
  }
  for (const auto& line : wrapped(note, room)) {
    if (!line.empty()) out += std::string(options.indent, ' ') + screen.in(Ink::kDim, line) + "\n";
  }
  return out;
}

std::string row_count_text(const Rows& rows) {
  const auto text = counted(static_cast<long long>(rows.rows.size()), "row", "rows");
  return rows.is_truncated ? "first " + text + " of more" : text;
}

}  // namespace askdb
