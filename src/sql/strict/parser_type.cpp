#include "sql/strict/parser.hpp"

namespace askdb::strict {

/// varchar(20), decimal(10, 2), array(row(a bigint)), timestamp(3) with time zone, UNSIGNED INTEGER
Node* Parser::type() {
  const Level level(*this);
  Node* node = make(Kind::kType);
  if (now().lexeme != Lexeme::kWord) {
    fail_here("a type");
    return node;
  }
  node->text = to_lower(now().raw);
  skip();
  if (take("precision")) node->text += " precision";
  if (take("(")) {
    do {
      add(node, Slot::kArgument, type_argument());
    } while (take(","));
    expect(")");
  }
  type_words(node);
  return node;
}

void Parser::type_words(Node* type) {
  if ((type->text == "signed" || type->text == "unsigned") && !take("integer")) take("int");
  if ((is("with") || is("without")) && is("time", 1) && is("zone", 2)) skip(3);
  if (type->text == "interval") {
    if (!take("year") && !take("day")) fail_here("YEAR or DAY");
    expect("to");
    if (!take("month")) expect("second");
  }
  if (take("character", "set") || take("charset")) name("the name of a character set");
}

/// A number, a text (a time zone, a member of an enumeration and its number), a type, or a name
/// and a type.
Node* Parser::type_argument() {
  if (now().lexeme == Lexeme::kNumber) {
    Node* node = make(Kind::kNumber);
    node->text = now().text;
    skip();
    return node;
  }
  if (now().lexeme == Lexeme::kString) {
    Node* node = text();
    if (take("=")) {
      take("-");
      if (now().lexeme != Lexeme::kNumber) fail_here("a number");
      skip();
    }
    return node;
  }
  const bool is_named = now().lexeme == Lexeme::kQuotedName ||
                        (ahead(1).lexeme == Lexeme::kWord && !is("precision", 1) &&
                         !is("with", 1) && !is("without", 1) && !is("year") && !is("day"));
  if (!is_named || is("interval")) return type();
  const std::string field = now().text;
  skip();
  Node* node = type();
  node->alias = field;
  return node;
}

}  // namespace askdb::strict
