#include <algorithm>
#include <array>
#include <utility>

#include "sql/strict/parser.hpp"

namespace askdb::strict {
namespace {

/// Statements that are no query, by their first word.
bool is_other_statement(std::string_view word) {
  static const Words kWords{
      "alter",    "analyze",   "attach",     "backup",   "begin",     "binlog",    "cache",
      "call",     "change",    "check",      "checksum", "clone",     "comment",   "commit",
      "copy",     "create",    "deallocate", "delete",   "delimiter", "deny",      "detach",
      "do",       "drop",      "end",        "exchange", "execute",   "export",    "flush",
      "get",      "grant",     "handler",    "help",     "if",        "import",    "insert",
      "install",  "kill",      "load",       "lock",     "merge",     "move",      "optimize",
      "parallel", "prepare",   "purge",      "reassign", "refresh",   "release",   "rename",
      "repair",   "replace",   "reset",      "resignal", "restart",   "restore",   "revoke",
      "rollback", "savepoint", "set",        "show",     "shutdown",  "signal",    "source",
      "start",    "stop",      "system",     "truncate", "undrop",    "uninstall", "unlock",
      "update",   "upsert",    "use",        "watch",    "xa"};
  return kWords.count(to_lower(word)) > 0;
}

}  // namespace

void Parser::fail(std::string rule, std::string message, std::string instead, std::size_t offset) {
  if (!refusal_) refusal_ = {std::move(rule), std::move(message), std::move(instead), offset};
  // Every loop of the parser ends at the end of the tokens.
  at_ = tokens_.size() - 1;
}

void Parser::fail_here(std::string_view expected) {
  const Token& token = now();
  if (token.lexeme == Lexeme::kWord) {
    for (const auto& refused : language_.refused_words) {
      if (!token.is_word(refused.word)) continue;
      return fail(std::string(refused.rule), std::string(refused.message),
                  std::string(refused.instead), token.offset);
    }
  }
  if (token.lexeme == Lexeme::kEnd) {
    return fail("syntax", "The statement ends where " + std::string(expected) + " should stand.",
                "Write one complete SELECT statement.", token.offset);
  }
  if (token.lexeme == Lexeme::kWideString) {
    return fail("ambiguous", "Double quotes mean a text or a name, depending on the server's mode.",
                "Write 'text' for a text and `name` for a name.", token.offset);
  }
  const bool is_reserved = token.lexeme == Lexeme::kWord && !is_name(token);
  fail(
      "syntax",
      "`" + shortened(token.raw, 60) + "` stands where " + std::string(expected) + " should stand.",
      is_reserved ? "If it is a name, quote it; else write the query with ordinary SELECT syntax."
                  : "Write the query with ordinary SELECT syntax.",
      token.offset);
}

void Parser::check_start() {
  const Token& first = now();
  if (first.lexeme == Lexeme::kEnd || (first.is_operator(";") && ahead(1).lexeme == Lexeme::kEnd)) {
    return fail("empty", "There is no statement.", "Write one SELECT statement.", first.offset);
  }
  if (starts_query() || starts_bracketed_query()) return;
  if (is("explain") || is("describe") || is("desc")) {
    return fail("explain", "EXPLAIN and DESCRIBE may not be used as statements.",
                "Write the query itself; its cost is estimated anyway.", first.offset);
  }
  if (first.lexeme == Lexeme::kWord && is_other_statement(first.raw)) {
    return fail("read_only", "`" + std::string(first.raw) + "` is no query.",
                "Write a SELECT statement that only reads.", first.offset);
  }
  fail_here("SELECT");
}

std::variant<Parsed, Refusal> Parser::run() {
  check_start();
  Parsed parsed;
  const Node* root = refusal_ ? nullptr : query();
  if (!refusal_) {
    parsed.last = last_end();
    parsed.end = here();
    while (take(";")) {
    }
    if (now().lexeme != Lexeme::kEnd) {
      if (at_ > 0 && tokens_[at_ - 1].is_operator(";")) {
        fail("single_statement", "There is more than one statement.",
             "Write one statement; name steps in a WITH clause.", here());
      } else {
        fail_here("the end of the statement");
      }
    }
  }
  if (refusal_) return *std::move(refusal_);
  parsed.nodes = std::move(nodes_);
  parsed.query = root;
  return parsed;
}

}  // namespace askdb::strict
