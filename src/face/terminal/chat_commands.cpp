#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "app/export.hpp"
#include "base/text.hpp"
#include "face/terminal/answer_view.hpp"
#include "face/terminal/chat.hpp"
#include "face/terminal/schema_view.hpp"
#include "face/terminal/table.hpp"

namespace askdb {

const std::vector<Chat::Command>& Chat::commands() {
  static const std::vector<Command> kCommands = {
      {"/help", "", "This list", &Chat::help},
      {"/databases", "", "What is connected", &Chat::databases},
      {"/show-schema", "[table]", "Tables, or the columns of one", &Chat::show_schema},
      {"/refresh-schema", "", "Read the schemas again", &Chat::refresh_schema},
      {"/sql", "", "The SQL behind the last answer", &Chat::show_sql},
      {"/explain", "", "How the last answer came about", &Chat::explain},
      {"/fresh", "[question]", "Ask again, without results that were kept", &Chat::ask_fresh},
      {"/export", "FILE", "Save the last result as .csv, .json or .md", &Chat::export_result},
      {"/tokens", "", "Tokens and price of this session, by stage", &Chat::tokens},
      {"/debug", "[on|off|smart]", "When to ask before running SQL", &Chat::debug},
      {"/exit", "", "Leave (/quit too)", &Chat::leave},
      {"/quit", "", "", &Chat::leave},
      {"/refresh-metadata", "", "", &Chat::needs_control_database},
      {"/refresh-semantics", "", "", &Chat::needs_control_database},
      {"/show-semantics", "", "", &Chat::needs_control_database},
      {"/review-suggestions", "", "", &Chat::needs_control_database},
      {"/explore", "", "", &Chat::needs_control_database},
  };
  return kCommands;
}

void Chat::help(const std::string&) {
  const Screen s = screen();
  say("  Type a question in your own words. Follow up with \"and in Vienna?\" or \"only "
      "2024\".\n\n");
  for (const auto& one : commands()) {
    if (one.help.empty()) continue;
    say("  " + padded(one.name + " " + one.arguments, 24) + s.in(Ink::kDim, one.help) + "\n");
  }
  say("\n  " +
      s.in(Ink::kDim, "Tab completes, arrows recall, Ctrl-C stops a question, Ctrl-D leaves.") +
      "\n");
}

void Chat::ask_fresh(const std::string& arguments) {
  if (!arguments.empty()) return ask(arguments, true);
  if (conversation_.last() == nullptr) {
    return say_line(Ink::kYellow, "There is no question yet. Write one behind /fresh.");
  }
  // A follow-up is asked in the words of the question that it stands for.
  const auto& understood = conversation_.last()->understood_as;
  ask(understood.empty() ? conversation_.last_question() : understood, true);
}

void Chat::debug(const std::string& arguments) {
  const auto word = to_lower(arguments);
  if (word.empty()) {
    // The order of the seed: off, smart, on, off.
    mode_ = mode_ == ApprovalMode::kOff     ? ApprovalMode::kSmart
            : mode_ == ApprovalMode::kSmart ? ApprovalMode::kOn
                                            : ApprovalMode::kOff;
  } else if (word == "on" || word == "true" || word == "1") {
    mode_ = ApprovalMode::kOn;
  } else if (word == "off" || word == "false" || word == "0") {
    mode_ = ApprovalMode::kOff;
  } else if (word == "smart") {
    mode_ = ApprovalMode::kSmart;
  } else {
    say_line(Ink::kYellow, "Debug mode is " + name_of(mode_) + ". Usage: /debug [on|off|smart]");
    return;
  }
  const auto threshold = app_.config().approval.confidence_threshold;
  const std::string what = mode_ == ApprovalMode::kOn ? "you are asked before every query"
                           : mode_ == ApprovalMode::kOff
                               ? "queries run without asking (checked and read-only always)"
                               : fmt::format(
                                     "you are asked unless the question's terms are "
                                     "defined and confidence is {} % or more",
                                     threshold);
  say_line(Ink::kPlain, "Debug mode: " + name_of(mode_) + " (" + what + ")");
}

void Chat::refresh_schema(const std::string&) {
  try {
    const auto done = foreground_.run(app_.catalog().refresh(""));
    if (!done) return say_line(Ink::kYellow, "Stopped.");
    if (!*done) return say_error(done->error());
    for (const auto& changes : **done) {
      say_line(changes.failure ? Ink::kRed : Ink::kPlain,
               one_line(changes.datasource + ": " + text_of(changes)));
    }
  } catch (const std::exception& failed) {
    return say_line(Ink::kRed, one_line(failed.what()));
  }
  load_catalogs();
}

void Chat::show_schema(const std::string& arguments) {
  if (arguments.empty()) {
    bool is_first = true;
    for (const auto& [name, entry] : names_.entries()) {
      if (!is_first) say("\n");
      is_first = false;
      say(tables_text(*entry->database, screen()));
    }
    return;
  }
  const auto found = names_.find(arguments);
  if (found.empty()) {
    const auto hint = names_.nearest_table(arguments);
    return say_line(Ink::kYellow, "Table \"" + one_line(arguments) + "\" not found." +
                                      (hint.empty() ? "" : " Did you mean \"" + hint + "\"?"));
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i > 0) say("\n");
    say(table_description(*found[i].database, *found[i].table, screen()));
  }
}

