#pragma once

/// An HTTP client to send requests with, and a server that does not speak HTTP.

#include <gmock/gmock.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "fixtures/model_server.hpp"
#include "fixtures/run_task.hpp"
#include "net/http_client.hpp"

namespace askdb::testing {

class HttpFixture : public ::testing::Test {
 protected:
  HttpClient& client() {
    if (!client_) client_ = HttpClient::make(io_.get_executor(), environment_, limits_).value();
    return *client_;
  }
  HttpRequest post(const std::string& url, const std::string& body = "{}") {
    HttpRequest request;
    request.url = parse_http_url(url, "base_url").value();
    request.target = request.url.target("/v1/messages");
    request.headers = {{"x-api-key", "sk-secret-key"}, {"content-type", "application/json"}};
    request.body = body;
    request.timeout = std::chrono::seconds(5);
    return request;
  }
  Result<HttpReply> send(HttpRequest request) {
    return run_task(io_, client().send(std::move(request)));
  }

  asio::io_context io_;
  std::map<std::string, std::string> environment_;
  HttpLimits limits_;
  std::shared_ptr<HttpClient> client_;
};

/// Says to its one client what a server of another protocol says, and waits until that leaves.
class OtherServer {
 public:
  OtherServer() : acceptor_(io_, {asio::ip::make_address("127.0.0.1"), 0}) {
    thread_ = std::thread([this] {
      boost::system::error_code failed;
      auto socket = acceptor_.accept();
      asio::write(socket, asio::buffer(std::string("SSH-2.0-OpenSSH_9.2\r\n\r\n")), failed);
      std::string ignored;
      asio::read(socket, asio::dynamic_buffer(ignored), failed);
    });
  }
  ~OtherServer() { thread_.join(); }
  OtherServer(const OtherServer&) = delete;
  OtherServer& operator=(const OtherServer&) = delete;
  std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }

 private:
  asio::io_context io_;
  asio::ip::tcp::acceptor acceptor_;
  std::thread thread_;
};

}  // namespace askdb::testing
