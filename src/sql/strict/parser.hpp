#pragma once

/// Recursive descent over the tokens of one statement. Deny by default: the first token that the
/// grammar has no place for ends the parse with a refusal that says where and what instead.
///
/// Never throws for any input; linear but for short looks ahead. Nesting is bounded, so the
/// caller's stack may be small: `kMostLevels` levels take less than 200 KiB in a debug build.

#include <algorithm>
#include <optional>
#include <string>
#include <variant>

#include "sql/strict/language.hpp"

namespace askdb::strict {

constexpr int kMostLevels = 64;
/// Nodes on the longest way down the tree; every walk over it recurses so far.
constexpr int kMostHeight = 400;

/// How tightly operators bind, loosest first. Only the shape of the tree depends on it.
enum class Binding {
  kAny,
  kOr,
  kXor,
  kAnd,
  kNot,
  kCompare,
  kBitOr,
  kBitAnd,
  kShift,
  kSum,
  kTimes,
  kPower
};

/// A statement that has been read. The root is a kQuery.
struct Parsed {
  Nodes nodes;
  const Node* query = nullptr;
  std::size_t last = 0;  ///< Behind its last token.
  std::size_t end = 0;   ///< Of the statement in the text: a semicolon's place, or the text's end.
};

class Parser {
 public:
  Parser(const std::vector<Token>& tokens, const Language& language)
      : tokens_(tokens), language_(language), grammar_(language.grammar) {}

  /// Call once.
  std::variant<Parsed, Refusal> run();

 private:
  // parser_statement.cpp
  void check_start();
  void fail(std::string rule, std::string message, std::string instead, std::size_t offset);
  void fail_here(std::string_view expected);

  // parser.cpp: tokens
  const Token& now() const { return tokens_[at_]; }
  const Token& ahead(std::size_t by) const {
    return tokens_[at_ + by < tokens_.size() ? at_ + by : tokens_.size() - 1];
  }
  std::size_t here() const { return now().offset; }
  bool is(std::string_view text, std::size_t by = 0) const;
  bool are(std::string_view first, std::string_view second) const {
    return is(first) && is(second, 1);
  }
  bool take(std::string_view text);
  bool take(std::string_view first, std::string_view second);
  void expect(std::string_view text);
  /// Never beyond the end, which is where a failure leaves the parser.
  void skip(std::size_t count = 1) { at_ = std::min(at_ + count, tokens_.size() - 1); }
  std::size_t last_end() const { return at_ == 0 ? 0 : tokens_[at_ - 1].end(); }
  bool is_name(const Token& token) const;
  std::string name(std::string_view what);
  /// Behind a dot every word is a name.
  std::string member(std::string_view what);
  bool starts_query(std::size_t by = 0) const;
  /// A query that stands in brackets begins here, whatever the number of brackets.
  bool starts_bracketed_query() const;
  Node* make(Kind kind);
  Node* make(Kind kind, std::size_t offset);
  /// `child` is complete: its height counts.
  void add(Node* parent, Slot slot, const Node* child);
  void list(Node* parent, Slot slot);
  std::string alias(bool is_implicit_allowed);
  void column_names(std::vector<std::string>& names);

  /// One level deeper for as long as it lives.
  class Level {
   public:
    explicit Level(Parser& parser);
    ~Level() { --parser_.level_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    Parser& parser_;
  };

  // parser_expression.cpp
  Node* expression(Binding at_least = Binding::kAny);
  Node* prefixed(Binding at_least);
  Node* infix(Node* left, Binding at_least);
  struct Infix {
    Binding binding = Binding::kAny;
    std::string name;
    std::size_t tokens = 0;
  };
  std::optional<Infix> infix_here() const;
  Node* comparison(Node* left, bool& is_done);
  Node* test(Node* left);
  Node* like(Node* left, bool is_negated, std::string_view word);
  Node* between(Node* left);
  Node* in(Node* left);
  Node* quantified();

  // parser_primary.cpp
  Node* primary();
  Node* word_primary();
  Node* postfix(Node* operand);
  Node* text();
  Node* bracketed();
  Node* array(std::size_t offset);
  Node* tuple(std::size_t offset);
  Node* column();
  Node* star_changes(Node* star);
  Node* case_expression();
  Node* interval();
  Node* lambda();
  bool starts_lambda() const;
  Node* typed_literal();

  // parser_call.cpp
  Node* call();
  Node* argument();
  void arguments(Node* call);
  Node* special_call(const std::string& lower);
  Node* cast();
  Node* convert();
  Node* extract();
  Node* trim();
  Node* normalize();
  Node* match();
  void call_tail(Node* call);
  void call_suffixes(Node* call);

  // parser_window.cpp
  Node* window(bool is_definition);
  void frame(Node* window);
  void frame_bound(Node* window);
  void order_by(Node* parent, Slot slot);
  Node* sort_key();

  // parser_type.cpp
  Node* type();
  Node* type_argument();
  void type_words(Node* type);

  // parser_query.cpp
  Node* query();
  Node* continue_query(Node* query, Node* first);
  Node* query_of_parts();
  void with(Node* query);
  Node* named();
  Node* part();
  Node* set_operations(Node* first);
  bool set_operator(std::string& name);
  void clauses(Node* query);
  void limits(Node* query);
  void limit(Node* query);
  void fetch_first(Node* query);
  Node* limit_number();
  Node* values();
  Node* table_query();

  // parser_select.cpp
  Node* select();
  Node* output();
  void group_by(Node* select);
  Node* grouping();
  void window_definitions(Node* select);

  // parser_from.cpp
  Node* sources();
  Node* source();
  Node* table();
  Node* derived(bool is_lateral);
  Node* unnest();
  Node* array_join();
  std::string join_kind();
  Node* sampled(Node* item);
  void source_alias(Node* item);

  const std::vector<Token>& tokens_;
  const Language& language_;
  const Grammar& grammar_;
  std::size_t at_ = 0;
  int level_ = 0;
  Nodes nodes_;
  std::optional<Refusal> refusal_;
};

}  // namespace askdb::strict
