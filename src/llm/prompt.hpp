#pragma once

/// Prompt templates: YAML with `${variables}`, checked when they are loaded.
///
/// The templates in `prompts/` are compiled into the program; a file of the same name in a folder
/// of the user's replaces one. The code that uses a prompt declares its variables, so a misspelt or
/// forgotten variable is an error at start and never reaches a model.
///
///   name: generate_sql
///   description: Writes the SQL of one step.
///   model: developer              # weak, planning or developer
///   temperature: 0.3
///   structured_output: SqlGenerationResult
///   system_prompt: |              # stays the same between questions: cached by the provider
///     You write ${dialect} ...
///   user_prompt: |
///     ${question}
///
/// `$${` writes a literal `${`. Values are put in as they are and never searched for variables.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "llm/model.hpp"

namespace askdb {

/// What the code knows of a prompt: its name and what it will fill in.
struct PromptSpec {
  std::string name;
  std::vector<std::string> variables;           ///< Each must appear in the template.
  std::vector<std::string> optional_variables;  ///< May appear.
};

/// Text with variables, taken apart once.
class TemplateText {
 public:
  /// Fails with kConfig on `${` without `}`, or a name that is not letters, digits and `_`.
  static Result<TemplateText> parse(std::string_view text);

  const std::vector<std::string>& variables() const { return variables_; }
  /// Every variable must be in `values`. Linear in the size of the result.
  std::string fill(const std::map<std::string, std::string>& values) const;

 private:
  struct Piece {
    std::string text;  ///< Literal text, or a variable's name.
    bool is_variable = false;
  };
  std::vector<Piece> pieces_;
  std::vector<std::string> variables_;
};

class Prompt {
 public:
  const std::string& name() const { return name_; }
  const std::string& description() const { return description_; }
  Tier tier() const { return tier_; }
  double temperature() const { return temperature_; }
  /// The type of the answer, for people: "QueryPlan". Empty: plain text.
  const std::string& structured_output() const { return structured_output_; }

  /// The request with system text, one user message and temperature. `values` must hold every
  /// declared variable and none else.
  ModelRequest fill(const std::map<std::string, std::string>& values) const;

  /// Parses a template. `source` is its name in messages: "prompts/plan.yaml".
  /// Fails with kConfig, naming source, line and what to write instead.
  static Result<Prompt> parse(const PromptSpec& spec, std::string_view yaml,
                              const std::string& source);

 private:
  std::string name_;
  std::string description_;
  Tier tier_ = Tier::kDeveloper;
  double temperature_ = 0.3;
  std::string structured_output_;
  TemplateText system_;
  TemplateText user_;
  PromptSpec spec_;
};

/// All prompts of the program. Immutable once loaded; may be read by many threads.
class PromptLibrary {
 public:
  /// Loads every prompt of `specs`: from `folder`/<name>.yaml if that file exists, else the one
  /// built in. Every file of the folder must be one of the prompts. Fails with kConfig.
  static Result<PromptLibrary> load(const std::vector<PromptSpec>& specs,
                                    const std::string& folder = {});

  /// The prompt must be one of those that were loaded.
  const Prompt& get(std::string_view name) const;

 private:
  std::map<std::string, Prompt, std::less<>> prompts_;
};

}  // namespace askdb
