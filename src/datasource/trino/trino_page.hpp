#pragma once

/// One reply of Trino's statement protocol.

#include <boost/json/array.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "net/url.hpp"

namespace askdb::trino {

struct TrinoColumn {
  std::string name;
  std::string type;
};

struct TrinoPage {
  /// Where the next page is, as a target on the same server; empty: this is the last one.
  std::string next;
  std::vector<TrinoColumn> columns;  ///< Empty as long as they are not known.
  boost::json::array rows;           ///< Often empty: the statement waits or computes.
  std::optional<Error> error;
  /// "CREATE TABLE", ...: the statement was no query.
  std::string update_type;
};

/// Fails with kOther for what is no page, and with kConfig for a next page on another server:
/// a server could send us, and our credentials, anywhere.
Result<TrinoPage> read_page(std::string_view body, const HttpUrl& server);

/// Of the "error" member of a page.
Error statement_error(std::string_view name, std::string_view type, std::string_view message);

/// Of a reply that is no page. `said`: its body.
Error status_error(unsigned status, std::string_view said);

/// A write was refused: by access rules, or because the catalogue cannot be written to at all.
bool is_write_refusal(const Error& error);

}  // namespace askdb::trino
