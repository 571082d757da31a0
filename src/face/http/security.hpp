#pragma once

/// Who may come in: address, host, origin and token checks, and the headers of every reply.

#include <boost/asio/ip/address.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "face/http/reply.hpp"
#include "face/http/router.hpp"

namespace askdb::web {

/// The name of the cookie that `POST /api/login` sets.
inline constexpr std::string_view kTokenCookie = "askdb_token";

/// The address to listen on. Fails with kConfig: no IP address; one that others can reach while no
/// access token (of at least 16 bytes) is configured; hosts or origins that are none.
Result<asio::ip::address> checked_address(const ServerConfig& config);

/// True when both are equal; takes the same time wherever they differ.
bool equal_in_constant_time(std::string_view a, std::string_view b);

class Gate {
 public:
  explicit Gate(const ServerConfig& config);

  /// The problem of a request that may not come in, by its headers alone: Host (against DNS
  /// rebinding), Origin and content type (against other sites' pages), token.
  /// `route` null: a page or file, or nothing.
  std::optional<Problem> check(const Request& request, const Route* route) const;

  bool needs_token() const { return !token_.empty(); }
  bool is_token(std::string_view token) const { return equal_in_constant_time(token, token_); }
  /// Of an origin that is configured as allowed, the headers that let its pages read the reply.
  std::vector<Header> cors_headers(const Request& request) const;

 private:
  bool is_known_host(std::string_view host) const;
  bool is_own_origin(std::string_view origin, std::string_view host) const;
  bool has_token(const Request& request) const;

  std::string token_;
  std::vector<std::string> hosts_;
  std::vector<std::string> origins_;
  bool is_open_to_others_ = false;  ///< Listens on more than loopback: any address is its host.
};

/// Headers of every reply. Pages get a content policy that allows what the page needs, all else
/// one that allows nothing. A header that the reply sets itself stays as it is.
void add_security_headers(std::vector<Header>& headers, std::string_view content_type);

/// `POST /api/login` and `POST /api/logout`. `config` is copied.
void add_login_routes(Router& router, const ServerConfig& config);

}  // namespace askdb::web
