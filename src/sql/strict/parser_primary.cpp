#include <utility>

#include "sql/strict/parser.hpp"

namespace askdb::strict {

Node* Parser::primary() {
  if (refusal_) return make(Kind::kConstant);
  Node* node = nullptr;
  switch (now().lexeme) {
    case Lexeme::kNumber:
      node = make(Kind::kNumber);
      node->text = now().text;
      node->end = now().end();
      skip();
      break;
    case Lexeme::kString:
      node = text();
      break;
    case Lexeme::kQuotedName:
      node = column();
      break;
    case Lexeme::kWord:
      node = word_primary();
      break;
    case Lexeme::kOperator:
      if (is("(")) {
        node = bracketed();
      } else if (is("[") && grammar_.has_brackets) {
        node = array(here());
      } else if (is("*")) {
        node = make(Kind::kStar);
        skip();
        node = star_changes(node);
      }
      break;
    case Lexeme::kWideString:
    case Lexeme::kEnd:
      break;
  }
  if (node == nullptr) {
    fail_here("a value");
    return make(Kind::kConstant);
  }
  return node->kind == Kind::kStar ? node : postfix(node);
}

Node* Parser::text() {
  Node* node = make(Kind::kString);
  do {
    node->text += now().text;
    skip();
  } while (grammar_.has_adjacent_texts && now().lexeme == Lexeme::kString);
  return node;
}

Node* Parser::word_primary() {
  if (is("case")) return case_expression();
  if (is("exists") && is("(", 1)) {
    Node* node = make(Kind::kExists);
    skip(2);
    add(node, Slot::kQuery, query());
    expect(")");
    return node;
  }
  if (is("interval") && !is(".", 1) && !is(",", 1) && !is(")", 1)) return interval();
  if (is("null") || is("true") || is("false")) {
    Node* node = make(Kind::kConstant);
    node->text = to_lower(now().raw);
    skip();
    return node;
  }
  if (ahead(1).lexeme == Lexeme::kString &&
      (is("date") || is("time") || is("timestamp") || is("decimal") || is("json") || is("double") ||
       is("varchar"))) {
    return typed_literal();
  }
  if (grammar_.has_array_word && is("array") && is("[", 1)) {
    const std::size_t offset = here();
    skip();
    return array(offset);
  }
  if (grammar_.has_row_word && is("row") && is("(", 1)) {
    const std::size_t offset = here();
    skip(2);
    return tuple(offset);
  }
  if (language_.bare_functions->count(to_lower(now().raw)) > 0 && !is("(", 1)) {
    Node* node = make(Kind::kCall);
    node->text = now().text;
    skip();
    return node;
  }
  if (is("(", 1)) return call();
  return column();
}

/// What follows a value and binds tighter than any operator.
Node* Parser::postfix(Node* operand) {
  while (!refusal_) {
    Node* outer = nullptr;
    if (grammar_.has_double_colon && take("::")) {
      outer = make(Kind::kCast, operand->offset);
      add(outer, Slot::kOperand, operand);
      add(outer, Slot::kType, type());
    } else if (grammar_.has_subscripts && take("[")) {
      outer = make(Kind::kSubscript, operand->offset);
      add(outer, Slot::kOperand, operand);
      add(outer, Slot::kIndex, expression());
      expect("]");
    } else if (grammar_.has_json_arrows && (is("->") || is("->>"))) {
      skip();
      if (operand->kind != Kind::kColumn || now().lexeme != Lexeme::kString) {
        fail_here("a path in quotes behind a column and an arrow");
      }
      outer = make(Kind::kSubscript, operand->offset);
      add(outer, Slot::kOperand, operand);
      add(outer, Slot::kIndex, text());
    } else if (grammar_.has_fields && take(".")) {
      outer = make(Kind::kField, operand->offset);
      outer->text = now().text;
      if (now().lexeme == Lexeme::kNumber && language_.lexing.has_numbered_members) {
        skip();
      } else {
        name("the name of a field");
      }
      add(outer, Slot::kOperand, operand);
    } else if (grammar_.has_collate && take("collate")) {
      outer = make(Kind::kPostfix, operand->offset);
      outer->text = "collate";
      outer->parts.push_back(name("the name of a collation"));
      add(outer, Slot::kOperand, operand);
    } else if (grammar_.has_time_zones && is("at") && is("time", 1) && is("zone", 2)) {
      skip(3);
      outer = make(Kind::kPostfix, operand->offset);
      outer->text = "at time zone";
      add(outer, Slot::kOperand, operand);
      add(outer, Slot::kMember, expression(Binding::kTimes));
    } else {
      break;
    }
    operand = outer;
  }
  return operand;
}

/// A query, a value or a tuple in round brackets.
Node* Parser::bracketed() {
  const std::size_t offset = here();
  expect("(");
  if (starts_query()) {
    Node* node = make(Kind::kSubquery, offset);
    Node* inner = query();
    inner->is_enclosed = true;
    add(node, Slot::kQuery, inner);
    expect(")");
    return node;
  }
  Node* first = nullptr;
  if (starts_bracketed_query()) {
    first = expression();
    // "((SELECT 1) UNION (SELECT 2))": what began as a value goes on as a query.
    std::string unused;
    const bool goes_on = is("union") || is("except") || is("intersect") || is("order") ||
                         is("limit") || is("offset") || is("fetch");
    if (first->kind == Kind::kSubquery && (goes_on || is(")"))) {
      Node* begun = const_cast<Node*>(first->edges.front().child);
      Node* node = make(Kind::kSubquery, offset);
      Node* whole = begun;
      if (goes_on) {
        whole = make(Kind::kQuery, first->offset);
        continue_query(whole, begun);
      }
      whole->is_enclosed = true;
      add(node, Slot::kQuery, whole);
      expect(")");
      return node;
    }
  } else {
    if (is(")")) return tuple(offset);
    first = argument();
  }
  if (take(")")) return first;
  Node* node = make(Kind::kTuple, offset);
  node->is_enclosed = true;
  add(node, Slot::kMember, first);
  while (take(",")) {
    if (is(")")) break;
    add(node, Slot::kMember, argument());
  }
  expect(")");
  return node;
}

Node* Parser::array(std::size_t offset) {
  Node* node = make(Kind::kArray, offset);
  expect("[");
  if (!is("]")) list(node, Slot::kMember);
  expect("]");
  return node;
}

/// The members up to ")": ROW(1, 2). An empty one is refused but where tuples are functions.
Node* Parser::tuple(std::size_t offset) {
  Node* node = make(Kind::kTuple, offset);
  list(node, Slot::kMember);
  expect(")");
  return node;
}

/// alias.column, alias.*, column
Node* Parser::column() {
  Node* node = make(Kind::kColumn);
  node->is_quoted = now().lexeme == Lexeme::kQuotedName;
  node->parts.push_back(name("a value"));
  while (is(".") && !refusal_) {
    const bool is_member = ahead(1).lexeme == Lexeme::kNumber;
    if (is_member) break;
    skip();
    if (take("*")) {
      node->kind = Kind::kStar;
      return star_changes(node);
    }
    node->is_quoted = now().lexeme == Lexeme::kQuotedName;
    node->parts.push_back(member("the name of a column"));
    if (node->parts.size() > 6) fail_here("an operator");
  }
  if (is("(")) {
    fail("function", "Function `" + shortened(dotted(node->parts), 120) + "` may not be called.",
         "Call built-in functions by their plain names.", node->offset);
  }
  return node;
}

}  // namespace askdb::strict
