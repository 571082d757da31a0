#pragma once

/// Questions to offer: for a start, and when a question could not be answered.

#include <string>
#include <vector>

#include "linguist/engine.hpp"

namespace askdb::linguist {

/// Questions over the database's main tables, each of which the engine answers.
std::vector<std::string> starter_questions(const Engine& engine, std::size_t count);

/// A question about the first thing of the schema that `question` names, or empty.
std::string nearest_question(const Question& question, const SchemaIndex& schema);

}  // namespace askdb::linguist
