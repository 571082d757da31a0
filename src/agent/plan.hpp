#pragma once

/// A plan as a reasoner wrote it becomes one that can be run, whatever it wrote.

#include <string>
#include <vector>

#include "agent/roles.hpp"

namespace askdb {

/// Steps numbered 1..n in order; dependencies only on earlier steps (unknown, own and later
/// numbers are dropped, so there is no cycle). A step that names several databases stays one: their
/// rows are joined. At most `max_steps` steps are kept.
QueryPlan runnable_plan(QueryPlan plan, std::size_t max_steps);

/// A further step that the interpreter asked for, after all others.
PlanStep refinement_step(const QueryPlan& plan, std::string description);

/// Whether some step before already did what `description` says, blanks and case aside.
bool has_step_like(const QueryPlan& plan, const std::string& description);

}  // namespace askdb
