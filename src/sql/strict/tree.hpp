#pragma once

/// The tree of a strictly parsed statement. One node type with labelled edges, so that a walk
/// reaches every child of every node, the ones included that a rule's author did not think of.
///
/// Long lists and chains are one flat node; height is bounded by the parser's nesting limit, so
/// recursion over the tree is safe on any stack.

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace askdb::strict {

enum class Kind {
  // Values. `text` is the literal.
  kNumber,
  kString,
  kConstant,  ///< NULL, TRUE, FALSE, ...
  kTyped,     ///< DATE '2024-01-01': `text` is the type, `parts[0]` the literal.
  kInterval,  ///< INTERVAL operand unit; `text` is the unit.
  // Names
  kColumn,  ///< `parts`: [[schema.]alias.]column
  kStar,    ///< `parts`: the qualifier, if any.
  kWord,    ///< A keyword of a function's own syntax: the unit in TIMESTAMPDIFF(MONTH, a, b).
  // Operations
  kCall,       ///< `text`: the function.
  kOperation,  ///< Operands of one level; `parts`: the operators between them.
  kPrefix,     ///< `parts`: the operators before the operand.
  kTest,       ///< IS NULL and its kin; `text`: the test.
  kBetween,
  kIn,
  kLike,  ///< `text`: LIKE, REGEXP, ...
  kExists,
  kQuantified,  ///< ANY or ALL of a query; `text`: which.
  kCase,
  kWhen,
  kCast,
  kType,  ///< `text`: the type, lower case; arguments are numbers, texts and types.
  kTuple,
  kArray,
  kLambda,  ///< `parts`: the parameters.
  kSubscript,
  kField,    ///< `text`: the member.
  kPostfix,  ///< COLLATE and AT TIME ZONE; `text`: which, `parts[0]`: the collation.
  kMatch,    ///< MATCH (columns) AGAINST (text)
  kAliased,  ///< ClickHouse: (a + 1 AS b) inside an expression; `alias`.
  kSubquery,
  // Parts of queries
  kWindow,  ///< `text`: the window it starts from or is called.
  kSortKey,
  kGrouping,  ///< ROLLUP, CUBE, SETS; `text`: which.
  kQuery,
  kNamedQuery,  ///< A query in WITH; `text`: its name.
  kNamedValue,  ///< ClickHouse: a value in WITH; `alias`.
  kSelect,
  kOutput,
  kSetOperation,  ///< `parts`: the operators.
  kValues,
  // FROM
  kSources,  ///< An item, then joins.
  kJoin,     ///< `text`: the kind; `parts`: columns of USING.
  kTable,    ///< `parts`: [schema.]table
  kDerived,
  kTableCall,  ///< `text`: the function.
  kUnnest,
  kArrayJoin,
  kSample,
};

/// What a child is to its parent.
enum class Slot {
  kOperand,
  kArgument,
  kParameter,
  kPattern,
  kEscape,
  kLow,
  kHigh,
  kMember,
  kCondition,
  kResult,
  kElse,
  kType,
  kBody,
  kIndex,
  kQuery,
  kFilter,
  kPartition,
  kOrder,
  kFrame,
  kWindow,
  kWith,
  kOutput,
  kFrom,
  kPrewhere,
  kWhere,
  kGroup,
  kHaving,
  kQualify,
  kLimitBy,
  kLimit,
  kOffset,
  kItem,
  kJoin,
  kSample,
};

struct Node;

struct Edge {
  Slot slot;
  const Node* child;
};

struct Node {
  Kind kind = Kind::kConstant;
  std::size_t offset = 0;  ///< Of its first token.
  std::size_t end = 0;     ///< Behind its last token, for queries and limits.
  std::string text;
  std::vector<std::string> parts;
  std::string alias;
  std::vector<std::string> alias_columns;
  std::vector<Edge> edges;
  bool is_recursive = false;  ///< kQuery: WITH RECURSIVE
  bool is_lateral = false;    ///< kDerived
  bool is_distinct = false;   ///< kCall, kSelect; kNamedQuery and kSetOperation: UNION DISTINCT
  bool is_quoted = false;     ///< kColumn, kTable: the last part stood in quotes.
  bool is_enclosed = false;   ///< kQuery, kTuple: in brackets of its own.
  bool is_unlimited = false;  ///< kQuery: it cannot have a limit of its own (ClickHouse's unions).
  bool has_ties = false;      ///< kQuery: LIMIT n WITH TIES
  int height = 1;             ///< Nodes on the longest way down.
  std::size_t limit_at = 0;   ///< kQuery without a limit: where one may be written.

  const Node* child(Slot slot) const;
  std::vector<const Node*> all(Slot slot) const;
};

/// Owns the nodes of one statement.
using Nodes = std::deque<Node>;

/// Every slot that a node of `kind` can have; the tests put each forbidden thing into each.
std::span<const Slot> slots_of(Kind kind);

/// Calls `visit` for every node below (and with) `root`; `visit` returns true to go deeper.
template <class Visit>
void walk(const Node& root, Visit& visit) {
  if (!visit(root)) return;
  for (const Edge& edge : root.edges) walk(*edge.child, visit);
}
template <class Visit>
void walk_tree(const Node& root, Visit visit) {
  walk(root, visit);
}

std::string dotted(const std::vector<std::string>& parts);

}  // namespace askdb::strict
