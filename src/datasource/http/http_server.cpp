#include "datasource/http/http_server.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace askdb {
namespace {

Error wrong(const DatasourceConfig& config, const std::string& what, std::string next_step) {
  return {.fault = Fault::kConfig,
          .message = "Datasource `" + config.name + "` " + what,
          .next_step = std::move(next_step),
          .detail = {}};
}

/// Headers end at a line break: what holds one would smuggle headers in.
bool has_control(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
  });
}

bool is_yes(const std::string& text) {
  const auto word = to_lower(text);
  return word == "true" || word == "1" || word == "yes" || word == "on";
}

/// The right to run a statement; what it runs over is the client's.
class Turn : public PooledConnection {
 public:
  bool is_ready() const override { return true; }
  void abandon() override {}
};

Task<Result<std::unique_ptr<PooledConnection>>> make_turn() {
  co_return std::unique_ptr<PooledConnection>(std::make_unique<Turn>());
}

bool is_no(const std::string& text) {
  const auto word = to_lower(text);
  return word.empty() || word == "false" || word == "0" || word == "no" || word == "off";
}

}  // namespace

bool is_secure(const ServerAddress& server) {
  const auto found = server.options.find("secure");
  return found != server.options.end() && is_yes(found->second);
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string encoded;
  for (const char c : text) {
    if (kPlain.find(c) != std::string_view::npos) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kDigits[byte >> 4U];
    encoded += kDigits[byte & 15U];
  }
  return encoded;
}

Result<HttpServer> open_http_server(const DatasourceConfig& config, BlockingPool& threads,
                                    std::initializer_list<std::string_view> further) {
  const ServerAddress& server = config.server;
  std::vector<std::string> known{"secure", "sslrootcert"};
  for (const auto option : further) known.emplace_back(option);
  for (const auto& [key, value] : server.options) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    return wrong(config, "has an unknown option \"" + shortened(key, 40) + "\" in its address.",
                 "Known are: " + join(known, ", ") + ".");
  }
  const auto secure = server.options.find("secure");
  if (secure != server.options.end() && !is_yes(secure->second) && !is_no(secure->second)) {
    return wrong(config, "says neither true nor false for `secure`.",
                 "Write secure=true for https.");
  }
  if (has_control(server.user) || has_control(server.password)) {
    return wrong(config, "has a user or password with control characters.",
                 "Correct it in the datasource's `url`.");
  }
  HttpServer opened;
  opened.url.is_tls = is_secure(server);
  opened.url.host = to_lower(server.host);
  if (opened.url.host.starts_with('[') && opened.url.host.ends_with(']')) {
    opened.url.host = opened.url.host.substr(1, opened.url.host.size() - 2);
  }
  opened.url.port = server.port;

  std::map<std::string, std::string> environment;
  const auto trusted = server.options.find("sslrootcert");
  if (trusted != server.options.end()) {
    environment["SSL_CERT_FILE"] = trusted->second;
  } else {
    for (const char* name : {"SSL_CERT_FILE", "SSL_CERT_DIR"}) {
      if (const char* value = std::getenv(name)) environment[name] = value;
    }
  }
  HttpLimits limits;
  limits.connect_timeout = config.connect_timeout;
  limits.max_idle = config.max_connections;
  limits.max_idle_time = std::chrono::seconds(30);
  opened.io = IoThread::shared();
  auto client = HttpClient::make(opened.io->executor(), environment, limits);
  if (!client) return client.error();
  opened.client = *std::move(client);
  const PoolSettings turns{.max_connections = config.max_connections};
  opened.turns = std::make_shared<ConnectionPool>(turns, &make_turn, threads);
  return opened;
}

}  // namespace askdb
