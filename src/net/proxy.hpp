#pragma once

/// Which proxy to go through, by the variables that all HTTP programs share.

#include <map>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "net/url.hpp"

namespace askdb {

/// HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY (lower case first, as curl does).
class ProxyRules {
 public:
  /// Fails with kConfig when a proxy's address cannot be used; only http:// proxies are known.
  static Result<ProxyRules> from(const std::map<std::string, std::string>& environment);

  /// The proxy for `url`, or none. This machine itself is never reached through a proxy.
  /// NO_PROXY: "*", names with their subdomains, addresses, networks (10.0.0.0/8), each with an
  /// optional port.
  std::optional<HttpUrl> proxy_for(const HttpUrl& url) const;

 private:
  std::optional<HttpUrl> for_http_;
  std::optional<HttpUrl> for_https_;
  std::string exceptions_;
};

}  // namespace askdb
