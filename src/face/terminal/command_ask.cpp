#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>

#include "app/export.hpp"
#include "base/text.hpp"
#include "face/terminal/answer_view.hpp"
#include "face/terminal/approval_prompt.hpp"
#include "face/terminal/ask_question.hpp"
#include "face/terminal/command_line.hpp"
#include "face/terminal/commands.hpp"
#include "face/terminal/conversation.hpp"
#include "face/terminal/exit_code.hpp"
#include "face/terminal/question_view.hpp"

namespace askdb {
namespace {

struct AskOptions {
  CommonOptions common;
  std::vector<std::string> words;
  std::string format = "table";
  std::string approval = "off";
  std::string area;
  std::size_t limit = 0;
  bool shows_sql = false;
  bool is_fresh = false;
  bool is_quiet = false;
};

constexpr const char* kFooter = R"(
Exit codes:
  0    answered
  1    something broke
  2    wrong usage or configuration
  3    not understood, not about the data, or more must be known first
  4    refused by the guard or the database, or a person would have to approve it
  5    a database failed
  130  stopped with Ctrl-C
Several questions (from "-") end with the code of the last one that was not answered.

Examples:
  askdb ask -d shop.sqlite "How many orders came in last month?"
  askdb ask -d postgresql://reader@localhost/shop --format csv "Top 5 customers" > top.csv
  askdb ask --format json - < questions.txt)";

/// One answer as one line of JSON.
std::string json_line(const std::string& question, const Answer& answer) {
  json::object out{{"question", question}};
  out["outcome"] = name_of(answer.outcome);
  out["answer"] = answer.text;
  out["confidence"] = name_of(answer.confidence);
  const auto* step = main_step(answer);
  if (step != nullptr) {
    out["database"] = step->database;
    out["sql"] = step->sql.value_or("");
    out["rows"] = json_objects(step->rows);
    out["truncated"] = step->rows.is_truncated;
  }
  out["assumptions"] = to_json(answer.assumptions);
  out["notes"] = to_json(answer.notes);
  out["not_understood"] = to_json(answer.not_understood);
  out["suggestions"] = to_json(answer.suggestions);
  json::array untraced;
  for (const auto& one : answer.ungrounded) untraced.emplace_back(one.text);
  out["not_found_in_data"] = std::move(untraced);
  out["engine"] = answer.engine;
  out["milliseconds"] = answer.pipeline_time_ms;
  out["tokens"] = to_json(answer.tokens);
  if (answer.fault) out["fault"] = *answer.fault;
  if (answer.next_step) out["next_step"] = *answer.next_step;
  return json::serialize(out) + "\n";
}

/// Asks one or many questions, as the options say.
class Asker {
 public:
  Asker(App& app, const AskOptions& options, Interrupts& interrupts)
      : app_(app),
        options_(options),
        foreground_(app.io(), interrupts),
        editor_(interrupts, ""),
        out_(screen_of(STDOUT_FILENO)),
        err_(screen_of(STDERR_FILENO)) {}

  /// The exit code of one question.
  int ask(const std::string& text) {
    Question question;
    question.text = text;
    question.history = conversation_.turns();
    question.area = options_.area;
    question.approval = options_.approval == "on"      ? ApprovalMode::kOn
                        : options_.approval == "smart" ? ApprovalMode::kSmart
                                                       : ApprovalMode::kOff;
    question.is_fresh = options_.is_fresh;
    const bool is_text = options_.format == "table" || options_.format == "markdown";
    QuestionView view({.screen = out_,
                       .write = [](std::string_view piece) { print(stdout, piece); },
                       .progress_screen = err_,
                       .write_progress = [](std::string_view piece) { print(stderr, piece); },
                       .is_streaming = options_.format == "table" && out_.is_terminal,
                       .shows_progress = !options_.is_quiet,
                       .shows_sql = options_.shows_sql},
                      app_.clock());
    QuestionHooks hooks;
    hooks.on_event = [&](const Event& event) { view.on(event); };
    if (err_.is_terminal && !options_.is_quiet) hooks.on_tick = [&] { view.tick(); };
    if (editor_.is_interactive()) {
      hooks.on_approval = [&](const ApprovalRequest& request) {
        view.clear_progress();
        return ask_approval(request, editor_, out_,
                            [](std::string_view piece) { print(stdout, piece); });
      };
    }
    const auto answer = ask_question(foreground_, app_.orchestrator(), std::move(question), hooks);
    view.clear_progress();
    if (!answer) {
      print(stderr, "Stopped.\n");
      return foreground_.interrupts().is_terminating() ? kExitTerminated : kExitCancelled;
    }
    conversation_.add(text, *answer);
    const int code = exit_code_of(*answer);
    if (options_.format == "json") {
      print(stdout, json_line(text, *answer));
      return code;
    }
    if (code != kExitAnswered) {
      show_failure(*answer, view);
    } else if (is_text && options_.format == "table") {
      view.show(*answer);
    } else {
      show_rows(*answer);
    }
    if (!options_.is_quiet) {
      view.show_notes(
          *answer, [](std::string_view piece) { print(stderr, piece); }, err_);
    }
    return code;
  }

