#include "face/terminal/approval_prompt.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.hpp"

namespace askdb {
namespace {

void add_list(std::string& out, const Screen& screen, Ink ink, const std::string& head,
              const std::vector<std::string>& items) {
  bool is_first = true;
  for (const auto& item : items) {
    const std::size_t hang = 4 + display_width(head);
    const auto lines = wrapped(one_line(item), screen.width > hang ? screen.width - hang : 20);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      out += "  " + screen.in(ink, padded(is_first ? head : "", display_width(head))) + "  " +
             lines[i] + "\n";
      is_first = false;
    }
  }
}

/// Opens `sql` in $VISUAL or $EDITOR. Nothing: there is none, or it failed.
std::optional<std::string> edited_elsewhere(const std::string& sql) {
  const char* editor = std::getenv("VISUAL");
  if (editor == nullptr || *editor == '\0') editor = std::getenv("EDITOR");
  if (editor == nullptr || *editor == '\0') return std::nullopt;
  std::string path = std::filesystem::temp_directory_path() / "askdb-XXXXXX.sql";
  const int file = mkstemps(path.data(), 4);
  if (file < 0) return std::nullopt;
  close(file);
  std::ofstream(path) << sql << "\n";
  // The editor's own words are a command line, as everywhere; the path is ours and has no blanks.
  const int status = std::system((std::string(editor) + " '" + path + "'").c_str());
  std::ifstream in(path);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  std::error_code failed;
  std::filesystem::remove(path, failed);
  if (status != 0) return std::nullopt;
  return std::string(trim(text));
}

/// On one line, as line editing needs it. Nothing when a comment forbids that.
std::optional<std::string> on_one_line(const std::string& sql) {
  if (sql.find('\n') != std::string::npos && sql.find("--") != std::string::npos) {
    return std::nullopt;
  }
  return one_line(sql);
}

std::optional<ApprovalAnswer> edit(const ApprovalRequest& request, LineEditor& editor,
                                   const Screen& screen, const Write& write) {
  std::optional<std::string> sql;
  if (editor.is_interactive()) sql = edited_elsewhere(request.sql);
  if (!sql) {
    const auto flat = on_one_line(request.sql);
    if (!flat) {
      write("  " + screen.in(Ink::kDim, "(write the whole statement on one line)") + "\n");
    }
    const auto line = editor.ask("  SQL> ", flat.value_or(""));
    if (line.end != LineEnd::kLine) return std::nullopt;
    sql = std::string(trim(line.text));
  }
  if (sql->empty()) return ApprovalAnswer{.action = ApprovalAction::kReject};
  return ApprovalAnswer{.action = ApprovalAction::kEdit, .sql = *sql, .feedback = {}};
}

}  // namespace

std::string approval_text(const ApprovalRequest& request, const Screen& screen) {
  std::string out;
  const auto sql = without_controls(replace_all(request.sql, "\r\n", "\n"));
  for (const auto& line : wrapped(trim(sql), screen.width - 2)) out += "  " + line + "\n";
  out += "\n";
  add_list(out, screen, Ink::kYellow, "Why ask", request.reasons);
  add_list(out, screen, Ink::kGreen, "Fact   ", request.facts);
  add_list(out, screen, Ink::kDim, "Assumed", request.assumptions);
  add_list(out, screen, Ink::kYellow, "Unknown", request.unknowns);
  std::string estimate = fmt::format("confidence {} %", request.confidence_percent);
  if (!request.database.empty()) estimate = one_line(request.database) + " · " + estimate;
  if (request.estimated_rows) {
    estimate +=
        " · about " + counted(static_cast<long long>(*request.estimated_rows), "row", "rows");
  }
  return out + "  " + screen.in(Ink::kDim, estimate) + "\n";
}

std::optional<ApprovalAnswer> ask_approval(const ApprovalRequest& request, LineEditor& editor,
                                           const Screen& screen, const Write& write) {
  write(approval_text(request, screen));
  for (;;) {
    const auto line = editor.ask("  Execute this query? (y/n/edit) ", "");
    if (line.end != LineEnd::kLine) return std::nullopt;
    const auto word = to_lower(trim(line.text));
    if (word == "y" || word == "yes") return ApprovalAnswer{.action = ApprovalAction::kApprove};
    if (word == "n" || word == "no") return ApprovalAnswer{.action = ApprovalAction::kReject};
    if (word == "e" || word == "edit") return edit(request, editor, screen, write);
    write("  " + screen.in(Ink::kDim, "Please type y (run it), n (do not), or edit.") + "\n");
  }
}

}  // namespace askdb
