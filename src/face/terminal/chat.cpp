#include "face/terminal/chat.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "app/starters.hpp"
#include "base/text.hpp"
#include "face/terminal/answer_view.hpp"
#include "face/terminal/approval_prompt.hpp"
#include "face/terminal/exit_code.hpp"

namespace askdb {
namespace {

/// Rows of a table in the chat; /export has them all.
constexpr std::size_t kShownRows = 30;
constexpr std::size_t kStarterQuestions = 6;

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

}  // namespace

Chat::Chat(App& app, Foreground& foreground, LineEditor& editor)
    : app_(app), foreground_(foreground), editor_(editor), mode_(app.config().approval.mode) {
  editor_.set_completer([this](const std::string& text) { return complete(text); });
}

void Chat::say(std::string_view text) { print(text); }

void Chat::say_line(Ink ink, const std::string& text) {
  for (const auto& line : wrapped(text, screen().width - 2)) {
    say("  " + screen().in(ink, line) + "\n");
  }
}

void Chat::say_error(const Error& error) {
  say_line(Ink::kRed, error.message);
  if (!error.next_step.empty()) say_line(Ink::kPlain, error.next_step);
}

Screen Chat::screen() const { return screen_of(STDOUT_FILENO); }

std::string Chat::engine_text() const {
  const auto& llm = app_.config().llm;
  if (app_.engine() == "offline") return "offline, no model";
  std::string text = app_.engine();
  if (llm.developer) text += " with " + llm.developer->model;
  return text + ", " + name_of(llm.profile);
}

void Chat::load_catalogs() {
  const auto& sources = app_.datasources().all();
  using Loaded = Result<std::shared_ptr<const CatalogEntry>>;
  std::vector<Task<Loaded>> loads;
  for (const auto& source : sources) loads.push_back(app_.catalog().entry(source->name()));
  std::size_t left = sources.size();
  bool is_drawn = false;
  auto clear = [&] {
    if (is_drawn) say("\r\x1b[K");
    is_drawn = false;
  };
  std::function<void()> tick = [&] {
    is_drawn = true;
    const auto databases = counted(static_cast<long long>(left), "database", "databases");
    say("\r\x1b[K  " + screen().in(Ink::kDim, "Reading the schema of " + databases + " …"));
  };
  if (!screen().is_terminal) tick = nullptr;
  foreground_.run_all<Loaded>(
      std::move(loads),
      [&](std::size_t i, Foreground::Ended<Loaded> end) {
        --left;
        const auto name = sources[i]->name();
        if (end.value && *end.value) return names_.set(name, **end.value);
        clear();
        if (end.value) return say_failed_source(name, end.value->error());
        say_line(Ink::kYellow, "✗ " + one_line(name) + ": not read.");
      },
      tick);
  clear();
}

void Chat::say_failed_source(const std::string& name, const Error& error) {
  say_line(Ink::kRed, "✗ " + one_line(name) + ": " + error.message);
  if (!error.next_step.empty()) say_line(Ink::kPlain, "  " + error.next_step);
}

void Chat::greet() {
  const Screen s = screen();
  say("\n  " + s.in(Ink::kBold, "askdb") + s.in(Ink::kDim, "  answers questions about databases") +
      "\n\n");
  load_catalogs();
  std::size_t names = 0;
  for (const auto& one : app_.config().datasources) {
    names = std::max(names, display_width(one_line(one.name)));
  }
  for (const auto& one : app_.config().datasources) {
    const auto found = names_.entries().find(one.name);
    if (found == names_.entries().end()) continue;
    const auto& database = *found->second->database;
    const auto tables = counted(static_cast<long long>(database.tables.size()), "table", "tables");
    std::string about = one.short_description.empty() ? one.description : one.short_description;
    if (about.empty()) about = database.comment;
    if (about.empty()) about = one.display_url;
    say("  " + s.in(Ink::kGreen, "●") + " " + padded(one_line(one.name), names) + "  " +
        s.in(Ink::kDim, fitted(std::string(display_name(database.dialect)) + ", " + tables + "  " +
                                   one_line(about),
                               s.width - std::min(s.width, names + 7))) +
        "\n");
  }
  say("\n  " + s.in(Ink::kDim, "engine  " + engine_text()) + "\n");
  say("  " +
      s.in(Ink::kDim, fmt::format("debug   {}, threshold {} %", name_of(mode_),
                                  app_.config().approval.confidence_threshold)) +
      "\n");
  const auto starters =
      starter_questions(names_.entries(), kStarterQuestions, app_.config().knowledge_folder);
  if (!starters.empty()) say("\n  Try\n");
  for (const auto& starter : starters) {
    say("    " + s.in(Ink::kBlue, fitted(one_line(starter.question), s.width - 4)) + "\n");
  }
  say("\n  " + s.in(Ink::kDim, "/help lists the commands, Ctrl-D leaves.") + "\n");
}

int Chat::run() {
  const bool is_interactive = editor_.is_interactive();
  if (is_interactive) {
    greet();
  } else {
    load_catalogs();
  }
  while (!is_leaving_) {
    if (is_interactive) say("\n");
    const auto line = editor_.read("> ");
    if (line.end == LineEnd::kEnd) break;
    if (line.end == LineEnd::kCancelled) {
      if (!is_interactive) return kExitCancelled;
      say("  " + screen().in(Ink::kDim, "Ctrl-D or /exit leaves.") + "\n");
      continue;
    }
    const std::string text(trim(line.text));
    if (text.empty()) continue;
    if (!is_interactive) say("> " + one_line(text) + "\n");
    handle(text);
    if (!is_interactive) say("\n");
    if (foreground_.interrupts().is_terminating()) break;
  }
  return foreground_.interrupts().is_terminating() ? kExitTerminated : kExitAnswered;
}

void Chat::handle(const std::string& line) {
  if (line[0] == '/') return command(line);
  if (iequals(line, "exit") || iequals(line, "quit")) return leave("");
  if (iequals(line, "help") || line == "?") return help("");
  ask(line);
}

void Chat::command(const std::string& line) {
  const auto blank = line.find(' ');
  const auto name = to_lower(line.substr(0, blank));
  const auto arguments =
      blank == std::string::npos ? std::string() : std::string(trim(line.substr(blank)));
  std::vector<std::string> known;
  for (const auto& one : commands()) {
    if (one.name == name) return (this->*one.run)(arguments);
    known.push_back(one.name);
  }
  const auto hint = nearest(name, known);
  say_line(Ink::kYellow, "There is no command " + one_line(name) + "." +
                             (hint.empty() ? "" : " Did you mean " + hint + "?"));
  if (hint.empty()) say_line(Ink::kDim, "/help lists the commands.");
}

void Chat::ask(const std::string& text, bool is_fresh) {
  Question question;
  question.text = text;
  question.is_fresh = is_fresh;
  question.history = conversation_.turns();
  // Nobody can be asked when the questions come from a file; the guard stands in any case.
  question.approval = editor_.is_interactive() ? mode_ : ApprovalMode::kOff;
  const Screen s = screen();
  QuestionView view({.screen = s,
                     .write = print,
                     .progress_screen = s,
                     .write_progress = print,
                     .shows_progress = s.is_terminal,
                     .max_rows = kShownRows},
                    app_.clock());
  if (editor_.is_interactive()) say("\n");
  QuestionHooks hooks;
  hooks.on_event = [&](const Event& event) {
    conversation_.on(event);
    view.on(event);
  };
  hooks.on_tick = [&] { view.tick(); };
  long long waited_ms = 0;
  if (editor_.is_interactive()) {
    hooks.on_approval = [&](const ApprovalRequest& request) {
      view.clear_progress();
      const auto asked = app_.clock().instant();
      auto answer = ask_approval(request, editor_, screen(), print);
      waited_ms += elapsed_since(app_.clock(), asked).count();
      say("\n");
      return answer;
    };
  }
  auto answer = ask_question(foreground_, app_.orchestrator(), std::move(question), hooks);
  view.clear_progress();
  if (!answer) return say_line(Ink::kYellow, "Stopped.");
  // The time a person thinks is not askdb's.
  answer->pipeline_time_ms = std::max<std::int64_t>(0, answer->pipeline_time_ms - waited_ms);
  conversation_.add(text, *answer);
  view.show(*answer);
  view.show_notes(*answer, print, s);
}

Completions Chat::complete(const std::string& text) const {
  const auto blank = text.find_last_of(" \t,.(\"");
  const std::string word = blank == std::string::npos ? text : text.substr(blank + 1);
  Completions found{.replaced = word.size(), .words = {}};
  if (text.starts_with('/') && blank == std::string::npos) {
    for (const auto& one : commands()) {
      const bool is_listed = !one.help.empty();
      if (is_listed && one.name.starts_with(to_lower(text))) found.words.push_back(one.name);
    }
  } else if (text.starts_with("/show-schema ")) {
    found.words = names_.tables(word);
  } else if (text.starts_with("/debug ")) {
    for (const std::string mode : {"off", "on", "smart"}) {
      if (mode.starts_with(to_lower(word))) found.words.push_back(mode);
    }
  } else if (!word.empty()) {
    found.words = names_.all(word);
  }
  return found;
}

}  // namespace askdb
