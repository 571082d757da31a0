#include "sql/postgresql/parse.hpp"

#include <pg_query.h>

#include "base/text.hpp"

namespace askdb::postgresql {
namespace {

struct FreeResult {
  PgQueryProtobufParseResult& result;
  ~FreeResult() { pg_query_free_protobuf_parse_result(result); }
};

/// PostgreSQL counts characters from 1.
std::size_t byte_offset(const std::string& sql, int cursor) {
  std::size_t at = 0;
  for (int passed = 1; at < sql.size() && passed < cursor; ++passed) {
    ++at;
    while (at < sql.size() && (static_cast<unsigned char>(sql[at]) & 0xC0U) == 0x80) ++at;
  }
  return at;
}

}  // namespace

void FreeTree::operator()(PgQuery__ParseResult* tree) const {
  pg_query__parse_result__free_unpacked(tree, nullptr);
}

std::variant<Tree, Refusal> parse(const std::string& sql) {
  auto result = pg_query_parse_protobuf(sql.c_str());
  const FreeResult owner{result};
  if (result.error != nullptr) {
    const std::string_view why = result.error->message != nullptr ? result.error->message : "error";
    std::optional<std::size_t> offset;
    if (result.error->cursorpos > 0) offset = byte_offset(sql, result.error->cursorpos);
    return Refusal{"syntax", "This is not valid PostgreSQL: " + shortened(why, 200) + ".",
                   "Write one SELECT statement in PostgreSQL's syntax.", offset};
  }
  Tree tree(pg_query__parse_result__unpack(
      nullptr, result.parse_tree.len,
      reinterpret_cast<const std::uint8_t*>(result.parse_tree.data)));
  if (tree == nullptr) {
    return Refusal{"syntax", "The statement could not be read.", "Write a simpler statement.", {}};
  }
  return tree;
}

}  // namespace askdb::postgresql
