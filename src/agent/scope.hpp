#pragma once

/// What a question's words choose: the database or the subject area that they name.

#include <string>
#include <vector>

#include "agent/reasoner.hpp"

namespace askdb {

struct Scope {
  std::string question;  ///< Without the words that only choose.
  std::string database;  ///< Empty: none was chosen.
  std::string area;      ///< Empty: none was chosen.
};

/// Reads "… in shop_db", "… in the sales database", "… (area: billing)", "… in the billing area".
/// A plain word that is a database's name ("loans") counts only beside the word "database": it may
/// as well mean what the database holds. A question that is nothing but a database's or an area's
/// name chooses it for the question before, as after "Which database do you mean?".
Scope scope_of(const std::string& question, const std::vector<Turn>& history,
               const std::vector<std::string>& databases, const std::vector<std::string>& areas);

/// The question with the database named, so that `scope_of` finds it: what a clarification offers.
std::string asked_of(const std::string& question, const std::string& database);

}  // namespace askdb
