#include <array>
#include <utility>

#include "sql/strict/parser.hpp"

namespace askdb::strict {
namespace {

struct Symbol {
  std::string_view text;
  Binding binding;
};

// Which of them exist is the lexer's knowledge.
constexpr std::array<Symbol, 22> kSymbols{
    {{"&&", Binding::kAnd},      {"=", Binding::kCompare},  {"==", Binding::kCompare},
     {"<=>", Binding::kCompare}, {"<>", Binding::kCompare}, {"!=", Binding::kCompare},
     {"<", Binding::kCompare},   {">", Binding::kCompare},  {"<=", Binding::kCompare},
     {">=", Binding::kCompare},  {"|", Binding::kBitOr},    {"&", Binding::kBitAnd},
     {"<<", Binding::kShift},    {">>", Binding::kShift},   {"+", Binding::kSum},
     {"-", Binding::kSum},       {"||", Binding::kSum},     {"*", Binding::kTimes},
     {"/", Binding::kTimes},     {"%", Binding::kTimes},    {"^", Binding::kPower}}};

Binding tighter(Binding binding) {
  return binding == Binding::kPower ? binding : static_cast<Binding>(static_cast<int>(binding) + 1);
}

}  // namespace

Node* Parser::expression(Binding at_least) {
  const Level level(*this);
  if (refusal_) return make(Kind::kConstant);
  return infix(prefixed(at_least), at_least);
}

Node* Parser::prefixed(Binding at_least) {
  if (grammar_.has_lambdas && starts_lambda()) return lambda();
  Node* prefix = nullptr;
  while (!refusal_) {
    const bool is_sign = is("-") || is("+") || is("~") || is("!");
    const bool is_binary = grammar_.has_binary_prefix && is("binary") && !is("(", 1);
    if (!is_sign && !is_binary && !is("not")) break;
    if (prefix == nullptr) prefix = make(Kind::kPrefix);
    prefix->parts.push_back(to_lower(now().raw));
    skip();
    if (prefix->parts.back() == "not") {
      // NOT binds loosely: all of `NOT a = b AND c` up to AND is its operand.
      const Binding inner = at_least > Binding::kNot ? at_least : Binding::kNot;
      add(prefix, Slot::kOperand, expression(inner));
      return prefix;
    }
  }
  if (prefix == nullptr) return primary();
  add(prefix, Slot::kOperand, primary());
  return prefix;
}

std::optional<Parser::Infix> Parser::infix_here() const {
  if (now().lexeme == Lexeme::kOperator) {
    for (const auto& [text, binding] : kSymbols) {
      if (now().raw == text) return Infix{binding, std::string(text), 1};
    }
    return {};
  }
  if (now().lexeme != Lexeme::kWord) return {};
  if (is("and")) return Infix{Binding::kAnd, "and", 1};
  if (is("or")) return Infix{Binding::kOr, "or", 1};
  if (grammar_.has_xor && is("xor")) return Infix{Binding::kXor, "xor", 1};
  if (grammar_.has_word_operators && (is("div") || is("mod"))) {
    return Infix{Binding::kTimes, to_lower(now().raw), 1};
  }
  return {};
}

Node* Parser::infix(Node* left, Binding at_least) {
  // More operands of the same level join the same node, so that long chains stay flat.
  Node* chain = nullptr;
  Binding chain_binding = Binding::kAny;
  while (!refusal_) {
    if (at_least <= Binding::kCompare) {
      bool is_done = false;
      left = comparison(left, is_done);
      if (is_done) {
        chain = nullptr;
        continue;
      }
    }
    const auto found = infix_here();
    if (!found || found->binding < at_least) break;
    skip(found->tokens);
    Node* right = found->binding == Binding::kCompare && (is("any") || is("all") || is("some")) &&
                          is("(", 1) && starts_query(2)
                      ? quantified()
                      : expression(tighter(found->binding));
    if (chain == nullptr || chain_binding != found->binding) {
      chain = make(Kind::kOperation, left->offset);
      chain_binding = found->binding;
      add(chain, Slot::kOperand, left);
      left = chain;
    }
    chain->parts.push_back(found->name == "&&" ? "and" : found->name);
    add(chain, Slot::kOperand, right);
  }
  return left;
}

Node* Parser::quantified() {
  Node* node = make(Kind::kQuantified);
  node->text = to_lower(now().raw);
  skip();
  expect("(");
  add(node, Slot::kQuery, query());
  expect(")");
  return node;
}

/// IS, LIKE, IN, BETWEEN and their kin behind `left`, or `left` itself.
Node* Parser::comparison(Node* left, bool& is_done) {
  if (now().lexeme != Lexeme::kWord) return left;
  is_done = true;
  if (is("is")) return test(left);
  const bool is_negated = is("not");
  const std::size_t by = is_negated ? 1 : 0;
  if (is("between", by)) {
    skip(by);
    return between(left);
  }
  if (is("in", by) || (grammar_.has_global_in && is("global", by) &&
                       (is("in", by + 1) || (is("not", by + 1) && is("in", by + 2))))) {
    return in(left);
  }
  if (is("like", by) || (grammar_.has_ilike && is("ilike", by)) ||
      (grammar_.has_regexp && (is("regexp", by) || is("rlike", by)))) {
    skip(by);
    const std::string word = to_lower(now().raw);
    skip();
    return like(left, is_negated, word);
  }
  if (grammar_.has_regexp && is("sounds") && is("like", 1)) {
    skip(2);
    return like(left, false, "sounds like");
  }
  is_done = false;
  return left;
}

Node* Parser::test(Node* left) {
  Node* node = make(Kind::kTest, left->offset);
  add(node, Slot::kOperand, left);
  expect("is");
  node->text = take("not") ? "is not" : "is";
  if (grammar_.has_distinct_from && take("distinct", "from")) {
    node->text += " distinct from";
    add(node, Slot::kMember, expression(tighter(Binding::kCompare)));
    return node;
  }
  for (const std::string_view word : {"null", "true", "false", "unknown"}) {
    if (!take(word)) continue;
    node->text += " " + std::string(word);
    return node;
  }
  fail_here("NULL, TRUE or FALSE behind IS");
  return node;
}

Node* Parser::like(Node* left, bool is_negated, std::string_view word) {
  Node* node = make(Kind::kLike, left->offset);
  node->text = (is_negated ? "not " : "") + std::string(word);
  add(node, Slot::kOperand, left);
  add(node, Slot::kPattern, expression(tighter(Binding::kCompare)));
  if (take("escape")) add(node, Slot::kEscape, expression(tighter(Binding::kCompare)));
  return node;
}

Node* Parser::between(Node* left) {
  Node* node = make(Kind::kBetween, left->offset);
  add(node, Slot::kOperand, left);
  expect("between");
  add(node, Slot::kLow, expression(tighter(Binding::kCompare)));
  expect("and");
  add(node, Slot::kHigh, expression(tighter(Binding::kCompare)));
  return node;
}

Node* Parser::in(Node* left) {
  Node* node = make(Kind::kIn, left->offset);
  take("global");
  node->text = take("not") ? "not in" : "in";
  take("global");
  expect("in");
  add(node, Slot::kOperand, left);
  // Without brackets a name behind IN is a table in ClickHouse: only lists and queries are read.
  if (grammar_.has_brackets && is("[")) {
    add(node, Slot::kMember, primary());
    return node;
  }
  if (grammar_.has_global_in && is("tuple") && is("(", 1)) {
    add(node, Slot::kMember, call());
    return node;
  }
  const bool is_query = starts_bracketed_query();
  if (!is("(")) {
    fail("syntax", "IN needs a list or a query in brackets.", "Write IN (1, 2) or IN (SELECT ...).",
         here());
    return node;
  }
  if (is_query) {
    Node* inner = bracketed();
    if (inner->kind == Kind::kSubquery) {
      add(node, Slot::kQuery, inner->edges.front().child);
    } else if (inner->kind == Kind::kTuple) {
      for (const Edge& edge : inner->edges) add(node, Slot::kMember, edge.child);
    } else {
      add(node, Slot::kMember, inner);
    }
    return node;
  }
  expect("(");
  if (is(")") && grammar_.has_global_in) {
    skip();
    return node;
  }
  list(node, Slot::kMember);
  expect(")");
  return node;
}

}  // namespace askdb::strict
