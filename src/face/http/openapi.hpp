#pragma once

/// The description of the API for programs (OpenAPI 3.1) and people, made from the routes.

#include <string>

#include "face/http/router.hpp"

namespace askdb::web {

/// The OpenAPI 3.1 document of all listed routes.
json::object openapi_document(const Router& router, const std::string& version);

/// `GET /api/openapi.json`, and the page `GET /api/docs` that shows it. The document is made at the
/// first request, so routes that are added later are in it.
void add_reference_routes(Router& router, const std::string& version);

}  // namespace askdb::web
