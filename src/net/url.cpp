#include "net/url.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>

#include "base/text.hpp"

namespace askdb {
namespace {

bool is_ipv6(std::string_view host) { return host.find(':') != std::string_view::npos; }

}  // namespace

std::string HttpUrl::authority() const {
  const std::string name = is_ipv6(host) ? "[" + host + "]" : host;
  return port == (is_tls ? "443" : "80") ? name : name + ":" + port;
}

std::string HttpUrl::display() const {
  return (is_tls ? "https://" : "http://") + authority() + path;
}

std::string HttpUrl::target(std::string_view suffix) const {
  std::string target = path + std::string(suffix);
  if (target.empty()) target = "/";
  if (query.empty()) return target;
  return target + (target.find('?') == std::string::npos ? "?" : "&") + query;
}

Result<HttpUrl> parse_http_url(std::string_view text, const std::string& key) {
  auto failed = [&](const std::string& what) {
    return Error{.fault = Fault::kConfig,
                 .message = key + " " + what + ".",
                 .next_step = "Write it as http://host:port or https://host/path.",
                 .detail = {}};
  };
  const auto parsed = boost::urls::parse_uri(trim(text));
  if (!parsed) return failed("is not a URL");
  const boost::urls::url_view& view = *parsed;
  HttpUrl url;
  const auto scheme = to_lower(std::string(view.scheme()));
  if (scheme != "http" && scheme != "https") return failed("begins with " + scheme + "://");
  url.is_tls = scheme == "https";
  url.host = to_lower(view.host_address());
  if (url.host.empty()) return failed("has no host");
  if (url.host.find_first_of(" \t\r\n/@") != std::string::npos) return failed("has a strange host");
  const std::string_view port(view.port().data(), view.port().size());
  unsigned number = url.is_tls ? 443 : 80;
  if (!port.empty()) {
    const auto read = std::from_chars(port.data(), port.data() + port.size(), number);
    if (read.ec != std::errc() || number == 0 || number > 65'535) {
      return failed("has a port that is not 1 to 65535");
    }
  }
  url.port = std::to_string(number);
  url.path = std::string(view.encoded_path().data(), view.encoded_path().size());
  while (url.path.ends_with('/')) url.path.pop_back();
  url.query = std::string(view.encoded_query().data(), view.encoded_query().size());
  if (view.has_userinfo()) {
    url.authorization = "Basic " + base64(view.user() + ":" + view.password());
  }
  return url;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto byte = [&](std::size_t i) {
      return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U;
    };
    const unsigned group = byte(0) << 16U | byte(1) << 8U | byte(2);
    text += kDigits[group >> 18U];
    text += kDigits[group >> 12U & 63U];
    text += at + 1 < bytes.size() ? kDigits[group >> 6U & 63U] : '=';
    text += at + 2 < bytes.size() ? kDigits[group & 63U] : '=';
  }
  return text;
}

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host.ends_with(".localhost")) return true;
  boost::system::error_code failed;
  const auto address = boost::asio::ip::make_address(std::string(host), failed);
  return !failed && address.is_loopback();
}

}  // namespace askdb
