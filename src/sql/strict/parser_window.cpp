#include "sql/strict/parser.hpp"

namespace askdb::strict {

/// OVER w, OVER (w PARTITION BY a ORDER BY b ROWS ...); a definition stands in brackets.
Node* Parser::window(bool is_definition) {
  Node* node = make(Kind::kWindow);
  if (!is_definition && !is("(")) {
    node->text = name("a window");
    return node;
  }
  expect("(");
  const bool is_clause =
      is("partition") || is("order") || is("rows") || is("range") || is("groups") || is(")");
  if (!is_clause) node->text = name("the name of a window");
  if (take("partition", "by")) list(node, Slot::kPartition);
  if (is("order")) order_by(node, Slot::kOrder);
  if (is("rows") || is("range") || is("groups")) frame(node);
  expect(")");
  return node;
}

void Parser::frame(Node* window) {
  skip();
  if (take("between")) {
    frame_bound(window);
    expect("and");
  }
  frame_bound(window);
  if (!take("exclude")) return;
  if (take("no")) {
    expect("others");
  } else if (take("current")) {
    expect("row");
  } else if (!take("group")) {
    expect("ties");
  }
}

void Parser::frame_bound(Node* window) {
  if (take("current")) return expect("row");
  if (!take("unbounded")) add(window, Slot::kFrame, expression(Binding::kBitOr));
  if (!take("preceding")) expect("following");
}

void Parser::order_by(Node* parent, Slot slot) {
  expect("order");
  expect("by");
  do {
    add(parent, slot, sort_key());
  } while (take(","));
}

Node* Parser::sort_key() {
  Node* node = make(Kind::kSortKey);
  add(node, Slot::kOperand, argument());
  if (!take("asc")) take("desc");
  if (take("nulls") && !take("first")) expect("last");
  if (grammar_.has_fill && take("collate")) {
    if (now().lexeme != Lexeme::kString) fail_here("a collation in quotes");
    text();
  }
  if (grammar_.has_fill && take("with", "fill")) {
    node->text = "fill";
    for (const std::string_view word : {"from", "to", "step"}) {
      if (!take(word)) continue;
      Node* bound = make(Kind::kAliased);
      bound->text = word;
      add(bound, Slot::kOperand, expression());
      add(node, Slot::kMember, bound);
    }
  }
  return node;
}

}  // namespace askdb::strict
