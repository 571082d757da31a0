#pragma once

/// Questions for an empty conversation.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace askdb {

struct Starter {
  std::string question;
  std::string database;  ///< "a + b" for several; empty when nobody said which.
};
BOOST_DESCRIBE_STRUCT(Starter, (), (question, database))

/// Up to `count` questions: first those of `starter_questions.txt` in the knowledge folder (one on
/// a line; may be missing), then ones that the databases can answer, of several together and of
/// each alone in turn. Reads every schema: some milliseconds for each.
std::vector<Starter> starter_questions(
    const std::map<std::string, std::shared_ptr<const CatalogEntry>>& entries, std::size_t count,
    const std::string& knowledge_folder);

}  // namespace askdb
