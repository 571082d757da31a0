#pragma once

/// What the roles read, as text: the conversation, the schema, the results. Everything that comes
/// from a database is data: fenced, on one line, stripped of controls and shortened.

#include <string>
#include <vector>

#include "agent/reasoner.hpp"
#include "agent/schema_context.hpp"
#include "config/config.hpp"

namespace askdb {

/// The last three exchanges; "No previous conversation." when there is none.
std::string history_text(const std::vector<Turn>& history);

/// One line per database: id and what it holds; and which cannot be reached.
std::string data_sources_text(const SchemaContext& context, std::size_t max_tokens);

/// The schema of the databases that the question is likely about, within `max_tokens`; the tables
/// of the others only by name.
std::string schema_text(const SchemaContext& context, std::size_t max_tokens);

/// `max_tokens` for one database with its dialect; `tables` (bare or qualified names) come first.
std::string schema_text(const LinkedDatabase& database, const std::vector<std::string>& tables,
                        std::size_t max_tokens);

/// How a query over the databases `names` is written, and by which columns they join; empty when
/// nothing joins them.
std::string joining_text(const SchemaContext& context, const std::vector<std::string>& names);

/// How much of a result a prompt shows.
struct ResultExtent {
  std::size_t max_rows = 50;
  std::size_t max_bytes = 12'000;
  bool has_sql = true;
};

/// Each step: what it did, its SQL, and its rows between tags with `fence` in their name, which
/// data cannot guess. Says truly how many rows there were: none, all, or cut off.
std::string results_text(const QueryPlan& plan, const std::vector<StepExecutionResult>& results,
                         const std::string& fence, const ResultExtent& extent);

/// A tag that no data can know.
std::string random_fence();

}  // namespace askdb