 private:
  static void print(std::FILE* file, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), file);
    std::fflush(file);
  }

  /// What is no answer goes to standard error: scripts read answers from standard output.
  void show_failure(const Answer& answer, QuestionView& view) {
    if (out_.is_terminal) return view.show(answer);
    for (const auto& line : wrapped(answer.text, err_.width)) print(stderr, line + "\n");
  }

  void show_rows(const Answer& answer) {
    const auto* step = main_step(answer);
    std::string text;
    if (options_.format == "csv" && step != nullptr) text = csv_text(step->rows);
    if (options_.format == "markdown") {
      text = answer.text + "\n";
      if (step != nullptr && is_worth_a_table(step->rows)) {
        text += "\n" + markdown_text(step->rows);
      }
      if (options_.shows_sql && step != nullptr && step->sql) {
        text += "\n```sql\n" + std::string(trim(*step->sql)) + "\n```\n";
      }
    }
    // Files and pipes get the bytes as they are; a terminal must not obey them.
    print(stdout, out_.is_terminal ? without_controls(text) : text);
  }

  App& app_;
  const AskOptions& options_;
  Foreground foreground_;
  LineEditor editor_;
  Screen out_;
  Screen err_;
  Conversation conversation_;
};

/// Questions from standard input, one per line; blank lines and # comments are left out.
int ask_all(Asker& asker, std::istream& in, const Interrupts& interrupts) {
  int code = kExitAnswered;
  bool is_first = true;
  for (std::string line; std::getline(in, line) && !interrupts.is_terminating();) {
    const std::string question(trim(line));
    if (question.empty() || question[0] == '#') continue;
    if (!is_first) std::cout << std::endl;
    is_first = false;
    const int one = asker.ask(question);
    if (one != kExitAnswered) code = one;
    if (one == kExitCancelled || one == kExitTerminated) break;
  }
  return code;
}

int ask(const CLI::App& app, const AskOptions& options) {
  auto config = configured(app, options.common);
  if (!config) return print_error(config.error());
  if (config->datasources.empty()) return print_error(no_datasource());
  if (options.limit > 0) config->limits.max_rows = options.limit;
  Interrupts interrupts;
  auto built = [&] {
    const SignalsBlocked blocked;
    return App::build(*std::move(config), environment_variables());
  }();
  if (!built) return print_error(built.error());
  Asker asker(**built, options, interrupts);
  const bool is_many = options.words.size() == 1 && options.words[0] == "-";
  if (is_many) return ask_all(asker, std::cin, interrupts);
  return asker.ask(join(options.words, " "));
}

}  // namespace

void add_ask_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<AskOptions>();
  auto* command = app.add_subcommand("ask", "Ask one question and print the answer");
  command->footer(kFooter);
  command
      ->add_option("question", options->words,
                   "The question, in your own words; \"-\" reads one per line from standard input")
      ->required();
  add_common_options(*command, options->common);
  command
      ->add_option("--format", options->format, "table, json (one line per answer), csv, markdown")
      ->type_name("FORMAT")
      ->capture_default_str()
      ->check(CLI::IsMember({"table", "json", "csv", "markdown"}));
  command
      ->add_option("--approval", options->approval,
                   "Ask before SQL runs: on, off, or smart (unless it is sure)")
      ->type_name("MODE")
      ->capture_default_str()
      ->check(CLI::IsMember({"on", "off", "smart"}));
  command->add_option("--limit", options->limit, "Rows at most (MAX_ROWS)")
      ->type_name("ROWS")
      ->check(CLI::Range(1, 1'000'000));
  command
      ->add_option("--area", options->area,
                   "Only the tables of this subject area of the knowledge folder")
      ->type_name("NAME");
  command->add_flag("--sql", options->shows_sql, "Show the SQL too");
  command->add_flag("--fresh", options->is_fresh,
                    "Do not use results that were kept (see `cache` in the configuration)");
  command->add_flag("-q,--quiet", options->is_quiet, "Only the answer: no progress, no notes");
  command->callback([&app, &exit_code, options] { exit_code = ask(app, *options); });
}

}  // namespace askdb
