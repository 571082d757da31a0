#pragma once

/// Between Beast's messages and this room's: heads of replies, requests from parsed headers.
/// Private to this room.

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "face/http/reply.hpp"

namespace askdb::web {

using ParsedRequest = boost::beast::http::request<boost::beast::http::string_body>;

/// Method, target, path and headers. Fails when the target is none that a server understands.
boost::system::result<Request, Problem> request_from(const ParsedRequest& parsed);

/// The status line and headers, with the blank line. Line breaks within a value become spaces.
std::string head_of(unsigned status, bool is_http_11, const std::vector<Header>& headers);

/// "Fri, 20 Nov 2026 18:42:00 GMT": now, made once a second.
const std::string& http_date();

/// What a parser's error means to the client; nothing when there is nobody to tell.
std::optional<Problem> parse_problem(const boost::system::error_code& failed,
                                     std::size_t max_body_bytes);

/// Whether header `name` of these has been set.
bool has_header(const std::vector<Header>& headers, std::string_view name);

}  // namespace askdb::web
