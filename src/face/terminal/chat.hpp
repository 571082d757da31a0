#pragma once

/// The interactive session: questions, commands that begin with /, answers.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/app.hpp"
#include "face/terminal/ask_question.hpp"
#include "face/terminal/conversation.hpp"
#include "face/terminal/line_editor.hpp"
#include "face/terminal/names.hpp"
#include "face/terminal/question_view.hpp"
#include "face/terminal/screen.hpp"

namespace askdb {

class Chat {
 public:
  /// All outlive it. Prints to standard output.
  Chat(App& app, Foreground& foreground, LineEditor& editor);

  /// Until /exit, Ctrl-D, the end of input, or SIGTERM. The program's exit code.
  int run();

  /// One command of the chat. `run` gets what follows the command's name.
  struct Command {
    std::string name;       ///< "/debug"
    std::string arguments;  ///< "[on|off|smart]"
    std::string help;
    void (Chat::*run)(const std::string& arguments);
  };
  static const std::vector<Command>& commands();

 private:
  void greet();
  void load_catalogs();
  void handle(const std::string& line);
  void command(const std::string& line);
  void ask(const std::string& question, bool is_fresh = false);
  Completions complete(const std::string& text) const;

  // chat_commands.cpp
  void help(const std::string& arguments);
  void debug(const std::string& arguments);
  void refresh_schema(const std::string& arguments);
  void show_schema(const std::string& arguments);
  void show_sql(const std::string& arguments);
  void explain(const std::string& arguments);
  void ask_fresh(const std::string& arguments);
  void export_result(const std::string& arguments);
  void databases(const std::string& arguments);
  void tokens(const std::string& arguments);
  void leave(const std::string& arguments);
  void needs_control_database(const std::string& arguments);

  void say(std::string_view text);
  void say_line(Ink ink, const std::string& text);
  void say_error(const Error& error);
  void say_failed_source(const std::string& name, const Error& error);
  Screen screen() const;
  std::string engine_text() const;

  App& app_;
  Foreground& foreground_;
  LineEditor& editor_;
  Conversation conversation_;
  Names names_;
  ApprovalMode mode_;
  bool is_leaving_ = false;
};

}  // namespace askdb