void Chat::show_sql(const std::string&) {
  const auto* last = conversation_.last();
  const auto text = last == nullptr ? std::string() : sql_text(*last, screen());
  if (text.empty()) return say_line(Ink::kDim, "No SQL was written yet. Ask a question first.");
  say(text);
}

void Chat::explain(const std::string&) {
  const auto* last = conversation_.last();
  if (last == nullptr) return say_line(Ink::kDim, "Nothing was asked yet.");
  const Screen s = screen();
  auto item = [&](const std::string& head, const std::string& text) {
    if (trim(text).empty()) return;
    const auto lines = wrapped(one_line(text), s.width > 16 ? s.width - 16 : 20);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      say("  " + s.in(Ink::kDim, padded(i == 0 ? head : "", 12)) + "  " + lines[i] + "\n");
    }
  };
  item("question", conversation_.last_question());
  if (last->validation) item("understood", last->validation->reasoning);
  if (last->decision) item("decided", last->decision->reasoning);
  if (last->plan) {
    item("plan", last->plan->summary);
    for (const auto& step : last->plan->steps) {
      if (last->plan->steps.size() > 1) {
        item("step " + std::to_string(step.step_number), step.description);
      }
    }
  }
  for (const auto& assumption : last->assumptions) item("assumed", assumption);
  for (const auto& note : last->notes) item("note", note);
  if (!last->not_understood.empty()) item("unclear", join(last->not_understood, ", "));
  for (const auto& step : last->steps) {
    std::string text = step.success ? counted(step.row_count, "row", "rows")
                                    : "failed: " + step.error.value_or("");
    text += fmt::format(" from {} in {}, {}", step.database, duration_text(step.elapsed_ms),
                        counted(step.attempts, "attempt", "attempts"));
    item("result", text);
  }
  item("confidence", name_of(last->confidence) + fmt::format(" ({} %)", percent(last->confidence)));
  item("engine", last->engine + ", " + duration_text(last->pipeline_time_ms));
  const auto sql = sql_text(*last, s);
  if (!sql.empty()) say("\n" + sql);
}

void Chat::export_result(const std::string& arguments) {
  const auto* last = conversation_.last();
  const auto* step = last == nullptr ? nullptr : main_step(*last);
  if (step == nullptr)
    return say_line(Ink::kDim, "There is no result to save. Ask a question first.");
  if (arguments.empty()) return say_line(Ink::kYellow, "Usage: /export FILE.csv, .json or .md");
  std::string path = arguments;
  const char* home = std::getenv("HOME");
  if (path.starts_with("~/") && home != nullptr) path = home + path.substr(1);
  const auto done = export_rows(step->rows, path);
  if (!done) return say_error(done.error());
  say_line(Ink::kPlain, "Saved " + row_count_text(step->rows) + " in " + path + ".");
}

void Chat::databases(const std::string&) {
  Rows rows;
  for (const auto* name : {"name", "kind", "tables", "about", "address"}) {
    rows.columns.push_back({.name = name, .kind = ValueKind::kText});
  }
  for (const auto& one : app_.config().datasources) {
    const auto found = names_.entries().find(one.name);
    Value tables;
    if (found != names_.entries().end()) {
      tables = static_cast<std::int64_t>(found->second->database->tables.size());
    }
    rows.rows.push_back({one.name, engine_display_name(one.type), std::move(tables),
                         one.description, one.display_url});
  }
  say(table_text(rows, screen()));
}

void Chat::tokens(const std::string&) {
  Rows rows;
  for (const auto* name : {"stage", "model", "calls", "in", "cached", "out", "time"}) {
    rows.columns.push_back({.name = name, .kind = ValueKind::kText});
  }
  rows.columns.push_back({.name = "price", .kind = ValueKind::kDecimal});
  TokenUsage total;
  for (const auto& [key, cost] : conversation_.costs()) {
    if (cost.tokens.calls == 0) continue;
    total += cost.tokens;
    const auto& used = cost.tokens;
    rows.rows.push_back(
        {name_of(key.first), key.second, used.calls, used.input_tokens + used.cache_write_tokens,
         used.cache_read_tokens, used.output_tokens, duration_text(cost.elapsed_ms),
         used.is_price_known ? Value(fmt::format("{:.4f}", used.price_usd)) : Value()});
  }
  if (rows.rows.empty()) return say_line(Ink::kDim, "No model was asked yet: no tokens were used.");
  say(table_text(rows, screen()));
  say("\n");
  say_line(Ink::kPlain,
           fmt::format("{} in, {} cached, {} out in {}: {}",
                       counted(total.input_tokens + total.cache_write_tokens, "token", "tokens"),
                       with_thousands(std::to_string(total.cache_read_tokens)),
                       with_thousands(std::to_string(total.output_tokens)),
                       counted(total.calls, "call", "calls"),
                       total.is_price_known ? fmt::format("${:.4f}", total.price_usd)
                                            : "the price is not known for every model"));
}

void Chat::leave(const std::string&) { is_leaving_ = true; }

void Chat::needs_control_database(const std::string&) {
  say_line(Ink::kYellow,
           "Control database not configured. Set CONTROL_DB_URL to use semantics and learning.");
}

}  // namespace askdb
