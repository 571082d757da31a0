#include "server_fixture.hpp"

namespace askdb::web {

struct Greeting {
  std::string name;
  std::optional<int> times;
};
BOOST_DESCRIBE_STRUCT(Greeting, (), (name, times))

namespace {

using ::testing::HasSubstr;

class HttpServer : public ServerTest {
 protected:
  HttpServer() {
    router.get("/api/hello").handled_by([](const Request&) {
      return json_reply(json::value{{"hello", "world"}});
    });
    router.post("/api/greetings").handled_by<Greeting>([](const Request&, Greeting body) {
      return json_reply(body, 201);
    });
  }
};

TEST_F(HttpServer, Answers) {
  auto client = start();
  const auto reply = client.get("/api/hello");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"hello":"world"})");
  EXPECT_EQ(reply.header("content-type"), "application/json");
  EXPECT_EQ(client.post("/api/greetings", R"({"name":"Ann"})").body, R"({"name":"Ann"})");
}

}  // namespace
}  // namespace askdb::web
