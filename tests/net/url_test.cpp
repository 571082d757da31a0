#include "net/url.hpp"

#include <gmock/gmock.h>

#include "net/proxy.hpp"

namespace askdb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

HttpUrl url(std::string_view text) { return parse_http_url(text, "base_url").value(); }

TEST(HttpUrl, TakesAnAddressApart) {
  const auto plain = url("http://LocalHost:11434/v1/");
  EXPECT_FALSE(plain.is_tls);
  EXPECT_EQ(plain.host, "localhost");
  EXPECT_EQ(plain.port, "11434");
  EXPECT_EQ(plain.target("/chat"), "/v1/chat");
  EXPECT_EQ(plain.authority(), "localhost:11434");
  const auto tls = url("https://[::1]/x?api-version=1");
  EXPECT_EQ(tls.host, "::1");
  EXPECT_EQ(tls.port, "443");
  EXPECT_EQ(tls.authority(), "[::1]");
  EXPECT_EQ(tls.target("/chat"), "/x/chat?api-version=1");
  EXPECT_EQ(tls.target("/chat?alt=sse"), "/x/chat?alt=sse&api-version=1");
  EXPECT_EQ(url("https://api.example.com").target(""), "/");
}

TEST(HttpUrl, KeepsAPasswordOutOfWhatPeopleSee) {
  const auto parsed = url("https://bob:p%40ss@h/v1");
  EXPECT_EQ(parsed.authorization, "Basic Ym9iOnBAc3M=");
  EXPECT_EQ(parsed.display(), "https://h/v1");
  const auto error = parse_http_url("ftp://bob:hush@h", "base_url").error();
  EXPECT_THAT(error.message + error.next_step + error.detail, Not(HasSubstr("hush")));
}

TEST(HttpUrl, RefusesOtherAddresses) {
  for (const auto* text : {"", "localhost:11434", "api.example.com", "ftp://h", "http://",
                           "http://h:0", "http://h:99999", "http://a b/", "http://h\r\nx: y"}) {
    EXPECT_FALSE(parse_http_url(text, "base_url").has_value()) << text;
  }
}

bool is_proxied(const std::string& no_proxy, const std::string& address) {
  return ProxyRules::from({{"https_proxy", "http://proxy:3128"}, {"no_proxy", no_proxy}})
      .value()
      .proxy_for(url(address))
      .has_value();
}

TEST(ProxyRules, FollowNoProxy) {
  EXPECT_TRUE(is_proxied("", "https://api.example.com"));
  EXPECT_FALSE(is_proxied("*", "https://api.example.com"));
  EXPECT_FALSE(is_proxied("other, Example.com", "https://api.example.com"));
  EXPECT_FALSE(is_proxied(".example.com", "https://api.example.com"));
  EXPECT_FALSE(is_proxied("*.example.com", "https://api.example.com"));
  EXPECT_TRUE(is_proxied("ample.com", "https://example.com"));
  EXPECT_FALSE(is_proxied("example.com:443", "https://example.com"));
  EXPECT_TRUE(is_proxied("example.com:8443", "https://example.com"));
  EXPECT_FALSE(is_proxied("10.0.0.0/8", "https://10.1.2.3"));
  EXPECT_TRUE(is_proxied("10.0.0.0/8", "https://11.1.2.3"));
  EXPECT_FALSE(is_proxied("fd00::/8", "https://[fd12::1]"));
  EXPECT_FALSE(is_proxied("[fd12::1]", "https://[fd12::1]"));
  EXPECT_TRUE(is_proxied(",,:,[", "https://example.com"));
}

TEST(ProxyRules, NeverProxyThisMachineOrTheOtherScheme) {
  EXPECT_FALSE(is_proxied("", "https://localhost:8080"));
  EXPECT_FALSE(is_proxied("", "https://127.0.0.5"));
  EXPECT_FALSE(is_proxied("", "http://api.example.com"));
}

}  // namespace
}  // namespace askdb
