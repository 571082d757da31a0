#include "bench/stream_client.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <cctype>
#include <memory>

#include "base/described.hpp"
#include "base/task.hpp"

namespace askdb::bench {
namespace {

using tcp = asio::ip::tcp;
using SteadyClock = std::chrono::steady_clock;

double milliseconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

std::string request_text(const std::string& method, const std::string& path,
                         const std::string& headers, const std::string& body) {
  std::string text = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers;
  if (!body.empty()) {
    text +=
        "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  }
  return text + "\r\n" + body;
}

/// The value of a header in a reply's head, or "".
std::string header_of(const std::string& head, const std::string& name) {
  std::string lower = head;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto at = lower.find("\r\n" + name + ": ");
  if (at == std::string::npos) return "";
  const auto start = at + name.size() + 4;
  return head.substr(start, head.find("\r\n", start) - start);
}

class Client {
 public:
  Client(asio::io_context& io, std::uint16_t port, LoadResult& result)
      : socket_(io), port_(port), result_(result) {}

  Task<void> run(std::string question, SteadyClock::time_point until) {
    bool is_first = true;
    try {
      while (is_first || SteadyClock::now() < until) {
        if (!socket_.is_open()) co_await open();
        const auto thread = co_await make_thread();
        const bool is_answered = co_await ask(thread, question);
        if (!is_answered) ++result_.failures;
        is_first = false;
      }
    } catch (const std::exception&) {
      ++result_.failures;
    }
  }

 private:
  Task<void> open() {
    const tcp::endpoint server(asio::ip::address_v4::loopback(), port_);
    co_await socket_.async_connect(server, asio::use_awaitable);
    socket_.set_option(tcp::no_delay(true));
  }

  Task<std::string> head() {
    auto buffer = asio::dynamic_buffer(unread_);
    const auto size =
        co_await asio::async_read_until(socket_, buffer, "\r\n\r\n", asio::use_awaitable);
    std::string text = unread_.substr(0, size);
    unread_.erase(0, size);
    co_return text;
  }

  Task<std::string> make_thread() {
    const auto text = request_text("POST", "/api/threads", "", "{\"name\":\"bench\"}");
    co_await asio::async_write(socket_, asio::buffer(text), asio::use_awaitable);
    const auto reply = co_await head();
    const auto size = std::stoul("0" + header_of(reply, "content-length"));
    if (unread_.size() < size) {
      auto buffer = asio::dynamic_buffer(unread_);
      const auto wanted = asio::transfer_exactly(size - unread_.size());
      co_await asio::async_read(socket_, buffer, wanted, asio::use_awaitable);
    }
    const auto body = json::parse(unread_.substr(0, size));
    unread_.erase(0, size);
    co_return std::string(body.at("id").as_string());
  }

  Task<bool> ask(std::string thread, std::string question) {
    const auto start = SteadyClock::now();
    const auto text = request_text(
        "POST", "/api/threads/" + thread + "/messages", "Accept: text/event-stream\r\n",
        json::serialize(json::object{{"content", question}, {"approval", "off"}}));
    co_await asio::async_write(socket_, asio::buffer(text), asio::use_awaitable);
    co_await head();
    // The stream comes in chunks; the names of events are looked for in whatever comes.
    bool is_first = true;
    std::array<char, 16'384> bytes{};
    std::string tail = std::move(unread_);
    unread_.clear();
    for (;;) {
      if (is_first && tail.find("event: accepted") != std::string::npos) {
        result_.first_event_ms.push_back(milliseconds_since(start));
        is_first = false;
      }
      if (tail.find("event: message") != std::string::npos) break;
      if (tail.size() > 64) tail.erase(0, tail.size() - 64);
      boost::system::error_code failed;
      auto token = asio::redirect_error(asio::use_awaitable, failed);
      const auto count = co_await socket_.async_read_some(asio::buffer(bytes), std::move(token));
      if (failed) co_return false;
      tail.append(bytes.data(), count);
    }
    result_.answer_ms.push_back(milliseconds_since(start));
    // The rest of the stream is not waited for: the next question takes a new connection.
    socket_.close();
    co_return true;
  }

  tcp::socket socket_;
  std::uint16_t port_;
  LoadResult& result_;
  std::string unread_;
};

}  // namespace

LoadResult ask_all(std::uint16_t port, const Load& load, const std::string& question,
                   const std::function<void()>& at_peak) {
  asio::io_context io(1);
  LoadResult result;
  const auto start = SteadyClock::now();
  const auto until = start + load.duration;
  std::vector<std::unique_ptr<Client>> clients;
  for (std::size_t i = 0; i < load.clients; ++i) {
    clients.push_back(std::make_unique<Client>(io, port, result));
    asio::co_spawn(io, clients.back()->run(question, until), asio::detached);
  }
  asio::steady_timer middle(io, load.duration / 2);
  middle.async_wait([&](const boost::system::error_code&) { at_peak(); });
  io.run();
  result.seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
  std::sort(result.answer_ms.begin(), result.answer_ms.end());
  std::sort(result.first_event_ms.begin(), result.first_event_ms.end());
  return result;
}

std::string fetched(std::uint16_t port, const std::string& path, bool accepts_gzip) {
  asio::io_context io(1);
  tcp::socket socket(io);
  socket.connect({asio::ip::address_v4::loopback(), port});
  const std::string gzip = accepts_gzip ? "Accept-Encoding: gzip\r\n" : "";
  const auto text = request_text("GET", path, gzip + "Connection: close\r\n", "");
  asio::write(socket, asio::buffer(text));
  std::string reply;
  boost::system::error_code end;
  asio::read(socket, asio::dynamic_buffer(reply), end);
  return reply;
}

}  // namespace askdb::bench
