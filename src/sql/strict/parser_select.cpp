#include "sql/strict/parser.hpp"

namespace askdb::strict {

Node* Parser::select() {
  Node* node = make(Kind::kSelect);
  expect("select");
  if (take("distinct")) {
    node->is_distinct = true;
    if (grammar_.has_distinct_on && take("on")) {
      expect("(");
      list(node, Slot::kGroup);
      expect(")");
    }
  } else {
    take("all");
  }
  do {
    add(node, Slot::kOutput, output());
  } while (take(","));
  if (take("from")) add(node, Slot::kFrom, sources());
  if (grammar_.has_prewhere && take("prewhere")) add(node, Slot::kPrewhere, expression());
  if (take("where")) add(node, Slot::kWhere, expression());
  if (take("group", "by")) group_by(node);
  if (take("having")) add(node, Slot::kHaving, expression());
  if (is("window") && !is(",", 1) && !is("from", 1)) window_definitions(node);
  if (grammar_.has_qualify && take("qualify")) add(node, Slot::kQualify, expression());
  return node;
}

Node* Parser::output() {
  Node* node = make(Kind::kOutput);
  const Node* value = expression();
  add(node, Slot::kOperand, value);
  if (value->kind != Kind::kStar) node->alias = alias(true);
  node->end = last_end();
  return node;
}

/// * EXCEPT (a, b), * REPLACE (a + 1 AS a)
Node* Parser::star_changes(Node* star) {
  if (!grammar_.has_star_changes) return star;
  if (is("except") && (is("(", 1) || is_name(ahead(1))) && !starts_query(1) && !starts_query(2)) {
    skip();
    std::vector<std::string> names;
    if (is("(")) {
      column_names(names);
    } else {
      name("the name of a column");
    }
    star->text = "except";
  }
  if (is("replace") && (is("(", 1))) {
    skip(2);
    do {
      Node* changed = make(Kind::kAliased);
      add(changed, Slot::kOperand, expression());
      expect("as");
      changed->alias = name("the name of a column");
      add(star, Slot::kMember, changed);
    } while (take(","));
    expect(")");
  }
  return star;
}

void Parser::group_by(Node* select) {
  if (grammar_.has_grouping_sets && is("all") && !is("(", 1)) {
    skip();
  } else {
    do {
      add(select, Slot::kGroup, grouping());
    } while (take(","));
  }
  if ((grammar_.has_with_rollup && take("with", "rollup")) ||
      (grammar_.has_with_cube && take("with", "cube"))) {
    return;
  }
  if (grammar_.has_with_cube && is("with") && is("totals", 1)) {
    fail("node", "WITH TOTALS adds a row that stands outside of the result.",
         "Use WITH ROLLUP, which puts the totals into the result.", here());
  }
}

/// An expression, ROLLUP (a, b), CUBE (a, b) or GROUPING SETS ((a, b), a, ())
Node* Parser::grouping() {
  const Level level(*this);
  if (refusal_) return make(Kind::kConstant);
  if (!grammar_.has_grouping_sets) return expression();
  const bool is_sets = is("grouping") && is("sets", 1);
  if (!is_sets && !((is("rollup") || is("cube")) && is("(", 1))) {
    if (!is("(") || !is(")", 1)) return expression();
    Node* empty = make(Kind::kTuple);
    skip(2);
    return empty;
  }
  Node* node = make(Kind::kGrouping);
  node->text = is_sets ? "sets" : to_lower(now().raw);
  skip(is_sets ? 2 : 1);
  expect("(");
  if (is(")")) return skip(), node;
  do {
    add(node, Slot::kMember, grouping());
  } while (take(","));
  expect(")");
  return node;
}

void Parser::window_definitions(Node* select) {
  expect("window");
  do {
    const std::string defined = name("the name of a window");
    expect("as");
    Node* node = window(true);
    node->alias = defined;
    add(select, Slot::kWindow, node);
  } while (take(","));
}

}  // namespace askdb::strict
