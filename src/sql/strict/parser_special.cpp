#include "sql/strict/parser.hpp"

namespace askdb::strict {

Node* Parser::typed_literal() {
  Node* node = make(Kind::kTyped);
  node->text = to_lower(now().raw);
  skip();
  node->parts.push_back(now().text);
  skip();
  return node;
}

Node* Parser::case_expression() {
  Node* node = make(Kind::kCase);
  expect("case");
  if (!is("when")) add(node, Slot::kOperand, expression());
  do {
    Node* when = make(Kind::kWhen);
    expect("when");
    add(when, Slot::kCondition, expression());
    expect("then");
    add(when, Slot::kResult, expression());
    add(node, Slot::kMember, when);
  } while (is("when"));
  if (take("else")) add(node, Slot::kElse, expression());
  expect("end");
  return node;
}

Node* Parser::interval() {
  Node* node = make(Kind::kInterval);
  expect("interval");
  add(node, Slot::kOperand, expression(Binding::kBitOr));
  const bool is_text = node->edges.back().child->kind == Kind::kString;
  if (now().lexeme == Lexeme::kWord && language_.units->count(to_lower(now().raw)) > 0) {
    node->text = to_lower(now().raw);
    skip();
    if (is("to") && language_.units->count(to_lower(ahead(1).raw)) > 0) skip(2);
  } else if (!is_text || !grammar_.has_text_intervals) {
    fail_here("a unit such as DAY or MONTH");
  }
  return node;
}

bool Parser::starts_lambda() const {
  if (now().lexeme == Lexeme::kWord && is("->", 1)) return true;
  if (!is("(")) return false;
  for (std::size_t by = 1; ahead(by).lexeme == Lexeme::kWord; by += 2) {
    if (is(")", by + 1)) return is("->", by + 2);
    if (!is(",", by + 1)) return false;
  }
  return is(")", 1) && is("->", 2);
}

Node* Parser::lambda() {
  Node* node = make(Kind::kLambda);
  if (take("(")) {
    while (!is(")") && !refusal_) {
      node->parts.push_back(name("a parameter"));
      if (!take(",")) break;
    }
    expect(")");
  } else {
    node->parts.push_back(name("a parameter"));
  }
  expect("->");
  add(node, Slot::kBody, expression());
  return node;
}

}  // namespace askdb::strict
