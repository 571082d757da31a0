#pragma once

/// What a query does, in words for the person who asked.

#include <string>
#include <vector>

#include "linguist/engine.hpp"

namespace askdb::linguist {

/// One sentence: "Count the orders whose status is 'open', per region, largest first."
std::string explanation_of(const Query& query, const SchemaIndex& schema);

/// One line for each thing that was taken for granted: where a value was found, which name a
/// word was read as, through what tables are joined.
std::vector<std::string> assumptions_of(const Question& question, const Candidate& candidate,
                                        const SchemaIndex& schema);

/// The question with each word that was mended as the database spells what it was read as.
std::string respelled(const Question& question, const SchemaIndex& schema);

}  // namespace askdb::linguist
