#include "face/http/gzip.hpp"

#include <zlib.h>

#include "base/text.hpp"
#include "face/http/wire.hpp"

namespace askdb::web {
namespace {

constexpr std::size_t kMinBytes = 1'024;
constexpr std::size_t kMaxBytes = 8U << 20U;
/// Level 1 packs JSON to about a fifth, several times faster than the usual 6.
constexpr int kLevel = 1;
constexpr int kGzipWindow = 15 + 16;
constexpr int kMemoryLevel = 8;

}  // namespace

bool accepts_gzip(const Request& request) {
  bool is_wanted = false;
  for (const auto one : split(request.header("accept-encoding"), ',')) {
    const auto parts = split(one, ';');
    const auto name = trim(parts.front());
    if (!iequals(name, "gzip") && name != "*") continue;
    bool is_refused = false;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const auto weight = trim(parts[i]);
      is_refused = is_refused || (weight.starts_with("q=0") &&
                                  weight.find_first_of("123456789", 3) == std::string_view::npos);
    }
    if (iequals(name, "gzip")) return !is_refused;
    is_wanted = !is_refused;
  }
  return is_wanted;
}

bool may_be_packed(const Response& response, std::size_t size) {
  if (size < kMinBytes || size > kMaxBytes) return false;
  if (has_header(response.headers, "content-encoding")) return false;
  const std::string_view type = response.content_type;
  return type.starts_with("text/") || type.find("json") != type.npos ||
         type.find("javascript") != type.npos || type.find("xml") != type.npos;
}

std::string gzip(std::string_view text) {
  z_stream stream{};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    return {};
  }
  std::string out(deflateBound(&stream, text.size()), '\0');
  // zlib does not write to what it reads; its interface predates const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return done == Z_STREAM_END ? out : std::string();
}

}  // namespace askdb::web
