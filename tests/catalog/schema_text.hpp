#pragma once

/// Schemas for tests as text, one table per line:
///   orders: order_id int, customer_id int -> customers.customer_id, status text = open|closed  #
///   comment
/// The first column is the primary key.

#include <string>

#include "sql/schema.hpp"

namespace askdb {

Database schema_from_text(const std::string& text);

/// The databases that `demo/knowledge` describes, as introspection and overlay together give them.
std::vector<Database> demo_databases();

}  // namespace askdb
