#pragma once

/// The addresses that an HTTP client is given: http and https, nothing else.

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace askdb {

struct HttpUrl {
  bool is_tls = false;
  std::string host;           ///< A name or an address; IPv6 without brackets; lower case.
  std::string port;           ///< Always set: "443".
  std::string path;           ///< Without the slash at the end; may be empty.
  std::string query;          ///< Without "?"; may be empty.
  std::string authorization;  ///< Secret: "Basic ..." when the URL held user and password, else "".

  /// "api.example.com" or "127.0.0.1:8080": what the Host header says.
  std::string authority() const;
  /// "https://api.example.com/v1": for people. Free of user, password and query.
  std::string display() const;
  /// `path` + `suffix` + the query: the request target.
  std::string target(std::string_view suffix) const;
};

/// Fails with kConfig; the message names `key` (the setting) and never repeats a password.
Result<HttpUrl> parse_http_url(std::string_view text, const std::string& key);

/// RFC 4648, with padding.
std::string base64(std::string_view bytes);

/// Whether `host` names this machine: localhost, 127.0.0.0/8, ::1.
bool is_loopback(std::string_view host);

}  // namespace askdb
