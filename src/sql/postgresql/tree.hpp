#pragma once

/// The parse tree of libpg_query, read by reflection: a walk reaches every field of every node, the
/// ones included that nobody thought of.

#include <pg_query/pg_query.pb-c.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace askdb::postgresql {

using Message = ProtobufCMessage;

/// One set message field of a node, `Node` wrappers left out.
struct Child {
  const ProtobufCFieldDescriptor* field = nullptr;
  const Message* message = nullptr;
};

/// The set message fields of `message` in the order of the grammar's description. Null members of
/// lists are skipped.
std::vector<Child> children(const Message& message);

/// True when the message holds bytes this build's grammar knows nothing of.
bool has_unknown_fields(const Message& message);

/// The message inside a `Node`, or null.
const Message* unwrap(const PgQuery__Node* node);

template <class T>
struct Descriptor;

#define ASKDB_PG_MESSAGE(Type, descriptor)                                   \
  template <>                                                                \
  struct Descriptor<Type> {                                                  \
    static const ProtobufCMessageDescriptor* get() { return &(descriptor); } \
  };
ASKDB_PG_MESSAGE(PgQuery__Node, pg_query__node__descriptor)
ASKDB_PG_MESSAGE(PgQuery__SelectStmt, pg_query__select_stmt__descriptor)
ASKDB_PG_MESSAGE(PgQuery__ColumnRef, pg_query__column_ref__descriptor)
ASKDB_PG_MESSAGE(PgQuery__AExpr, pg_query__a__expr__descriptor)
ASKDB_PG_MESSAGE(PgQuery__AConst, pg_query__a__const__descriptor)
ASKDB_PG_MESSAGE(PgQuery__AStar, pg_query__a__star__descriptor)
ASKDB_PG_MESSAGE(PgQuery__AIndirection, pg_query__a__indirection__descriptor)
ASKDB_PG_MESSAGE(PgQuery__AArrayExpr, pg_query__a__array_expr__descriptor)
ASKDB_PG_MESSAGE(PgQuery__FuncCall, pg_query__func_call__descriptor)
ASKDB_PG_MESSAGE(PgQuery__TypeCast, pg_query__type_cast__descriptor)
ASKDB_PG_MESSAGE(PgQuery__TypeName, pg_query__type_name__descriptor)
ASKDB_PG_MESSAGE(PgQuery__RangeVar, pg_query__range_var__descriptor)
ASKDB_PG_MESSAGE(PgQuery__RangeSubselect, pg_query__range_subselect__descriptor)
ASKDB_PG_MESSAGE(PgQuery__RangeFunction, pg_query__range_function__descriptor)
ASKDB_PG_MESSAGE(PgQuery__RangeTableSample, pg_query__range_table_sample__descriptor)
ASKDB_PG_MESSAGE(PgQuery__RangeTableFunc, pg_query__range_table_func__descriptor)
ASKDB_PG_MESSAGE(PgQuery__RangeTableFuncCol, pg_query__range_table_func_col__descriptor)
ASKDB_PG_MESSAGE(PgQuery__JoinExpr, pg_query__join_expr__descriptor)
ASKDB_PG_MESSAGE(PgQuery__CommonTableExpr, pg_query__common_table_expr__descriptor)
ASKDB_PG_MESSAGE(PgQuery__WithClause, pg_query__with_clause__descriptor)
ASKDB_PG_MESSAGE(PgQuery__ResTarget, pg_query__res_target__descriptor)
ASKDB_PG_MESSAGE(PgQuery__SubLink, pg_query__sub_link__descriptor)
ASKDB_PG_MESSAGE(PgQuery__SortBy, pg_query__sort_by__descriptor)
ASKDB_PG_MESSAGE(PgQuery__CollateClause, pg_query__collate_clause__descriptor)
ASKDB_PG_MESSAGE(PgQuery__SQLValueFunction, pg_query__sqlvalue_function__descriptor)
ASKDB_PG_MESSAGE(PgQuery__NamedArgExpr, pg_query__named_arg_expr__descriptor)
ASKDB_PG_MESSAGE(PgQuery__ColumnDef, pg_query__column_def__descriptor)
ASKDB_PG_MESSAGE(PgQuery__List, pg_query__list__descriptor)
ASKDB_PG_MESSAGE(PgQuery__String, pg_query__string__descriptor)
ASKDB_PG_MESSAGE(PgQuery__BoolExpr, pg_query__bool_expr__descriptor)
ASKDB_PG_MESSAGE(PgQuery__NullTest, pg_query__null_test__descriptor)
ASKDB_PG_MESSAGE(PgQuery__CaseExpr, pg_query__case_expr__descriptor)
ASKDB_PG_MESSAGE(PgQuery__CaseWhen, pg_query__case_when__descriptor)
ASKDB_PG_MESSAGE(PgQuery__CoalesceExpr, pg_query__coalesce_expr__descriptor)
ASKDB_PG_MESSAGE(PgQuery__MinMaxExpr, pg_query__min_max_expr__descriptor)
ASKDB_PG_MESSAGE(PgQuery__XmlExpr, pg_query__xml_expr__descriptor)
ASKDB_PG_MESSAGE(PgQuery__XmlSerialize, pg_query__xml_serialize__descriptor)
ASKDB_PG_MESSAGE(PgQuery__RowExpr, pg_query__row_expr__descriptor)
ASKDB_PG_MESSAGE(PgQuery__GroupingFunc, pg_query__grouping_func__descriptor)
ASKDB_PG_MESSAGE(PgQuery__Integer, pg_query__integer__descriptor)
#undef ASKDB_PG_MESSAGE

/// `message` as a `T`, or null when it is another kind.
template <class T>
const T* as(const Message* message) {
  return message != nullptr && message->descriptor == Descriptor<T>::get()
             ? reinterpret_cast<const T*>(message)
             : nullptr;
}
template <class T>
const T* as(const PgQuery__Node* node) {
  return as<T>(unwrap(node));
}

template <class T>
const Message* base(const T* message) {
  return reinterpret_cast<const Message*>(message);
}

/// The node's place in the statement, in bytes, when the grammar keeps it.
std::optional<std::size_t> location(const Message& message);

/// The strings of a list of String nodes: a qualified name. Other members become "*".
std::vector<std::string> name_parts(PgQuery__Node** parts, std::size_t count);
/// The last string of such a list, or "".
std::string last_name(PgQuery__Node** parts, std::size_t count);
std::string dotted(const std::vector<std::string>& parts);

/// "FuncCall": for messages and tests.
std::string_view kind_name(const Message& message);

/// Calls `visit` for every message of the tree below (and with) `root`; `visit` returns true to go
/// deeper. Recursive: call it only on a big stack.
template <class Visit>
void walk(const Message& root, Visit&& visit) {
  if (!visit(root)) return;
  for (const Child& child : children(root)) walk(*child.message, visit);
}

}  // namespace askdb::postgresql
