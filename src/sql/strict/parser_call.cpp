#include <utility>

#include "sql/strict/parser.hpp"

namespace askdb::strict {

/// name(arguments) and what may follow. The name is a word: quoted names are never functions.
Node* Parser::call() {
  const Level level(*this);
  if (refusal_) return make(Kind::kConstant);
  const Token& name = now();
  const std::string lower = to_lower(name.raw);
  const bool is_apart = ahead(1).offset != name.end();
  Node* node = special_call(lower);
  if (node == nullptr) {
    node = make(Kind::kCall);
    node->text = name.text;
    skip(2);
    arguments(node);
    call_tail(node);
    expect(")");
    call_suffixes(node);
  }
  // OVER makes it a built-in again.
  if (is_apart && language_.unspaced_functions != nullptr &&
      language_.unspaced_functions->count(lower) > 0 && node->child(Slot::kWindow) == nullptr) {
    fail("ambiguous", "`" + name.text + " (` with a blank may call a function that a user made.",
         "Write " + name.text + "( without the blank.", name.offset);
  }
  return node;
}

Node* Parser::special_call(const std::string& lower) {
  if (lower == "cast" || lower == "try_cast") return cast();
  if (lower == "convert" && grammar_.has_match) return convert();
  if (lower == "trim") return trim();
  if (lower == "match" && grammar_.has_match) return match();
  if (lower == "extract" && ahead(2).lexeme == Lexeme::kWord && is("from", 3)) return extract();
  if (lower == "normalize") return normalize();
  if (lower == "position") {
    Node* node = make(Kind::kCall);
    node->text = now().text;
    skip(2);
    add(node, Slot::kArgument, expression(Binding::kBitOr));
    if (!take("in")) expect(",");
    list(node, Slot::kArgument);
    expect(")");
    return node;
  }
  return nullptr;
}

/// A value, in ClickHouse with a name that counts in all of the query.
Node* Parser::argument() {
  Node* value = expression();
  if (!grammar_.has_aliases_inside || !take("as")) return value;
  Node* node = make(Kind::kAliased, value->offset);
  node->alias = name("a name behind AS");
  add(node, Slot::kOperand, value);
  return node;
}

void Parser::arguments(Node* call) {
  if (take("distinct")) {
    call->is_distinct = true;
  } else if (is("all") && !is("(", 1) && !is(",", 1) && !is(")", 1)) {
    skip();
  }
  if (is(")")) return;
  const auto takes_unit = [this](const Node& node) {
    if (language_.unit_functions == nullptr || now().lexeme != Lexeme::kWord || !is(",", 1)) {
      return false;
    }
    return language_.unit_functions->count(to_lower(node.text)) > 0 &&
           language_.units->count(to_lower(now().raw)) > 0;
  };
  if (takes_unit(*call)) {
    Node* unit = make(Kind::kWord);
    unit->text = to_lower(now().raw);
    skip();
    add(call, Slot::kArgument, unit);
    expect(",");
  }
  do {
    add(call, Slot::kArgument, argument());
  } while (take(","));
  // SUBSTRING(a FROM 1 FOR 2)
  if (take("from")) add(call, Slot::kArgument, expression());
  if (take("for")) add(call, Slot::kArgument, expression());
}

void Parser::call_tail(Node* call) {
  if (grammar_.has_ordered_calls && is("order")) order_by(call, Slot::kOrder);
  if (grammar_.has_match && take("separator")) {
    if (now().lexeme != Lexeme::kString) fail_here("a text behind SEPARATOR");
    add(call, Slot::kArgument, text());
  }
  if (grammar_.has_match && take("limit")) add(call, Slot::kLimit, limit_number());
  if (grammar_.has_match && take("using")) name("the name of a character set");
  if (!to_lower(call->text).starts_with("json_")) return;
  if (take("returning")) add(call, Slot::kArgument, type());
  // NULL ON EMPTY, WITH ARRAY WRAPPER, KEEP QUOTES: words only, none of them a name.
  static const Words kWords{"null",    "error",       "empty",         "on",    "with",
                            "without", "conditional", "unconditional", "array", "wrapper",
                            "keep",    "omit",        "quotes",        "object"};
  while (now().lexeme == Lexeme::kWord && kWords.count(to_lower(now().raw)) > 0) skip();
}

void Parser::call_suffixes(Node* call) {
  if (grammar_.has_parameters && take("(")) {
    for (Edge& edge : call->edges) edge.slot = Slot::kParameter;
    arguments(call);
    expect(")");
  }
  if (grammar_.has_within_group && take("within", "group")) {
    expect("(");
    order_by(call, Slot::kOrder);
    expect(")");
  }
  if (grammar_.has_filter && is("filter") && is("(", 1)) {
    skip(2);
    expect("where");
    add(call, Slot::kFilter, expression());
    expect(")");
  }
  if (grammar_.has_nulls_treatment && (is("ignore") || is("respect")) && is("nulls", 1)) skip(2);
  if (take("over")) add(call, Slot::kWindow, window(false));
}

/// CAST(a AS type), in ClickHouse also CAST(a, 'type').
Node* Parser::cast() {
  Node* node = make(Kind::kCast);
  skip(2);
  add(node, Slot::kOperand, expression());
  if (grammar_.has_double_colon && take(",")) {
    Node* written = make(Kind::kType);
    written->text = now().text;
    written->is_quoted = true;
    if (now().lexeme != Lexeme::kString) fail_here("a type in quotes");
    skip();
    add(node, Slot::kType, written);
  } else {
    expect("as");
    add(node, Slot::kType, type());
  }
  expect(")");
  return node;
}

/// CONVERT(a USING utf8mb4), CONVERT(a, CHAR)
Node* Parser::convert() {
  const std::size_t offset = here();
  skip(2);
  Node* value = expression();
  Node* node = nullptr;
  if (take("using")) {
    node = make(Kind::kPostfix, offset);
    node->text = "using";
    node->parts.push_back(is("binary") ? "binary" : now().text);
    if (!take("binary")) name("the name of a character set");
    add(node, Slot::kOperand, value);
  } else {
    node = make(Kind::kCast, offset);
    expect(",");
    add(node, Slot::kOperand, value);
    add(node, Slot::kType, type());
  }
  expect(")");
  return node;
}

Node* Parser::extract() {
  Node* node = make(Kind::kCall);
  node->text = now().text;
  skip(2);
  Node* unit = make(Kind::kWord);
  unit->text = to_lower(now().raw);
  if (language_.units->count(unit->text) == 0) fail_here("a unit such as YEAR or MONTH");
  skip();
  add(node, Slot::kArgument, unit);
  expect("from");
  add(node, Slot::kArgument, expression());
  expect(")");
  return node;
}

/// NORMALIZE(a, NFC)
Node* Parser::normalize() {
  Node* node = make(Kind::kCall);
  node->text = now().text;
  skip(2);
  add(node, Slot::kArgument, expression());
  if (take(",") && !take("nfc") && !take("nfd") && !take("nfkc")) expect("nfkd");
  expect(")");
  return node;
}

/// TRIM(a), TRIM(LEADING b FROM a), TRIM(BOTH FROM a), TRIM(b FROM a)
Node* Parser::trim() {
  Node* node = make(Kind::kCall);
  node->text = now().text;
  skip(2);
  const bool has_side = take("leading") || take("trailing") || take("both");
  if (!has_side || !is("from")) add(node, Slot::kArgument, expression());
  if (has_side ? (expect("from"), true) : take("from")) {
    add(node, Slot::kArgument, expression());
  } else if (take(",")) {
    add(node, Slot::kArgument, expression());
  }
  expect(")");
  return node;
}

/// MATCH (columns) AGAINST ('words' IN BOOLEAN MODE)
Node* Parser::match() {
  Node* node = make(Kind::kMatch);
  skip(2);
  do {
    add(node, Slot::kMember, column());
  } while (take(","));
  expect(")");
  expect("against");
  expect("(");
  if (now().lexeme != Lexeme::kString) fail_here("a text");
  add(node, Slot::kPattern, text());
  if (take("in", "boolean")) {
    expect("mode");
  } else if (take("in", "natural")) {
    expect("language");
    expect("mode");
  }
  if (take("with", "query")) expect("expansion");
  expect(")");
  return node;
}

}  // namespace askdb::strict
