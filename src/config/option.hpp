#pragma once

/// One setting: where it is written, what it may be, what it means. The loader, its messages and
/// docs/configuration.md all come from this description.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/draft.hpp"

namespace askdb::config {

struct Option {
  std::string key;       ///< In askdb.yaml: "limits.max_rows". Empty: only a variable.
  std::string variable;  ///< In the environment: "MAX_ROWS". Empty: only a key.
  std::string kind;      ///< What it may be, for people: "a whole number from 1 to 100000".
  std::string fallback;  ///< Its value when nobody says anything.
  std::string meaning;
  bool is_number = false;
  bool is_path = false;  ///< Taken relative to the file that says it.
  /// Puts `text` into the draft. False: it is not what `kind` says.
  std::function<bool(Draft&, const std::string& text)> apply;
};

/// Adds the seeds' variables that name databases.
void add_databases(std::vector<Option>& list);

/// Every option, in the order of the documentation.
const std::vector<Option>& options();

/// Null when there is none.
const Option* option_by_key(std::string_view key);
const Option* option_by_variable(std::string_view variable);

}  // namespace askdb::config
