#include "sql/postgresql/nodes.hpp"

#include <unordered_set>

namespace askdb::postgresql {
namespace {

/// Without a default on purpose: the compiler reports a kind without a decision.
constexpr bool is_allowed(PgQuery__Node__NodeCase kind) {
#define ALLOW(name)                 \
  case PG_QUERY__NODE__NODE_##name: \
    return true;
#define REFUSE(name)                \
  case PG_QUERY__NODE__NODE_##name: \
    return false;
  switch (kind) {
#include "sql/postgresql/nodes.inc"
    case PG_QUERY__NODE__NODE__NOT_SET:
    case _PG_QUERY__NODE__NODE__CASE_IS_INT_SIZE:
      return false;
  }
#undef ALLOW
#undef REFUSE
  return false;
}
static_assert(is_allowed(PG_QUERY__NODE__NODE_SELECT_STMT));
static_assert(!is_allowed(PG_QUERY__NODE__NODE_INSERT_STMT));

std::unordered_set<const ProtobufCMessageDescriptor*> allowed_kinds() {
  std::unordered_set<const ProtobufCMessageDescriptor*> kinds;
  const auto& node = pg_query__node__descriptor;
  for (unsigned i = 0; i < node.n_fields; ++i) {
    const auto& field = node.fields[i];
    if (is_allowed(static_cast<PgQuery__Node__NodeCase>(field.id))) {
      kinds.insert(static_cast<const ProtobufCMessageDescriptor*>(field.descriptor));
    }
  }
  return kinds;
}

}  // namespace

bool is_allowed_kind(const ProtobufCMessageDescriptor* kind) {
  static const auto kKinds = allowed_kinds();
  return kKinds.count(kind) > 0;
}

}  // namespace askdb::postgresql
