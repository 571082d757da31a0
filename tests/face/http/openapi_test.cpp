#include "face/http/openapi.hpp"

#include <set>

#include "face/http/security.hpp"
#include "face/http/system_routes.hpp"
#include "server_fixture.hpp"

namespace askdb::web {

enum class Mood { kGood, kNotSoGood };
BOOST_DESCRIBE_ENUM(Mood, kGood, kNotSoGood)

struct Leaf {
  std::string text;
  std::optional<Mood> mood;
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (text, mood))

std::string_view field_doc(const Leaf*, std::string_view field) {
  return field == "text" ? "What is written on it." : "";
}

struct Tree {
  std::vector<Leaf> leaves;
  std::optional<Leaf> first;
  std::map<std::string, double> sizes;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (leaves, first, sizes))

namespace {

using ::testing::HasSubstr;

class OpenApi : public ServerTest {
 protected:
  OpenApi() {
    add_login_routes(router, config);
    add_system_routes(router, metrics, "1.2.3",
                      {{.name = "store", .check = [this]() -> Task<Result<std::string>> {
                          if (is_ready) co_return std::string("12 threads");
                          co_return Error{.fault = Fault::kConnection,
                                          .message = "The store does not answer.",
                                          .next_step = {},
                                          .detail = {}};
                        }}});
    add_reference_routes(router, "1.2.3");
    router.post("/api/trees/{id}")
        .summary("Plants a tree.")
        .query(limit_parameter())
        .query({.name = "kind", .kind = ParameterKind::kChoice, .choices = {"oak", "fir"}})
        .returns<Tree>(201, "The tree.")
        .returns_events("How it grows.")
        .fails_with({ProblemCode::kNotFound})
        .handled_by<Tree>([](const Request&, Tree body) { return json_reply(body, 201); });
  }

  bool is_ready = true;
};

/// Every "$ref" below `value`.
void collect_references(const json::value& value, std::set<std::string>& found) {
  if (const auto* object = value.if_object()) {
    for (const auto& field : *object) {
      if (field.key() == "$ref") found.insert(std::string(field.value().as_string()));
      collect_references(field.value(), found);
    }
  } else if (const auto* array = value.if_array()) {
    for (const auto& item : *array) collect_references(item, found);
  }
}

TEST_F(OpenApi, DescribesEveryListedRoute) {
  const json::value document = openapi_document(router, "1.2.3");
  EXPECT_EQ(document.at("openapi").as_string(), "3.1.0");
  std::set<std::string> ids;
  for (const auto& route : router.routes()) {
    const auto& info = route.info();
    if (!info.is_listed) continue;
    const auto& path = document.at("paths").at(info.path).as_object();
    std::string method = info.method;
    for (char& c : method) c = static_cast<char>(std::tolower(c));
    ASSERT_TRUE(path.contains(method)) << info.path;
    const auto& operation = path.at(method);
    EXPECT_TRUE(ids.insert(std::string(operation.at("operationId").as_string())).second);
    EXPECT_FALSE(operation.at("summary").as_string().empty()) << info.path;
    EXPECT_FALSE(operation.at("responses").as_object().empty()) << info.path;
  }
}

TEST_F(OpenApi, HasEveryComponentThatItRefersTo) {
  const json::value document = openapi_document(router, "1.2.3");
  std::set<std::string> references;
  collect_references(document, references);
  EXPECT_TRUE(references.contains("#/components/schemas/Tree"));
  for (const auto& reference : references) {
    EXPECT_NO_THROW(document.at_pointer(reference.substr(1))) << reference;
  }
}

TEST_F(OpenApi, DescribesTypesOnce) {
  const json::value document = openapi_document(router, "1.2.3");
  const auto& schemas = document.at("components").at("schemas");
  EXPECT_EQ(schemas.at("Leaf"), json::parse(R"({"type":"object","properties":{
      "text":{"type":"string","description":"What is written on it."},
      "mood":{"anyOf":[{"type":"string","enum":["good","not_so_good"]},{"type":"null"}]}},
      "required":["text"],"additionalProperties":false})"));
  // What a reply always has, a body may leave out: two schemas.
  EXPECT_EQ(schemas.at("Tree").at("required"), json::parse(R"(["leaves","sizes"])"));
  EXPECT_FALSE(schemas.at("Tree2").as_object().contains("required"));
}

TEST_F(OpenApi, DescribesAnOperation) {
  const json::value document = openapi_document(router, "1.2.3");
  const auto& operation = document.at("paths").at("/api/trees/{id}").at("post");
  EXPECT_EQ(operation.at("parameters").at(0),
            json::parse(R"({"name":"id","in":"path","required":true,
                            "schema":{"type":"string","format":"uuid"}})"));
  EXPECT_EQ(operation.at_pointer("/requestBody/content/application~1json/schema/$ref").as_string(),
            "#/components/schemas/Tree2");
  const auto& responses = operation.at("responses");
  EXPECT_TRUE(responses.at("200").at("content").as_object().contains("text/event-stream"));
  EXPECT_EQ(
      responses.at("404").at_pointer("/content/application~1problem+json/schema/$ref").as_string(),
      "#/components/schemas/Problem");
  EXPECT_THAT(std::string(responses.at("400").at("description").as_string()),
              HasSubstr("`unknown_field`"));
}

TEST_F(OpenApi, IsServedWithItsPage) {
  auto client = start();
  const auto document = client.get("/api/openapi.json");
  EXPECT_EQ(document.header("content-type"), "application/json");
  EXPECT_EQ(document.json().at("info").at("version").as_string(), "1.2.3");
  const auto etag = document.header("etag");
  EXPECT_EQ(client.get("/api/openapi.json", {{"If-None-Match", etag}}).status, 304);
  const auto page = client.get("/api/docs");
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_THAT(page.body, HasSubstr("src=\"/api/docs/reference.js\""));
  EXPECT_THAT(page.header("content-security-policy"), HasSubstr("script-src 'self';"));
  EXPECT_EQ(client.get("/api/docs/reference.js").header("content-type"),
            "text/javascript; charset=utf-8");
  EXPECT_EQ(client.get("/api/docs/reference.css").status, 200);
}

TEST_F(OpenApi, ServesHealthReadinessAndVersion) {
  auto client = start();
  EXPECT_EQ(client.get("/api/health").body, R"({"status":"ok"})");
  EXPECT_EQ(client.get("/api/version").body, R"({"version":"1.2.3"})");
  EXPECT_EQ(client.get("/api/ready").body,
            R"({"status":"ok","checks":[{"name":"store","ok":true,"detail":"12 threads"}]})");
}

TEST_F(OpenApi, SaysWhatIsNotReady) {
  is_ready = false;
  auto client = start();
  const auto reply = client.get("/api/ready");
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.body, R"({"status":"unavailable","checks":[)"
                        R"({"name":"store","ok":false,"detail":"The store does not answer."}]})");
}

TEST_F(OpenApi, CountsRequestsByRoute) {
  auto client = start();
  client.get("/api/health");
  client.get("/api/health");
  client.get("/api/nothing/at/all");
  const auto reply = client.get("/metrics");
  EXPECT_THAT(reply.body,
              HasSubstr("askdb_http_requests_total{route=\"/api/health\",method=\"GET\","
                        "status=\"200\"} 2\n"));
  EXPECT_THAT(reply.body, HasSubstr("askdb_http_requests_total{route=\"other\",method=\"other\","
                                    "status=\"404\"} 1\n"));
  EXPECT_THAT(reply.body, HasSubstr("askdb_http_request_seconds_count{route=\"/api/health\"} 2\n"));
}

}  // namespace
}  // namespace askdb::web
