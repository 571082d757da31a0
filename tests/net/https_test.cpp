#include <stdlib.h>
#include <unistd.h>

#include <fstream>

#include "fixtures/certificates.hpp"
#include "fixtures/proxy_server.hpp"
#include "http_fixture.hpp"

namespace askdb {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::HttpFixture;
using testing::ModelServer;
using ::testing::Not;
using testing::OtherServer;
using testing::ProxyServer;
using testing::ServerReply;

/// HTTPS on localhost with an authority that only this test knows.
class Https : public HttpFixture {
 protected:
  Https() : server_({certificates_.certificate, certificates_.key}) {
    std::string pattern = ::testing::TempDir() + "authority.XXXXXX";
    const int file = ::mkstemp(pattern.data());
    ::close(file);
    path_ = pattern;
    std::ofstream(path_) << certificates_.authority;
  }
  ~Https() override { ::unlink(path_.c_str()); }

  testing::TestCertificates certificates_ = testing::make_certificates("localhost");
  ModelServer server_;
  std::string path_;
};

TEST_F(Https, TrustsTheAuthorityOfSslCertFile) {
  environment_["SSL_CERT_FILE"] = path_;
  server_.script({ServerReply::sends("one"), ServerReply::sends("two")});
  EXPECT_EQ(send(post(server_.url()))->body, "one");
  EXPECT_EQ(send(post(server_.url()))->body, "two");
  EXPECT_EQ(server_.connections(), 1U);
}

TEST_F(Https, RefusesAnUnknownAuthorityAndSaysWhatToDo) {
  const auto reply = send(post(server_.url()));
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, Fault::kConfig) << "asking again would not help";
  EXPECT_THAT(reply.error().message, HasSubstr("localhost is not trusted"));
  EXPECT_THAT(reply.error().next_step, HasSubstr("SSL_CERT_FILE"));
  EXPECT_TRUE(server_.requests().empty()) << "the key was not sent";
}

TEST_F(Https, RefusesACertificateOfAnotherHost) {
  environment_["SSL_CERT_FILE"] = path_;
  const auto reply = send(post("https://127.0.0.1:" + std::to_string(server_.port())));
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, Fault::kConfig);
  EXPECT_THAT(reply.error().message, HasSubstr("IP address mismatch"));
}

TEST_F(Https, SaysThatAServerDoesNotSpeakTls) {
  const OtherServer other;
  const auto reply = send(post("https://127.0.0.1:" + other.port()));
  EXPECT_EQ(reply.error().fault, Fault::kConfig);
  EXPECT_THAT(reply.error().next_step, HasSubstr("http://"));
}

TEST_F(Https, ReachesAServerThroughAProxy) {
  certificates_ = testing::make_certificates("models.test");
  std::ofstream(path_) << certificates_.authority;
  ModelServer server({certificates_.certificate, certificates_.key});
  ProxyServer proxy("dXNlcjpwQHNz");
  proxy.lead_to(server.port());
  environment_ = {{"SSL_CERT_FILE", path_},
                  {"https_proxy", "http://user:p%40ss@127.0.0.1:" + std::to_string(proxy.port())}};
  server.script({ServerReply::sends("one"), ServerReply::sends("two")});
  EXPECT_EQ(send(post("https://models.test"))->body, "one");
  EXPECT_EQ(send(post("https://models.test"))->body, "two");
  EXPECT_THAT(proxy.requests(), ElementsAre("CONNECT models.test:443"));
  EXPECT_FALSE(server.requests().at(0).headers.contains("proxy-authorization"));
}

TEST_F(Https, SaysThatAProxyWantsAPassword) {
  ProxyServer proxy("dXNlcjpwYXNz");
  environment_["HTTPS_PROXY"] = "http://user:wrong@127.0.0.1:" + std::to_string(proxy.port());
  const auto reply = send(post("https://models.test"));
  EXPECT_EQ(reply.error().fault, Fault::kConfig);
  EXPECT_THAT(reply.error().message, HasSubstr("user name and password"));
  EXPECT_THAT(reply.error().message + reply.error().detail, Not(HasSubstr("wrong")));
}

}  // namespace
}  // namespace askdb
