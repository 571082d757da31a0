#include "net/proxy.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include "base/text.hpp"

namespace askdb {
namespace {

namespace ip = boost::asio::ip;

bool is_in_network(const std::string& host, const std::string& network) {
  boost::system::error_code not_address;
  boost::system::error_code not_network;
  const auto address = ip::make_address(host, not_address);
  if (not_address) return false;
  if (address.is_v4()) {
    const auto range = ip::make_network_v4(network, not_network);
    return !not_network &&
           ip::network_v4(address.to_v4(), range.prefix_length()).canonical() == range.canonical();
  }
  const auto range = ip::make_network_v6(network, not_network);
  return !not_network &&
         ip::network_v6(address.to_v6(), range.prefix_length()).canonical() == range.canonical();
}

bool is_exception(const HttpUrl& url, std::string entry) {
  if (entry == "*") return true;
  if (entry.find('/') != std::string::npos) return is_in_network(url.host, entry);
  if (entry.starts_with('[')) {
    const auto close = entry.find(']');
    if (close == std::string::npos) return false;
    const auto port = entry.substr(close + 1);
    return url.host == entry.substr(1, close - 1) && (port.empty() || port == ":" + url.port);
  }
  const auto colon = entry.find(':');
  if (colon != std::string::npos && colon == entry.rfind(':')) {
    if (entry.substr(colon + 1) != url.port) return false;
    entry.resize(colon);
  }
  while (entry.starts_with('.') || entry.starts_with("*")) entry.erase(0, 1);
  return !entry.empty() && (url.host == entry || url.host.ends_with("." + entry));
}

}  // namespace

Result<ProxyRules> ProxyRules::from(const std::map<std::string, std::string>& environment) {
  std::string name;
  auto value = [&](const std::string& lower, const std::string& upper) {
    for (const auto& key : {lower, upper}) {
      const auto found = environment.find(key);
      if (found == environment.end() || trim(found->second).empty()) continue;
      name = key;
      return std::string(trim(found->second));
    }
    return std::string();
  };
  auto proxy = [&](const std::string& lower, const std::string& upper,
                   std::optional<HttpUrl>& target) -> std::optional<Error> {
    std::string text = value(lower, upper);
    if (text.empty()) text = value("all_proxy", "ALL_PROXY");
    if (text.empty()) return std::nullopt;
    // curl takes a bare host:port too.
    auto url =
        parse_http_url(text.find("://") == std::string::npos ? "http://" + text : text, name);
    if (!url) return url.error();
    if (url->is_tls) {
      return Error{
          .fault = Fault::kConfig,
          .message = name + " begins with https://, which askdb does not speak to proxies.",
          .next_step =
              "Write the proxy as http://host:port; what goes through it stays "
              "encrypted all the same.",
          .detail = {}};
    }
    target = *std::move(url);
    return std::nullopt;
  };
  ProxyRules rules;
  if (auto failed = proxy("http_proxy", "HTTP_PROXY", rules.for_http_)) return *failed;
  if (auto failed = proxy("https_proxy", "HTTPS_PROXY", rules.for_https_)) return *failed;
  rules.exceptions_ = to_lower(value("no_proxy", "NO_PROXY"));
  return rules;
}

std::optional<HttpUrl> ProxyRules::proxy_for(const HttpUrl& url) const {
  const auto& proxy = url.is_tls ? for_https_ : for_http_;
  if (!proxy || is_loopback(url.host)) return std::nullopt;
  for (const auto entry : split(exceptions_, ',')) {
    if (is_exception(url, std::string(trim(entry)))) return std::nullopt;
  }
  return proxy;
}

}  // namespace askdb
