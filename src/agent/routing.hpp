#pragma once

/// Which of several databases a question is for, once it has been translated in each of them.

#include <string>
#include <vector>

#include "agent/roles.hpp"
#include "agent/schema_context.hpp"
#include "linguist/linguist.hpp"

namespace askdb {

/// The question in one database.
struct Route {
  std::size_t database = 0;  ///< Index into `SchemaContext::databases`.
  Translation translation;
  std::vector<std::string> starters;
};

/// Where a conversation is, when the question continues it.
struct Continued {
  std::string database;  ///< That of the turn before; empty when the question stands alone.
  /// How well each database explains the words of the follow-up alone, by name.
  std::vector<std::pair<std::string, double>> own_scores;
};

/// Whether the conversation stays in its database, or another one explains clearly more of the
/// follow-up's own words.
bool stays(const Continued& continued);

/// The index of the best of `routes` (there is one at least): a translation that can be run beats
/// none, then counts how much of the question the database's names explain, how many words nothing
/// explains, and how sure the translation is. A follow-up that stays prefers its database.
std::size_t best_route(const std::vector<Route>& routes, const SchemaContext& schema,
                       const Continued& continued);

/// How sure an answer may be called. A word that was not understood leaves it at medium at most.
Confidence confidence_of(const Translation& translation);

}  // namespace askdb
