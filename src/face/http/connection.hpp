#pragma once

/// One client's connection: reads requests, runs their handlers, writes the replies.
/// Private to this room; one thread.

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <string>

#include "face/http/output_pipe.hpp"
#include "face/http/security.hpp"
#include "face/http/server.hpp"

namespace askdb::web {

/// What all connections of a server share.
struct ServerContext {
  const Router& router;
  Metrics& metrics;
  ServerConfig config;
  ServerLimits limits;
  Gate gate;
  bool is_stopping = false;
};

class Connection {
 public:
  Connection(asio::ip::tcp::socket socket, ServerContext& context);

  /// Serves the client until one of the two has had enough.
  Task<void> run();

  /// For a server that stops: at once if `is_forced` or nothing but a stream is under way, else
  /// after the reply at hand.
  void end(bool is_forced);

  asio::cancellation_signal& signal() { return signal_; }

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  enum class Phase { kIdle, kReading, kReplying, kStreaming };

  Task<bool> read_header(Parser& parser);
  Task<bool> read_body(Parser& parser);
  /// Serves one request; false: the connection is to be closed.
  Task<bool> serve(Parser& parser);
  /// What is wrong with the request by its head alone; else its route is in `match`.
  std::optional<Problem> check_head(Router::Match& match);
  const Handler* choose_handler(const Router::Match& match) const;
  Task<void> run_handler(const Handler& handler);
  /// Runs the handler unless the client goes away meanwhile; false: it did.
  Task<bool> run_while_connected(const Handler& handler);
  /// Ends when the client has gone away. Reads what it sends ahead, within bounds.
  Task<void> watch_client();

  Task<bool> write_reply();
  Task<bool> write_response(Response& response);
  Task<bool> write_problem(Problem problem);
  Task<bool> write_all(std::string_view head, std::string_view body);
  /// Closes so that the client can still read the last reply.
  Task<void> close_gently();

  // stream_reply.cpp
  Task<bool> write_stream(std::string head, std::function<Task<void>(OutputPipe&)> body,
                          bool has_heartbeat);
  Task<void> run_stream_body(const std::function<Task<void>(OutputPipe&)>& body, OutputPipe& pipe);
  Task<void> write_pieces(OutputPipe& pipe, std::string head, bool has_heartbeat);

  /// Status line and headers; `headers` get those of every reply.
  std::string head_text(unsigned status, std::string_view content_type, std::vector<Header> headers,
                        std::string_view framing);
  void count(std::chrono::steady_clock::time_point start);

  ServerContext& context_;
  boost::beast::tcp_stream stream_;
  boost::beast::flat_buffer buffer_;
  asio::cancellation_signal signal_;
  Phase phase_ = Phase::kIdle;

  // The request at hand.
  Request request_;
  std::string route_name_;  ///< For the metrics: the route's path, or "other".
  std::optional<Reply> reply_;
  unsigned status_ = 0;
  bool is_head_ = false;
  bool is_http_11_ = true;
  bool may_be_kept_ = false;
  bool is_cut_off_ = false;
  bool has_unread_input_ = false;  ///< The client may still be sending what was refused.
};

}  // namespace askdb::web
