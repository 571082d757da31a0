#include "datasource/trino/trino_server.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cstdlib>
#include <utility>

#include "base/text.hpp"
#include "datasource/trino/trino_types.hpp"

namespace askdb::trino {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kCancelTimeout{2'000};
/// The protocol asks for 50 to 100 ms between tries.
constexpr milliseconds kRetryPause{80};
constexpr int kMaxRetries = 40;
/// Trino aims at pages of 1 MiB, but one wide row can be larger.
constexpr std::size_t kMaxPageBytes = 64U << 20U;

/// Detached, so it owns what it uses; on the connections' own thread, which waits for it.
Task<void> send_cancel(std::shared_ptr<HttpClient> client, HttpRequest request) {
  auto sending = client->send(std::move(request));
  auto limited = with_deadline(std::move(sending), kCancelTimeout);
  // Nobody waits for the outcome: Trino ends what no client asks for any more.
  const auto sent = co_await std::move(limited);
  static_cast<void>(sent.has_value());
}

bool is_not_ready(unsigned status) { return status == 429 || (status >= 502 && status <= 504); }

milliseconds pause_before_retry(const HttpReply& reply) {
  const auto wait = reply.headers.find("retry-after");
  if (reply.status != 429 || wait == reply.headers.end()) return kRetryPause;
  const milliseconds wanted = std::chrono::seconds(std::atoi(wait->second.c_str()));
  return std::clamp(wanted, kRetryPause, milliseconds(5'000));
}

Error wrong(const DatasourceConfig& config, const std::string& what, std::string next_step) {
  return {.fault = Fault::kConfig,
          .message = "Datasource `" + config.name + "` " + what,
          .next_step = std::move(next_step),
          .detail = {}};
}

}  // namespace

/// A statement on the server. Unless it has ended, it is cancelled when this goes.
class TrinoServer::Running {
 public:
  explicit Running(std::shared_ptr<TrinoServer> server) : server_(std::move(server)) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    if (!next_.empty()) server_->cancel(next_);
  }
  void goes_on_at(std::string next) { next_ = std::move(next); }
  void has_ended() { next_.clear(); }

 private:
  std::shared_ptr<TrinoServer> server_;
  std::string next_;
};

Result<std::shared_ptr<TrinoServer>> TrinoServer::open(const DatasourceConfig& config,
                                                       BlockingPool& threads) {
  auto http = open_http_server(config, threads, {"auth"});
  if (!http) return http.error();
  if (config.server.database.empty()) {
    return wrong(config, "names no catalogue.", "Write trino://user@host:8080/catalog/schema.");
  }
  if (!config.server.password.empty() && !http->url.is_tls) {
    return wrong(config, "would send a password unencrypted, which Trino refuses.",
                 "Add ?secure=true and the port that speaks https, or leave the password out.");
  }
  const auto auth = config.server.options.find("auth");
  if (auth != config.server.options.end() && auth->second != "jwt" && auth->second != "basic") {
    return wrong(config, "has an unknown `auth`.", "Write auth=basic or auth=jwt.");
  }
  return std::shared_ptr<TrinoServer>(new TrinoServer(*std::move(http), config));
}

TrinoServer::TrinoServer(HttpServer http, const DatasourceConfig& config)
    : http_(std::move(http)),
      user_(config.server.user.empty() ? "askdb" : config.server.user),
      place_(config.display_url.empty() ? "`" + config.name + "`" : config.display_url) {
  const auto& path = config.server.database;
  const auto slash = path.find('/');
  catalog_ = path.substr(0, slash);
  if (slash != std::string::npos) schema_ = path.substr(slash + 1);
  if (schema_.empty() && !config.schemas.empty()) schema_ = config.schemas.front();
  if (config.server.password.empty()) return;
  const auto auth = config.server.options.find("auth");
  const bool is_token = auth != config.server.options.end() && auth->second == "jwt";
  authorization_ = is_token ? "Bearer " + config.server.password
                            : "Basic " + base64(user_ + ":" + config.server.password);
}

HttpRequest TrinoServer::request(std::string method, std::string target,
                                 milliseconds timeout) const {
  HttpRequest request;
  request.url = http_.url;
  request.method = std::move(method);
  request.target = std::move(target);
  request.headers = {{"X-Trino-User", user_},
                     {"X-Trino-Source", "askdb"},
                     {"X-Trino-Catalog", catalog_},
                     // Else times are cut to milliseconds.
                     {"X-Trino-Client-Capabilities", "PARAMETRIC_DATETIME"}};
  if (!schema_.empty()) request.headers.push_back({"X-Trino-Schema", schema_});
  if (!authorization_.empty()) request.headers.push_back({"Authorization", authorization_});
  // Those who wait have the real limit; this is for a server that hangs in spite of it.
  request.timeout = timeout + 2 * kServerGrace;
  request.max_body_bytes = kMaxPageBytes;
  return request;
}

Error TrinoServer::reached(Error error) const {
  if (error.fault != Fault::kConnection) return error;
  error.message = "Cannot read from " + place_ + ": " + error.message;
  error.next_step = "Check that the server runs and that host and port are right.";
  return error;
}

void TrinoServer::cancel(const std::string& target) noexcept {
  try {
    auto asked = request("DELETE", target, kCancelTimeout);
    auto cancelling = send_cancel(http_.client, std::move(asked));
    asio::co_spawn(http_.io->executor(), std::move(cancelling), asio::detached);
  } catch (...) {
    // No memory for it: the server ends a statement that nobody asks for any more.
  }
}

Task<Result<TrinoPage>> TrinoServer::page(HttpRequest request) const {
  for (int retry = 0;; ++retry) {
    auto sending = http_.client->send(request);
    const auto reply = co_await std::move(sending);
    if (!reply) co_return reached(reply.error());
    if (reply->status == 200) co_return read_page(reply->body, http_.url);
    if (!is_not_ready(reply->status) || retry == kMaxRetries) {
      co_return status_error(reply->status, reply->body);
    }
    auto pause = pause_for(pause_before_retry(*reply));
    co_await std::move(pause);
  }
}

Task<Result<bool>> TrinoServer::run(std::string sql, milliseconds timeout, TrinoSink sink) {
  Running running(shared_from_this());
  auto waiting = http_.turns->take(std::chrono::steady_clock::now() + timeout);
  const auto turn = co_await std::move(waiting);
  if (!turn) co_return turn.error();
  auto asked = request("POST", "/v1/statement", timeout);
  asked.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
  asked.headers.push_back(
      {"X-Trino-Session", "query_max_run_time=" + std::to_string(timeout.count()) + "ms"});
  asked.body = std::move(sql);
  std::size_t columns = 0;
  for (;;) {
    auto reading = page(std::move(asked));
    auto got = co_await std::move(reading);
    if (!got) co_return got.error();
    running.goes_on_at(got->next);
    if (got->error) {
      running.has_ended();
      co_return *std::move(got->error);
    }
    if (!got->update_type.empty()) {
      co_return Error{.fault = Fault::kPermission,
                      .message = "Trino takes the statement for a change (" +
                                 shortened(without_controls(got->update_type), 40) + ").",
                      .next_step = "askdb only reads; write the statement as a query.",
                      .detail = {}};
    }
    if (columns == 0 && !got->columns.empty()) {
      columns = got->columns.size();
      if (sink.on_columns) sink.on_columns(got->columns);
    }
    for (auto& row : got->rows) {
      if (sink.on_row && !sink.on_row(row.get_array())) co_return true;
    }
    if (got->next.empty()) co_return false;
    if (sink.after_page) {
      auto pausing = sink.after_page();
      co_await std::move(pausing);
    }
    asked = request("GET", std::move(got->next), timeout);
  }
}

Task<Result<std::vector<TextRow>>> TrinoServer::rows(std::string sql, milliseconds timeout) {
  std::vector<TextRow> found;
  TrinoSink sink;
  sink.on_row = [&found](boost::json::array& cells) {
    TextRow row;
    for (const auto& cell : cells) row.push_back(text_of(cell));
    found.push_back(std::move(row));
    return true;
  };
  auto running = run(std::move(sql), timeout, std::move(sink));
  const auto done = co_await std::move(running);
  if (!done) co_return done.error();
  co_return found;
}

Task<Result<std::string>> TrinoServer::version(milliseconds timeout) {
  auto self = shared_from_this();
  auto sending = http_.client->send(request("GET", "/v1/info", timeout));
  const auto reply = co_await std::move(sending);
  if (!reply) co_return reached(reply.error());
  if (reply->status != 200) co_return status_error(reply->status, reply->body);
  boost::json::error_code failed;
  const auto parsed = boost::json::parse(reply->body, failed);
  const auto* found = failed ? nullptr : parsed.find_pointer("/nodeVersion/version", failed);
  if (found == nullptr || !found->is_string()) co_return std::string();
  co_return shortened(without_controls(std::string_view(found->get_string())), 40);
}

}  // namespace askdb::trino
