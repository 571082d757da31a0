#include "face/http/api/workbook.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cstdio>

#include "app/export.hpp"
#include "base/temporary_file.hpp"
#include "base/text.hpp"
#include "datasource/duckdb/parquet.hpp"
#include "duckdb/library.hpp"

namespace askdb::web {
namespace {

/// What a cell of Excel takes.
constexpr std::size_t kMaxCellBytes = 32'767;
/// Whole numbers beyond this lose digits as Excel's doubles.
constexpr std::int64_t kMaxExact = 999'999'999'999'999;

Error cannot_write(const char* why) {
  return {.fault = Fault::kOther,
          .message = "The workbook could not be written.",
          .next_step = "Export as CSV instead.",
          .detail = why};
}

/// "2024-02-29" or "2024-02-29 12:30:05.25"; false for anything else.
bool read_time(const std::string& text, lxw_datetime* time) {
  int length = 0;
  const int fields =
      std::sscanf(text.c_str(), "%d-%d-%d%*[ T]%d:%d:%lf%n", &time->year, &time->month, &time->day,
                  &time->hour, &time->min, &time->sec, &length);
  // Excel's calendar begins in 1900, and it knows no time zones.
  const bool is_whole = fields == 3
                            ? text.size() == 10
                            : fields == 6 && static_cast<std::size_t>(length) == text.size();
  return is_whole && time->year >= 1900 && time->year <= 9999;
}

struct Formats {
  lxw_format* head = nullptr;
  lxw_format* date = nullptr;
  lxw_format* timestamp = nullptr;
};

class Sheet {
 public:
  Sheet(lxw_worksheet* sheet, Formats formats) : sheet_(sheet), formats_(formats) {}

  void text(lxw_row_t row, lxw_col_t column, const std::string& value, lxw_format* format) {
    // write_string makes a text of whatever it is given, "=1+1" too.
    worksheet_write_string(sheet_, row, column,
                           shortened(without_controls(value), kMaxCellBytes).c_str(), format);
  }

  void cell(lxw_row_t row, lxw_col_t column, const Value& value, ValueKind kind) {
    if (is_null(value)) return;
    if (const auto* flag = std::get_if<bool>(&value)) {
      worksheet_write_boolean(sheet_, row, column, *flag ? 1 : 0, nullptr);
      return;
    }
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
      if (*whole > kMaxExact || *whole < -kMaxExact) return text(row, column, to_text(value), {});
      worksheet_write_number(sheet_, row, column, static_cast<double>(*whole), nullptr);
      return;
    }
    if (const auto* real = std::get_if<double>(&value)) {
      worksheet_write_number(sheet_, row, column, *real, nullptr);
      return;
    }
    const auto& written = std::get<std::string>(value);
    if (kind == ValueKind::kDecimal) {
      const auto number = to_number(value);
      const auto digits = std::count_if(written.begin(), written.end(),
                                        [](char c) { return c >= '0' && c <= '9'; });
      if (number && digits <= 15) {
        worksheet_write_number(sheet_, row, column, *number, nullptr);
        return;
      }
    }
    lxw_datetime time{};
    const bool is_time = kind == ValueKind::kDate || kind == ValueKind::kTimestamp;
    if (is_time && read_time(written, &time)) {
      auto* format = kind == ValueKind::kDate ? formats_.date : formats_.timestamp;
      worksheet_write_datetime(sheet_, row, column, &time, format);
      return;
    }
    text(row, column, written, nullptr);
  }

 private:
  lxw_worksheet* sheet_;
  Formats formats_;
};

double width_of(const Rows& rows, std::size_t column) {
  std::size_t width = display_width(rows.columns[column].name);
  for (std::size_t i = 0; i < std::min<std::size_t>(rows.rows.size(), 50); ++i) {
    width = std::max(width, display_width(to_text(rows.rows[i][column])));
  }
  return static_cast<double>(std::clamp<std::size_t>(width + 2, 8, 60));
}

}  // namespace

Result<std::string> workbook_text(const Rows& rows) {
  const TemporaryFile file;
  if (!file.is_made()) return cannot_write("no temporary file");
  auto* book = workbook_new(file.path().c_str());
  if (book == nullptr) return cannot_write("no memory");
  auto* sheet = workbook_add_worksheet(book, "Result");
  Formats formats{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book)};
  format_set_bold(formats.head);
  format_set_bottom(formats.head, LXW_BORDER_THIN);
  format_set_num_format(formats.date, "yyyy-mm-dd");
  format_set_num_format(formats.timestamp, "yyyy-mm-dd hh:mm:ss");

  Sheet cells(sheet, formats);
  const auto columns = std::min<std::size_t>(rows.columns.size(), LXW_COL_MAX);
  const auto lines = std::min<std::size_t>(rows.rows.size(), LXW_ROW_MAX - 1);
  for (std::size_t c = 0; c < columns; ++c) {
    const auto column = static_cast<lxw_col_t>(c);
    cells.text(0, column, rows.columns[c].name, formats.head);
    worksheet_set_column(sheet, column, column, width_of(rows, c), nullptr);
    for (std::size_t r = 0; r < lines; ++r) {
      cells.cell(static_cast<lxw_row_t>(r + 1), column, rows.rows[r][c], rows.columns[c].kind);
    }
  }
  worksheet_freeze_panes(sheet, 1, 0);
  const auto failed = workbook_close(book);
  if (failed != LXW_NO_ERROR) return cannot_write(lxw_strerror(failed));
  return file.content();
}

std::vector<std::string> export_formats() { return {"csv", "json", "xlsx", "parquet"}; }

std::vector<std::string> usable_formats() {
  auto names = export_formats();
  if (!duckdb::library()) names.pop_back();
  return names;
}

std::optional<ExportFormat> export_format(const std::string& name) {
  for (const auto format :
       {ExportFormat::kCsv, ExportFormat::kJson, ExportFormat::kXlsx, ExportFormat::kParquet}) {
    if (name_of(format) == name) return format;
  }
  return std::nullopt;
}

Reply export_reply(const Rows& rows, ExportFormat format, const std::string& name) {
  const auto file = name + "." + name_of(format);
  if (format == ExportFormat::kCsv) {
    return attachment(csv_text(rows), "text/csv; charset=utf-8", file);
  }
  if (format == ExportFormat::kJson) return attachment(json_text(rows), "application/json", file);
  const bool is_book = format == ExportFormat::kXlsx;
  auto bytes = is_book ? workbook_text(rows) : duckdb::parquet_text(rows);
  if (!bytes) return bytes.error();
  return attachment(*std::move(bytes),
                    is_book ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                            : "application/vnd.apache.parquet",
                    file);
}

}  // namespace askdb::web
