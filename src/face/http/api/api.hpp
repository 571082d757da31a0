#pragma once

/// Every endpoint below /api that is about questions and data.

#include "app/app.hpp"
#include "face/http/router.hpp"

namespace askdb::web {

/// `app` outlives the router.
void add_api_routes(Router& router, App& app);

// The parts of it, by subject.
void add_thread_routes(Router& router, App& app);
void add_message_routes(Router& router, App& app);
void add_asking_routes(Router& router, App& app);
void add_feedback_routes(Router& router, App& app);
void add_result_routes(Router& router, App& app);
void add_statement_routes(Router& router, App& app);
void add_schema_routes(Router& router, App& app);
void add_program_routes(Router& router, App& app);

}  // namespace askdb::web
