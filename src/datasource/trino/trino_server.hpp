#pragma once

/// A Trino coordinator as one user: statements over its REST protocol.

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "datasource/http/http_server.hpp"
#include "datasource/http/text_values.hpp"
#include "datasource/trino/trino_page.hpp"

namespace askdb::trino {

struct TrinoSink {
  std::function<void(const std::vector<TrinoColumn>&)> on_columns;
  /// False: no more rows are wanted. The array is the receiver's to take apart.
  std::function<bool(boost::json::array& row)> on_row;
  /// Where it is set, awaited after each page.
  std::function<Task<void>()> after_page;
};

class TrinoServer : public std::enable_shared_from_this<TrinoServer> {
 public:
  /// Connects to nothing yet. Fails with kConfig: without a catalogue, for a password over plain
  /// HTTP, for an unknown `auth`.
  static Result<std::shared_ptr<TrinoServer>> open(const DatasourceConfig& config,
                                                   BlockingPool& threads);

  /// Runs one statement and hands its rows on, page by page. True when the sink wanted no more.
  /// Whatever ends it early, cancelling included, ends it on the server too. A server that is not
  /// ready (502 to 504, 429) is asked again for some seconds, as the protocol wants it.
  Task<Result<bool>> run(std::string sql, std::chrono::milliseconds timeout, TrinoSink sink);
  /// All rows as text.
  Task<Result<std::vector<TextRow>>> rows(std::string sql, std::chrono::milliseconds timeout);
  /// "435", from the coordinator's own description of itself.
  Task<Result<std::string>> version(std::chrono::milliseconds timeout);

  const std::string& catalog() const { return catalog_; }
  /// That unqualified names mean; may be empty.
  const std::string& schema() const { return schema_; }

 private:
  class Running;
  TrinoServer(HttpServer http, const DatasourceConfig& config);
  HttpRequest request(std::string method, std::string target,
                      std::chrono::milliseconds timeout) const;
  Task<Result<TrinoPage>> page(HttpRequest request) const;
  Error reached(Error error) const;
  void cancel(const std::string& target) noexcept;

  HttpServer http_;
  std::string catalog_;
  std::string schema_;
  std::string user_;
  std::string authorization_;  // Secret.
  std::string place_;
};

}  // namespace askdb::trino
