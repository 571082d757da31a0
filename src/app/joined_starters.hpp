#pragma once

/// Questions over several databases, for an empty conversation.

#include <memory>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace askdb {

struct JoinedQuestion {
  std::string question;
  std::vector<std::string> databases;  ///< That it reads, at least two.
};

/// Up to `count` questions that need several of the databases, made from the keys that lead from
/// one to another; each is one that the engine without a model answers. None for databases that
/// share no keys, or too many tables.
std::vector<JoinedQuestion> joined_starters(
    const std::vector<std::shared_ptr<const CatalogEntry>>& entries, std::size_t count);

}  // namespace askdb
