#include "sql/strict/parser.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"

namespace askdb::strict {

Parser::Level::Level(Parser& parser) : parser_(parser) {
  if (++parser_.level_ <= kMostLevels) return;
  parser_.fail("depth",
               "The statement is nested more than " + std::to_string(kMostLevels) + " deep.",
               "Write fewer nested expressions; name steps in a WITH clause.", parser_.here());
}

bool Parser::is(std::string_view text, std::size_t by) const {
  const Token& token = ahead(by);
  if (token.lexeme == Lexeme::kWord) return iequals(token.raw, text);
  return token.lexeme == Lexeme::kOperator && token.raw == text;
}

bool Parser::take(std::string_view text) {
  if (!is(text)) return false;
  skip();
  return true;
}

bool Parser::take(std::string_view first, std::string_view second) {
  if (!are(first, second)) return false;
  skip(2);
  return true;
}

void Parser::expect(std::string_view text) {
  if (!take(text)) fail_here(text);
}

bool Parser::is_name(const Token& token) const {
  if (token.lexeme == Lexeme::kQuotedName) return true;
  return token.lexeme == Lexeme::kWord && language_.reserved->count(to_lower(token.raw)) == 0 &&
         language_.bare_functions->count(to_lower(token.raw)) == 0;
}

std::string Parser::name(std::string_view what) {
  if (!is_name(now())) {
    fail_here(what);
    return {};
  }
  std::string found = now().text;
  skip();
  return found;
}

std::string Parser::member(std::string_view what) {
  if (now().lexeme != Lexeme::kWord) return name(what);
  std::string found = now().text;
  skip();
  return found;
}

bool Parser::starts_query(std::size_t by) const {
  if (is("select", by) || is("with", by)) return true;
  if (grammar_.has_values && is("values", by)) return true;
  return grammar_.has_table_queries && is("table", by) && !is("(", by + 1);
}

bool Parser::starts_bracketed_query() const {
  std::size_t by = 0;
  while (is("(", by)) ++by;
  return by > 0 && starts_query(by);
}

Node* Parser::make(Kind kind) { return make(kind, here()); }

Node* Parser::make(Kind kind, std::size_t offset) {
  Node& node = nodes_.emplace_back();
  node.kind = kind;
  node.offset = offset;
  return &node;
}

void Parser::add(Node* parent, Slot slot, const Node* child) {
  const auto allowed = slots_of(parent->kind);
  ASKDB_ASSERT(std::find(allowed.begin(), allowed.end(), slot) != allowed.end(),
               "a slot that the kind of node does not have");
  parent->edges.push_back({slot, child});
  parent->height = std::max(parent->height, child->height + 1);
  if (parent->height <= kMostHeight) return;
  fail("depth", "The statement is nested too deeply.",
       "Write fewer nested expressions; name steps in a WITH clause.", child->offset);
}

void Parser::list(Node* parent, Slot slot) {
  do {
    add(parent, slot, expression());
  } while (take(","));
}

std::string Parser::alias(bool is_implicit_allowed) {
  const bool is_marked = take("as");
  const Lexeme lexeme = now().lexeme;
  const bool is_text =
      lexeme == Lexeme::kWideString ||
      (lexeme == Lexeme::kString && grammar_.has_text_aliases && now().raw[0] == '\'');
  if (is_marked && is_text) {
    std::string found = now().text;
    skip();
    return found;
  }
  if (is_marked) return name("a name behind AS");
  if (is_implicit_allowed && is_name(now())) return name("a name");
  return {};
}

void Parser::column_names(std::vector<std::string>& names) {
  expect("(");
  do {
    names.push_back(name("the name of a column"));
  } while (take(","));
  expect(")");
}

}  // namespace askdb::strict
