#include <algorithm>

#include "sql/strict/parser.hpp"

namespace askdb::strict {

/// [WITH ...] parts joined by set operators, then ORDER BY and LIMIT for all of them.
Node* Parser::query() {
  const Level level(*this);
  if (refusal_) return make(Kind::kQuery);
  if (grammar_.has_clauses_in_parts) return query_of_parts();
  Node* node = make(Kind::kQuery);
  if (is("with")) with(node);
  return continue_query(node, part());
}

Node* Parser::continue_query(Node* query, Node* first) {
  add(query, Slot::kBody, set_operations(first));
  clauses(query);
  return query;
}

/// ClickHouse: WITH, ORDER BY and LIMIT belong to each part.
Node* Parser::query_of_parts() {
  Node* first = part();
  std::string unused;
  const bool goes_on = is("union") || is("except") || is("intersect");
  if (!goes_on) return first;
  Node* node = make(Kind::kQuery, first->offset);
  add(node, Slot::kBody, set_operations(first));
  node->end = node->limit_at = last_end();
  node->is_unlimited = true;
  return node;
}

void Parser::clauses(Node* query) {
  if (is("order")) order_by(query, Slot::kOrder);
  limits(query);
  query->end = last_end();
  if (query->limit_at == 0) query->limit_at = query->end;
}

Node* Parser::part() {
  const Level level(*this);
  if (refusal_) return make(Kind::kQuery);
  if (take("(")) {
    Node* inner = query();
    inner->is_enclosed = true;
    expect(")");
    return inner;
  }
  if (!grammar_.has_clauses_in_parts) {
    if (grammar_.has_values && is("values")) return values();
    if (grammar_.has_table_queries && is("table")) return table_query();
    return select();
  }
  Node* node = make(Kind::kQuery);
  if (is("with")) with(node);
  add(node, Slot::kBody, select());
  clauses(node);
  return node;
}

bool Parser::set_operator(std::string& name) {
  if (!is("union") && !is("except") && !is("intersect")) return false;
  name = to_lower(now().raw);
  skip();
  if (take("all")) {
    name += " all";
  } else {
    take("distinct");
  }
  return true;
}

Node* Parser::set_operations(Node* first) {
  Node* node = nullptr;
  for (std::string name; !refusal_ && set_operator(name);) {
    if (node == nullptr) {
      node = make(Kind::kSetOperation, first->offset);
      add(node, Slot::kBody, first);
    }
    node->parts.push_back(name);
    add(node, Slot::kBody, part());
  }
  return node == nullptr ? first : node;
}

void Parser::with(Node* query) {
  expect("with");
  if (grammar_.has_recursion) query->is_recursive = take("recursive");
  do {
    add(query, Slot::kWith, named());
  } while (take(","));
}

Node* Parser::named() {
  const bool is_query = !grammar_.has_named_values ||
                        (is_name(now()) && is("as", 1) && is("(", 2) && starts_query(3));
  if (!is_query) {
    Node* node = make(Kind::kNamedValue);
    add(node, Slot::kOperand, expression());
    expect("as");
    node->alias = name("a name behind AS");
    return node;
  }
  Node* node = make(Kind::kNamedQuery);
  node->is_quoted = now().lexeme == Lexeme::kQuotedName;
  node->text = name("the name of a query");
  if (is("(")) column_names(node->alias_columns);
  expect("as");
  expect("(");
  add(node, Slot::kQuery, query());
  expect(")");
  return node;
}

Node* Parser::limit_number() {
  Node* node = make(Kind::kNumber);
  const Token& token = now();
  const bool is_whole = token.lexeme == Lexeme::kNumber &&
                        token.raw.find_first_not_of("0123456789") == std::string_view::npos;
  if (!is_whole) fail_here("a whole number");
  node->text = token.text;
  node->end = token.end();
  skip();
  return node;
}

void Parser::limits(Node* query) {
  const auto offset = [&] {
    query->limit_at = grammar_.has_offset_first ? 0 : std::max<std::size_t>(here(), 1);
    expect("offset");
    add(query, Slot::kOffset, limit_number());
    if (grammar_.has_fetch_first && !take("rows")) take("row");
  };
  if (grammar_.has_offset_first && is("offset")) offset();
  if (is("limit")) limit(query);
  if (grammar_.has_limit_by && query->child(Slot::kLimitBy) != nullptr && is("limit")) limit(query);
  if (grammar_.has_offset_alone && is("offset") && query->child(Slot::kLimit) == nullptr) offset();
  if (grammar_.has_fetch_first && is("fetch") && query->child(Slot::kLimit) == nullptr) {
    fetch_first(query);
  }
}

/// LIMIT a, LIMIT a, b, LIMIT a OFFSET b, LIMIT a BY c
void Parser::limit(Node* query) {
  expect("limit");
  if (grammar_.has_offset_first && is("all")) {
    Node* all = make(Kind::kNumber);
    all->text = "all";
    all->end = now().end();
    skip();
    return add(query, Slot::kLimit, all);
  }
  Node* count = limit_number();
  Node* start = nullptr;
  if (grammar_.has_comma_limit && take(",")) {
    start = count;
    count = limit_number();
  } else if (!grammar_.has_offset_first && take("offset")) {
    start = limit_number();
  }
  if (grammar_.has_limit_by && query->child(Slot::kLimitBy) == nullptr && take("by")) {
    return list(query, Slot::kLimitBy);
  }
  add(query, Slot::kLimit, count);
  if (start != nullptr) add(query, Slot::kOffset, start);
  if (grammar_.has_ties && take("with", "ties")) query->has_ties = true;
}

/// FETCH FIRST 5 ROWS ONLY
void Parser::fetch_first(Node* query) {
  expect("fetch");
  if (!take("first")) expect("next");
  Node* count = nullptr;
  if (is("row") || is("rows")) {
    count = make(Kind::kNumber);
    count->text = "1";
    count->end = count->offset;
  } else {
    count = limit_number();
  }
  add(query, Slot::kLimit, count);
  if (!take("rows")) expect("row");
  if (take("with", "ties")) {
    query->has_ties = true;
  } else {
    expect("only");
  }
}

Node* Parser::values() {
  Node* node = make(Kind::kValues);
  expect("values");
  do {
    const std::size_t offset = here();
    const bool has_row = grammar_.has_row_values && take("row");
    if (!has_row && grammar_.has_plain_values) {
      add(node, Slot::kMember, expression());
    } else {
      expect("(");
      add(node, Slot::kMember, tuple(offset));
    }
  } while (take(","));
  return node;
}

/// TABLE a is SELECT * FROM a.
Node* Parser::table_query() {
  Node* node = make(Kind::kSelect);
  expect("table");
  Node* output = make(Kind::kOutput);
  add(output, Slot::kOperand, make(Kind::kStar));
  add(node, Slot::kOutput, output);
  Node* from = make(Kind::kSources);
  add(from, Slot::kItem, table());
  add(node, Slot::kFrom, from);
  return node;
}

}  // namespace askdb::strict
