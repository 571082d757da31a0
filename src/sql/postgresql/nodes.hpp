#pragma once

/// Which kinds of node may stand in a query: nodes.inc.

#include "sql/postgresql/tree.hpp"

namespace askdb::postgresql {

/// False for kinds that are refused and for messages that are no kind of node at all.
bool is_allowed_kind(const ProtobufCMessageDescriptor* kind);

}  // namespace askdb::postgresql
