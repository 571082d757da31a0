#include "face/http/api/api.hpp"

namespace askdb::web {

void add_api_routes(Router& router, App& app) {
  add_thread_routes(router, app);
  add_message_routes(router, app);
  add_asking_routes(router, app);
  add_feedback_routes(router, app);
  add_result_routes(router, app);
  add_statement_routes(router, app);
  add_schema_routes(router, app);
  add_program_routes(router, app);
}

}  // namespace askdb::web
