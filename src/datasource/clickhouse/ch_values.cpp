#include "datasource/clickhouse/ch_values.hpp"

#include <utility>

namespace askdb::clickhouse {

TextSource text_source(std::shared_ptr<ChServer> server) {
  TextSource source;
  source.ask = [server = std::move(server)](std::string sql, std::chrono::milliseconds timeout) {
    return server->rows(std::move(sql), timeout);
  };
  // One type for all: old servers unite no other ones. Empty texts are left out anyway.
  source.as_text = [](const std::string& column) {
    return "ifNull(CAST(" + column + " AS Nullable(String)), '')";
  };
  source.length_function = "length";
  return source;
}

}  // namespace askdb::clickhouse
