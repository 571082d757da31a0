#include "datasource/clickhouse/ch_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <charconv>
#include <limits>
#include <utility>

#include "base/clock.hpp"
#include "base/text.hpp"
#include "datasource/clickhouse/ch_error.hpp"
#include "datasource/clickhouse/ch_settings.hpp"

namespace askdb::clickhouse {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kKillTimeout{2'000};

/// Detached, so it owns what it uses; on the connections' own thread, which waits for it.
Task<void> send_kill(std::shared_ptr<HttpClient> client, HttpRequest request) {
  auto sending = client->send(std::move(request));
  auto limited = with_deadline(std::move(sending), kKillTimeout);
  // Nobody waits for the outcome: the server's own time limit ends the statement otherwise.
  const auto sent = co_await std::move(limited);
  static_cast<void>(sent.has_value());
}

std::string without_bytes_of_header(const HttpReply& reply) {
  const auto tag = reply.headers.find("x-clickhouse-exception-code");
  if (tag == reply.headers.end() || exception_code(reply.body) != 0) return reply.body;
  return "Code: " + tag->second + ". DB::Exception: " + reply.body;
}

}  // namespace

bool ChContext::has_estimate() const {
  int major = 0;
  int minor = 0;
  const char* end = version.data() + version.size();
  const auto read = std::from_chars(version.data(), end, major);
  if (read.ec == std::errc() && read.ptr != end) std::from_chars(read.ptr + 1, end, minor);
  return major > 21 || (major == 21 && minor >= 9);
}

/// A statement on the server. Unless it has ended, it is killed when this goes.
class ChServer::Running {
 public:
  Running(std::shared_ptr<ChServer> server, std::string id)
      : server_(std::move(server)), id_(std::move(id)) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    if (server_) server_->kill(id_);
  }
  void has_ended() { server_.reset(); }

 private:
  std::shared_ptr<ChServer> server_;
  std::string id_;
};

Result<std::shared_ptr<ChServer>> ChServer::open(const DatasourceConfig& config,
                                                 BlockingPool& threads) {
  auto http = open_http_server(config, threads);
  if (!http) return http.error();
  return std::shared_ptr<ChServer>(new ChServer(*std::move(http), config));
}

ChServer::ChServer(HttpServer http, const DatasourceConfig& config)
    : http_(std::move(http)),
      database_(config.server.database.empty() ? "default" : config.server.database),
      user_(config.server.user),
      password_(config.server.password),
      place_(config.display_url.empty() ? "`" + config.name + "`" : config.display_url) {}

HttpRequest ChServer::request(std::string sql, const std::string& parameters,
                              milliseconds timeout) const {
  HttpRequest request;
  request.url = http_.url;
  request.target = "/?database=" + percent_encoded(database_) +
                   "&default_format=TabSeparatedWithNamesAndTypes" + parameters;
  if (!user_.empty()) request.headers.push_back({"X-ClickHouse-User", user_});
  if (!password_.empty()) request.headers.push_back({"X-ClickHouse-Key", password_});
  request.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
  request.body = std::move(sql);
  // Those who wait have the real limit; this is for a server that hangs in spite of it.
  request.timeout = timeout + 2 * kServerGrace;
  return request;
}

Error ChServer::reached(Error error) const {
  if (error.fault != Fault::kConnection) return error;
  error.message = "Cannot read from " + place_ + ": " + error.message;
  error.next_step = "Check that the server runs and that host and port are right.";
  return error;
}

void ChServer::kill(const std::string& id) noexcept {
  try {
    auto asked = request("KILL QUERY WHERE query_id = '" + id + "' ASYNC", "", kKillTimeout);
    auto killing = send_kill(http_.client, std::move(asked));
    asio::co_spawn(http_.io->executor(), std::move(killing), asio::detached);
  } catch (...) {
    // No memory for it: the connection is closed, and the server's time limit remains.
  }
}

void ChServer::forget() {
  const std::scoped_lock lock(mutex_);
  context_.reset();
}

