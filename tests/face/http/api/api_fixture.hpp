#pragma once

/// The served site over a small shop in SQLite, with the offline engine and a store in memory.
/// Every JSON reply is checked against the description that the server itself gives of it.

#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <future>

#include "face/http/api/site.hpp"
#include "fixtures/schema_check.hpp"
#include "fixtures/sqlite_file.hpp"
#include "fixtures/web_client.hpp"

namespace askdb::web {

using askdb::testing::SqliteFile;
using askdb::testing::WebClient;
using askdb::testing::WebReply;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kShop = R"(
  CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT);
  INSERT INTO customers VALUES (1, 'Anna Huber', 'Graz'), (2, 'Karl Maier', 'Wien'),
    (3, '=cmd()', 'Wien');
  CREATE TABLE orders(id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers(id),
    amount REAL, ordered_on DATE);
  INSERT INTO orders VALUES (1, 1, 10.5, '2026-01-05'), (2, 2, 99, '2026-02-06');
)";

class ApiTest : public ::testing::Test {
 protected:
  ApiTest() : shop_(kShop) { start(); }
  ~ApiTest() override { stop(); }

  void start() {
    Config config;
    config.server.port = 0;
    config.store_url = data_.folder() + "/threads.sqlite";
    config.data_folder = data_.folder();
    config.llm.engine = EngineChoice::kOffline;
    DatasourceConfig source;
    source.name = "shop";
    source.description = "A small shop.";
    source.connection = shop_.path();
    config.datasources.push_back(source);
    config.datasources.insert(config.datasources.end(), more_.begin(), more_.end());
    app_ = App::build(std::move(config), {}).value();
    site_ = std::make_unique<Site>(*app_);
    const auto address = run(site_->start()).value();
    port_ = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    document_ = WebClient(port_).get("/api/openapi.json").json();
  }
  void stop() {
    if (!app_) return;
    EXPECT_TRUE(run(site_->stop()));
    site_.reset();
    app_.reset();
  }

  template <class T>
  T run(Task<T> task) {
    return asio::co_spawn(app_->io(), std::move(task), asio::use_future).get();
  }

  WebClient client() const { return WebClient(port_); }

  /// A request on a connection of its own; a reply that is not as described is a failure.
  WebReply call(const std::string& method, const std::string& target, const std::string& body = {},
                const WebClient::Headers& headers = {}) {
    auto reply = client().request(method, target, body, headers);
    const auto fault = fault_of(method, target, reply);
    EXPECT_EQ(fault, "") << method << " " << target << ": " << reply.body.substr(0, 500);
    return reply;
  }
  WebReply get(const std::string& target) { return call("GET", target); }
  WebReply post(const std::string& target, const json::value& body = json::object()) {
    return call("POST", target, json::serialize(body));
  }

  std::string new_thread() { return text(post("/api/threads").json(), "id"); }
  /// The server's message, when it has ended or waits.
  json::value ask(const std::string& thread, const std::string& question,
                  const std::string& approval = "off") {
    const auto reply = post("/api/threads/" + thread + "/messages",
                            {{"content", question}, {"approval", approval}});
    EXPECT_EQ(reply.status, 201U) << reply.body;
    return reply.json().at("server_message");
  }

  static std::string text(const json::value& object, const char* field) {
    return std::string(object.at(field).as_string());
  }

  SqliteFile shop_;
  SqliteFile data_;
  std::vector<DatasourceConfig> more_;  ///< Beside the shop, from the next start on.
  json::value document_;
  std::uint16_t port_ = 0;
  std::unique_ptr<App> app_;
  std::unique_ptr<Site> site_;

 private:
  static std::vector<std::string> parts(const std::string& path) {
    std::vector<std::string> list;
    std::istringstream stream(path.substr(0, path.find('?')));
    for (std::string part; std::getline(stream, part, '/');) list.push_back(part);
    return list;
  }
  static bool is_path(const std::string& pattern, const std::string& target) {
    const auto wanted = parts(pattern);
    const auto given = parts(target);
    if (wanted.size() != given.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (!wanted[i].starts_with('{') && wanted[i] != given[i]) return false;
    }
    return true;
  }
  /// The description of the path: one without parameters goes first.
  const json::value* described(const std::string& target) const {
    const json::value* found = nullptr;
    for (const auto& path : document_.at("paths").as_object()) {
      const bool is_exact = path.key() == target.substr(0, target.find('?'));
      if (is_exact) return &path.value();
      if (is_path(path.key(), target)) found = &path.value();
    }
    return found;
  }
  std::string fault_of(const std::string& method, const std::string& target,
                       const WebReply& reply) const {
    if (reply.header("content-type").find("json") == std::string::npos) return "";
    const auto* path = described(target);
    if (path == nullptr) return reply.status == 404 ? "" : "the path is not described";
    auto verb = method;
    for (char& c : verb) c = static_cast<char>(std::tolower(c));
    const auto* operation = path->as_object().if_contains(verb);
    if (operation == nullptr) return reply.status == 405 ? "" : "the method is not described";
    const auto& replies = operation->at("responses").as_object();
    const auto* described = replies.if_contains(std::to_string(reply.status));
    if (described == nullptr) described = replies.if_contains("default");
    if (described == nullptr) return "status " + std::to_string(reply.status) + " is not described";
    const auto* contents = described->as_object().if_contains("content");
    if (contents == nullptr) return "a body that is not described";
    const auto type = reply.header("content-type");
    for (const auto& content : contents->as_object()) {
      if (!type.starts_with(std::string(content.key()))) continue;
      const auto* schema = content.value().as_object().if_contains("schema");
      if (schema == nullptr) return "";
      return askdb::testing::schema_fault(document_, schema->as_object(), reply.json());
    }
    return type == "application/json" && reply.header("content-disposition") != ""
               ? ""
               : "the type " + type + " is not described";
  }
};

}  // namespace askdb::web
