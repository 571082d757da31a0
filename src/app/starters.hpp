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
  std::string database;
};
BOOST_DESCRIBE_STRUCT(Starter, (), (question, database))

/// Up to `count` questions that the databases can answer, taken from each in turn. Reads every
/// schema: some milliseconds for each.
std::vector<Starter> starter_questions(
    const std::map<std::string, std::shared_ptr<const CatalogEntry>>& entries, std::size_t count);

}  // namespace askdb
