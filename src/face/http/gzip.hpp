#pragma once

/// Compression of replies.

#include <string>
#include <string_view>

#include "face/http/reply.hpp"

namespace askdb::web {

/// Whether the client takes gzip: Accept-Encoding names it, or *, with a weight above 0.
bool accepts_gzip(const Request& request);

/// Whether a reply of `size` bytes is worth packing: text of 1 KB to 8 MB that is not packed yet.
bool may_be_packed(const Response& response, std::size_t size);

/// `text` in gzip format, at a level that costs little time; empty when that fails.
std::string gzip(std::string_view text);

}  // namespace askdb::web
