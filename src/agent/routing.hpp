#pragma once

/// Which of several databases a question is for, once it has been translated in each of them.

#include <string>
#include <vector>

#include "agent/reasoner.hpp"
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

/// The databases worth a translation, the one that is continued first.
std::vector<std::size_t> tried(const SchemaContext& schema, const Continued& continued);

/// Whether no database after `index` comes near it.
bool is_alone(const SchemaContext& schema, const Continued& continued, std::size_t index);

/// Whether the conversation stays in its database, or another one explains clearly more of the
/// follow-up's own words.
bool stays(const Continued& continued);

/// The index of the best of `routes` (there is one at least): a translation that can be run beats
/// none, then counts how much of the question the database's names explain, how many words nothing
/// explains, and how sure the translation is. A follow-up that stays prefers its database.
std::size_t best_route(const std::vector<Route>& routes, const SchemaContext& schema,
                       const Continued& continued);

/// The routes that explain the question about as well as the best one, it included, in databases
/// that hold other data; empty when there is one best. A question that continues a conversation is
/// never ambiguous.
std::vector<std::size_t> equal_routes(const std::vector<Route>& routes, const SchemaContext& schema,
                                      const Continued& continued, std::size_t best);

/// Of `equal`, the one whose database the conversation used last; `routes.size()` when none or
/// several were.
std::size_t used_before(const std::vector<std::size_t>& equal, const std::vector<Route>& routes,
                        const SchemaContext& schema, const std::vector<Turn>& history);

/// Asks which of the databases of `equal` is meant, with one question to pick for each.
Understanding which_database(const std::vector<std::size_t>& equal,
                             const std::vector<Route>& routes, const SchemaContext& schema,
                             const QuestionContext& context);

/// What an answer from `chosen` has to say about databases that could not be asked: those of which
/// nothing is known, and those that might have answered as well.
std::vector<std::string> left_out(const SchemaContext& schema, const std::string& chosen);

/// How sure an answer may be called. A word that was not understood leaves it at medium at most.
Confidence confidence_of(const Translation& translation);

}  // namespace askdb
