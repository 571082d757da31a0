#pragma once

/// Reading DuckDB's syntax tree as json_serialize_sql writes it: members that are missing, null or
/// of another type count as empty, because the tree leaves out what has its default.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace askdb::federation {

namespace json = boost::json;

/// Empty text, object or array for what is not there; they live as long as the tree.
std::string_view text_of(const json::object& node, std::string_view key);
const json::object& object_of(const json::object& node, std::string_view key);
const json::array& array_of(const json::object& node, std::string_view key);
bool flag_of(const json::object& node, std::string_view key);
/// The member is there and holds something: not null, nor an empty list or object.
bool has_member(const json::object& node, std::string_view key);

const json::object& as_object(const json::value& value);

/// The query node of the only statement in `tree`; empty when there is none.
const json::object& query_of(const json::value& tree);

/// The parts of a column's name, in lower case: {"c", "customer_id"}.
std::vector<std::string> column_parts(const json::object& reference);

/// The conditions that AND joins; one that is no AND is itself the only one.
std::vector<const json::object*> conjuncts(const json::object& condition);

/// Whether some node below `node`, itself included, has this class.
bool has_class(const json::value& node, std::string_view wanted);

}  // namespace askdb::federation