Task<Result<std::shared_ptr<const ChContext>>> ChServer::context(milliseconds timeout) {
  auto self = shared_from_this();
  {
    const std::scoped_lock lock(mutex_);
    if (context_) co_return context_;
  }
  auto learned = std::make_shared<ChContext>();
  TsvSink sink;
  sink.on_row = [&learned](Fields row) {
    const auto name = row.at(0).value_or("");
    learned->version = row.at(2).value_or("");
    if (name == "readonly") learned->readonly_level = std::atoi(row.at(1).value_or("0").c_str());
    learned->settings.insert(name);
    return true;
  };
  const std::string id = "askdb-" + IdSource().next();
  // Without any setting: with readonly = 1 in the user's profile, one would be refused.
  auto asked = request(learning_sql(), "&query_id=" + id, timeout);
  auto asking = exchange(std::move(asked), id, std::move(sink), 1U << 20U);
  const auto answered = co_await std::move(asking);
  if (!answered) co_return answered.error();
  // Without knowing how, askdb could not be kept from writing.
  if (learned->settings.count("readonly") == 0) {
    co_return Error{.fault = Fault::kPermission,
                    .message = place_ +
                               " does not show its settings, so askdb cannot make sure "
                               "that it only reads.",
                    .next_step = "Let the user read system.settings.",
                    .detail = {}};
  }
  const std::scoped_lock lock(mutex_);
  context_ = learned;
  co_return context_;
}

Task<Result<bool>> ChServer::run(ChStatement statement, TsvSink sink) {
  auto self = shared_from_this();
  auto waiting = http_.turns->take(std::chrono::steady_clock::now() + statement.timeout);
  const auto turn = co_await std::move(waiting);
  if (!turn) co_return turn.error();
  auto learning = context(statement.timeout);
  const auto known = co_await std::move(learning);
  if (!known) co_return known.error();
  const std::string id = "askdb-" + IdSource().next();
  auto asked = request(
      std::move(statement.sql),
      "&query_id=" + id + setting_parameters(**known, statement.timeout, statement.max_rows),
      statement.timeout);
  auto operation = exchange(std::move(asked), id, std::move(sink), statement.max_line_bytes);
  co_return co_await std::move(operation);
}

Task<Result<bool>> ChServer::exchange(HttpRequest request, std::string id, TsvSink sink,
                                      std::size_t max_line_bytes) {
  request.after_piece = std::move(sink.after_piece);
  TsvReader reader(std::move(sink), max_line_bytes);
  request.on_body = [&reader](std::string_view piece) { return reader.feed(piece); };
  // Rows are handed on as they come, and whoever takes them counts their bytes.
  request.max_body_bytes = std::numeric_limits<std::size_t>::max();
  Running running(shared_from_this(), std::move(id));
  auto sending = http_.client->send(std::move(request));
  const auto reply = co_await std::move(sending);
  if (reader.was_stopped()) co_return true;
  reader.finish();
  if (reader.is_unreadable() && reply && reply->status / 100 == 2) {
    co_return Error{.fault = Fault::kOther,
                    .message = "What " + place_ + " sends is no result of ClickHouse.",
                    .next_step = "Check that the address is that of ClickHouse's HTTP interface.",
                    .detail = {}};
  }
  // A newer server breaks the connection after an exception in the middle of a result.
  if (!reader.exception().empty()) {
    running.has_ended();
    co_return exception_error(reader.exception(), 0);
  }
  if (!reply) {
    if (reply.error().fault != Fault::kTimeout) running.has_ended();
    co_return reached(reply.error());
  }
  running.has_ended();
  if (reply->status / 100 != 2) {
    co_return exception_error(without_bytes_of_header(*reply), reply->status);
  }
  co_return false;
}

Task<Result<std::vector<Fields>>> ChServer::rows(std::string sql, milliseconds timeout) {
  std::vector<Fields> found;
  TsvSink sink;
  sink.on_row = [&found](Fields row) {
    found.push_back(std::move(row));
    return true;
  };
  ChStatement statement;
  statement.sql = std::move(sql);
  statement.timeout = timeout;
  auto running = run(std::move(statement), std::move(sink));
  const auto done = co_await std::move(running);
  if (!done) co_return done.error();
  co_return found;
}

Task<Result<Done>> ChServer::command(std::string sql, milliseconds timeout) {
  auto self = shared_from_this();
  auto learning = context(timeout);
  const auto known = co_await std::move(learning);
  if (!known) co_return known.error();
  auto asked = request(std::move(sql), setting_parameters(**known, timeout, 0), timeout);
  auto sending = http_.client->send(std::move(asked));
  const auto reply = co_await std::move(sending);
  if (!reply) co_return reached(reply.error());
  if (reply->status / 100 != 2) co_return exception_error(reply->body, reply->status);
  co_return Done{};
}

}  // namespace askdb::clickhouse
