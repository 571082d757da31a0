#include "face/http/openapi.hpp"

#include <map>
#include <memory>

#include "base/text.hpp"
#include "face/http/static_files.hpp"
#include "reference_files.embedded.hpp"

namespace askdb::web {
namespace {

json::object reference_to(std::string_view name) {
  return {{"$ref", "#/components/schemas/" + std::string(name)}};
}

json::object problem_schema() {
  json::array codes;
  for (const auto& name : described::enumerator_names<ProblemCode>()) codes.emplace_back(name);
  json::object text{{"type", "string"}};
  return {{"type", "object"},
          {"description", "What went wrong (RFC 9457)."},
          {"properties",
           {{"type", text},
            {"title", text},
            {"status", {{"type", "integer"}}},
            {"code", {{"type", "string"}, {"enum", codes}}},
            {"detail", text},
            {"next_step", text},
            {"fault", text},
            {"rule", text}}},
          {"required", {"type", "title", "status", "code", "detail", "next_step"}}};
}

json::object parameter_schema(const Parameter& parameter) {
  json::object schema{{"type", "string"}};
  switch (parameter.kind) {
    case ParameterKind::kInteger:
      schema = {{"type", "integer"}, {"minimum", parameter.minimum}};
      if (parameter.maximum != Parameter{}.maximum) schema["maximum"] = parameter.maximum;
      break;
    case ParameterKind::kBoolean:
      schema["type"] = "boolean";
      break;
    case ParameterKind::kUuid:
      schema["format"] = "uuid";
      break;
    case ParameterKind::kChoice:
      schema["enum"] = json::array(parameter.choices.begin(), parameter.choices.end());
      break;
    case ParameterKind::kText:
      if (parameter.minimum > 0) schema["minLength"] = 1;
      break;
  }
  if (parameter.fallback.empty()) return schema;
  const bool is_number = parameter.kind == ParameterKind::kInteger;
  if (is_number) {
    schema["default"] = std::stoll(parameter.fallback);
  } else if (parameter.kind == ParameterKind::kBoolean) {
    schema["default"] = parameter.fallback == "true";
  } else {
    schema["default"] = parameter.fallback;
  }
  return schema;
}

json::object parameter_object(const Parameter& parameter, bool is_in_path) {
  json::object object{{"name", parameter.name},
                      {"in", is_in_path ? "path" : "query"},
                      {"required", is_in_path || parameter.is_required},
                      {"schema", parameter_schema(parameter)}};
  if (!parameter.meaning.empty()) object["description"] = parameter.meaning;
  return object;
}

/// The problems that a route declares, and those that every route of its kind can meet.
std::map<unsigned, std::vector<ProblemCode>> problems_of(const RouteInfo& info) {
  std::vector<ProblemCode> codes = info.problems;
  const bool has_body = !info.body_schema.empty();
  if (!info.path_parameters.empty() || !info.query_parameters.empty()) {
    codes.push_back(ProblemCode::kInvalidParameter);
  }
  if (has_body) {
    codes.insert(codes.end(), {ProblemCode::kInvalidBody, ProblemCode::kUnknownField,
                               ProblemCode::kTooLarge, ProblemCode::kUnsupportedMediaType});
  }
  if (info.needs_token) codes.push_back(ProblemCode::kUnauthorized);
  codes.insert(codes.end(), {ProblemCode::kForbiddenHost, ProblemCode::kForbiddenOrigin,
                             ProblemCode::kInternal});
  std::map<unsigned, std::vector<ProblemCode>> by_status;
  for (const auto code : codes) {
    auto& list = by_status[status_of(code)];
    if (std::find(list.begin(), list.end(), code) == list.end()) list.push_back(code);
  }
  return by_status;
}

json::object responses_of(const RouteInfo& info) {
  json::object responses;
  for (const auto& reply : info.replies) {
    auto& entry = responses[std::to_string(reply.status)];
    if (!entry.is_object()) entry = json::object{{"description", reply.meaning}};
    if (reply.content_type.empty()) continue;
    auto& content = entry.as_object()["content"];
    if (!content.is_object()) content.emplace_object();
    json::object media;
    if (!reply.schema.empty()) media["schema"] = reply.schema;
    content.as_object()[reply.content_type] = std::move(media);
  }
  for (const auto& [status, codes] : problems_of(info)) {
    std::vector<std::string> names;
    for (const auto code : codes) names.push_back("`" + name_of(code) + "`");
    responses[std::to_string(status)] = json::object{
        {"description", "A problem: " + join(names, ", ") + "."},
        {"content", {{"application/problem+json", {{"schema", reference_to("Problem")}}}}}};
  }
  return responses;
}

/// "GET", "/api/threads/{id}" -> "get_threads_id"
std::string operation_id(const RouteInfo& info) {
  std::string id = to_lower(info.method);
  for (const auto part : split(info.path, '/')) {
    if (part.empty() || part == "api") continue;
    id += '_';
    for (const char c : part) {
      if (c != '{' && c != '}') id += c == '-' || c == '.' ? '_' : c;
    }
  }
  return id;
}

std::string tag_of(const RouteInfo& info) {
  const auto parts = split(info.path, '/');
  const auto place = parts.size() > 2 && parts[1] == "api" ? 2U : 1U;
  return std::string(parts[place].substr(0, parts[place].find('.')));
}

json::object operation_of(const RouteInfo& info) {
  json::object operation{
      {"operationId", operation_id(info)}, {"tags", {tag_of(info)}}, {"summary", info.summary}};
  if (!info.description.empty()) operation["description"] = info.description;
  json::array parameters;
  for (const auto& one : info.path_parameters) parameters.push_back(parameter_object(one, true));
  for (const auto& one : info.query_parameters) parameters.push_back(parameter_object(one, false));
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
  if (!info.body_schema.empty()) {
    operation["requestBody"] = {
        {"required", info.is_body_required},
        {"content", {{"application/json", {{"schema", info.body_schema}}}}}};
  }
  operation["responses"] = responses_of(info);
  if (!info.needs_token) operation["security"] = json::array{};
  return operation;
}

std::string_view reference_file(std::string_view name) {
  for (const auto& [file, content] : embedded::reference_files) {
    if (file == name) return content;
  }
  return {};
}

void add_file(Router& router, const std::string& path, std::string_view name) {
  const auto content = reference_file(name);
  const std::string type(content_type_of(name));
  router.get(path).unlisted().open_to_all().handled_by([content, type](const Request& request) {
    return file_reply(request, content, type, "no-cache");
  });
}

}  // namespace

json::object openapi_document(const Router& router, const std::string& version) {
  json::object paths;
  for (const auto& route : router.routes()) {
    const auto& info = route.info();
    if (!info.is_listed) continue;
    auto& path = paths[info.path];
    if (!path.is_object()) path.emplace_object();
    path.as_object()[to_lower(info.method)] = operation_of(info);
  }
  auto components = router.schemas().components();
  components["Problem"] = problem_schema();
  return {{"openapi", "3.1.0"},
          {"info",
           {{"title", "askdb"},
            {"version", version},
            {"description", "Answers questions about databases in plain language."}}},
          {"paths", std::move(paths)},
          {"components",
           {{"schemas", std::move(components)},
            {"securitySchemes",
             {{"bearer", {{"type", "http"}, {"scheme", "bearer"}}},
              {"cookie", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "askdb_token"}}}}}}},
          {"security",
           {json::object{{"bearer", json::array{}}}, json::object{{"cookie", json::array{}}},
            json::object{}}}};
}

void add_reference_routes(Router& router, const std::string& version) {
  auto document = std::make_shared<std::string>();
  router.get("/api/openapi.json")
      .summary("This description of the API.")
      .returns_content(200, "OpenAPI 3.1.", "application/json", {{"type", "object"}})
      .open_to_all()
      .handled_by([&router, document, version](const Request& request) {
        if (document->empty()) *document = json::serialize(openapi_document(router, version));
        return file_reply(request, *document, "application/json", "no-cache");
      });
  add_file(router, "/api/docs", "reference.html");
  add_file(router, "/api/docs/reference.js", "reference.js");
  add_file(router, "/api/docs/reference.css", "reference.css");
}

}  // namespace askdb::web
