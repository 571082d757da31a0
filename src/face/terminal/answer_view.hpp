#pragma once

/// What stands below an answer's text: the table, the SQL, and how far to trust it.

#include <string>

#include "agent/event.hpp"
#include "face/terminal/screen.hpp"

namespace askdb {

/// The rows the answer speaks about: those of the last step that has some. Null: none.
const StepExecutionResult* main_step(const Answer& answer);
/// The result says more than the sentence does: more than one value.
bool is_worth_a_table(const Rows& rows);
/// The text holds every cell of a small result, so that a table would only repeat it.
bool tells_all(std::string_view text, const Rows& rows);

/// The SQL of all steps, indented and dim, each under its database when there are several.
std::string sql_text(const Answer& answer, const Screen& screen);

/// Assumptions, notes, what was not understood, what could not be traced, suggestions.
std::string notes_text(const Answer& answer, const Screen& screen);

/// "5 rows · accounts_db · 14 ms · high confidence · offline".
std::string footer_text(const Answer& answer, const Screen& screen);

}  // namespace askdb
