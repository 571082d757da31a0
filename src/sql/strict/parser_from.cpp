#include "sql/strict/parser.hpp"

namespace askdb::strict {

/// Items with commas and joins between them.
Node* Parser::sources() {
  const Level level(*this);
  Node* node = make(Kind::kSources);
  if (refusal_) return node;
  add(node, Slot::kItem, source());
  std::size_t count = 1;
  while (!refusal_) {
    const bool is_left_array = is("left") && is("array", 1) && is("join", 2);
    if (grammar_.has_clickhouse_from && (is_left_array || are("array", "join"))) {
      add(node, Slot::kJoin, array_join());
      continue;
    }
    Node* join = make(Kind::kJoin);
    join->text = join_kind();
    if (join->text.empty()) break;
    if (++count > language_.most_sources) {
      fail("depth", "More than " + std::to_string(language_.most_sources) + " tables in one FROM.",
           "Join fewer tables; name steps in a WITH clause.", here());
    }
    add(join, Slot::kItem, source());
    if (take("on")) {
      add(join, Slot::kCondition, expression());
    } else if (take("using")) {
      if (is("(") || !grammar_.has_clickhouse_from) {
        column_names(join->parts);
      } else {
        do {
          join->parts.push_back(name("the name of a column"));
        } while (take(","));
      }
    }
    add(node, Slot::kJoin, join);
  }
  return node;
}

/// The words of a join, in order and lower case; "" where none begins.
std::string Parser::join_kind() {
  if (take(",")) return ",";
  if (grammar_.has_straight_join && take("straight_join")) return "straight_join";
  static const Words kWords{"inner", "left", "right", "full", "cross", "outer", "natural"};
  static const Words kMore{"global", "any", "all", "asof", "semi", "anti"};
  std::string kind;
  std::size_t by = 0;
  for (; ahead(by).lexeme == Lexeme::kWord; ++by) {
    const std::string word = to_lower(ahead(by).raw);
    if (word == "join") break;
    const bool is_known =
        kWords.count(word) > 0 || (grammar_.has_clickhouse_from && kMore.count(word) > 0);
    if (!is_known) return {};
    kind += word + " ";
  }
  if (!is("join", by)) return {};
  skip(by + 1);
  return kind + "join";
}

Node* Parser::source() {
  const Level level(*this);
  if (refusal_) return make(Kind::kTable);
  if (starts_bracketed_query()) return derived(false);
  if (is("(")) {
    skip();
    Node* inner = sources();
    expect(")");
    return inner;
  }
  if (grammar_.has_lateral && is("lateral") && is("(", 1)) {
    skip();
    return derived(true);
  }
  if (grammar_.has_unnest && is("unnest") && is("(", 1)) return unnest();
  if (now().lexeme == Lexeme::kWord && is("(", 1)) {
    if (!grammar_.has_table_calls) {
      fail("function", "Table function `" + shortened(now().raw, 60) + "` may not be used.",
           "Read from tables and subqueries.", here());
    }
    Node* node = make(Kind::kTableCall);
    node->text = now().text;
    skip(2);
    if (!is(")")) list(node, Slot::kArgument);
    expect(")");
    source_alias(node);
    return node;
  }
  return table();
}

Node* Parser::table() {
  Node* node = make(Kind::kTable);
  node->is_quoted = now().lexeme == Lexeme::kQuotedName;
  node->parts.push_back(name("the name of a table"));
  while (take(".")) {
    node->is_quoted = now().lexeme == Lexeme::kQuotedName;
    node->parts.push_back(member("the name of a table"));
    if (node->parts.size() > 4) fail_here("the end of the table's name");
  }
  node->end = last_end();
  source_alias(node);
  return sampled(node);
}

void Parser::source_alias(Node* item) {
  item->alias = alias(true);
  if (!item->alias.empty() && is("(")) column_names(item->alias_columns);
}

Node* Parser::sampled(Node* item) {
  if (grammar_.has_clickhouse_from) {
    take("final");
    if (!take("sample")) return item;
    Node* node = make(Kind::kSample, item->offset);
    add(node, Slot::kItem, item);
    add(node, Slot::kSample, expression(Binding::kSum));
    if (take("offset")) add(node, Slot::kSample, expression(Binding::kSum));
    return node;
  }
  if (!grammar_.has_samples || !take("tablesample")) return item;
  Node* node = make(Kind::kSample, item->offset);
  add(node, Slot::kItem, item);
  if (!take("bernoulli")) expect("system");
  expect("(");
  add(node, Slot::kSample, expression());
  expect(")");
  return node;
}

Node* Parser::derived(bool is_lateral) {
  Node* node = make(Kind::kDerived);
  node->is_lateral = is_lateral;
  const Node* inner = bracketed();
  if (inner->kind != Kind::kSubquery) {
    fail("syntax", "FROM needs tables and queries.", "Write (SELECT ...) AS name.", inner->offset);
    return node;
  }
  add(node, Slot::kQuery, inner->edges.front().child);
  source_alias(node);
  if (grammar_.needs_derived_alias && node->alias.empty()) {
    fail("syntax", "A subquery in FROM has no name.", "Write (SELECT ...) AS name.", node->offset);
  }
  return node;
}

/// UNNEST(a, b) WITH ORDINALITY AS t (x, y, n)
Node* Parser::unnest() {
  Node* node = make(Kind::kUnnest);
  skip(2);
  list(node, Slot::kMember);
  expect(")");
  take("with", "ordinality");
  source_alias(node);
  return node;
}

/// ARRAY JOIN a, b AS c: in ClickHouse each row becomes one per element.
Node* Parser::array_join() {
  Node* join = make(Kind::kJoin);
  join->text = take("left") ? "left array join" : "array join";
  expect("array");
  expect("join");
  Node* node = make(Kind::kArrayJoin);
  do {
    Node* value = expression();
    Node* named = make(Kind::kAliased, value->offset);
    add(named, Slot::kOperand, value);
    named->alias = alias(true);
    add(node, Slot::kMember, named);
  } while (take(","));
  add(join, Slot::kItem, node);
  return join;
}

}  // namespace askdb::strict
