#pragma once

/// The rules of the strict guards one by one, for tests that look inside.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sql/clickhouse/language.hpp"
#include "sql/mysql/language.hpp"
#include "sql/strict/parser.hpp"
#include "sql/strict/rules.hpp"
#include "sql/strict_shops.hpp"
#include "sql/trino/language.hpp"

namespace askdb::testing {

inline const strict::Language& language_of(const StrictDialect& dialect) {
  if (dialect.dialect == Dialect::kMysql) return mysql::language();
  return dialect.dialect == Dialect::kTrino ? trino::language() : clickhouse::language();
}

inline strict::Objection relations_rule(const strict::Subject& subject) {
  auto outcome = strict::check_relations(subject);
  if (auto* refusal = std::get_if<Refusal>(&outcome)) return *refusal;
  return {};
}

using StrictRule = std::pair<std::string, strict::Objection (*)(const strict::Subject&)>;

inline const std::vector<StrictRule>& strict_rules() {
  static const std::vector<StrictRule> kRules{{"functions", strict::check_functions},
                                              {"types", strict::check_types},
                                              {"forms", strict::check_forms},
                                              {"arguments", strict::check_arguments},
                                              {"patterns", strict::check_patterns},
                                              {"relations and names", relations_rule},
                                              {"cost", strict::check_cost}};
  return kRules;
}

/// The tree of `sql`, or none when lexer or grammar refuse it. `sql` outlives the tree.
inline std::optional<strict::Parsed> tree_of(const std::string& sql,
                                             const strict::Language& language) {
  auto lexed = strict::lex(sql, language.lexing);
  if (std::holds_alternative<Refusal>(lexed)) return {};
  auto read = strict::Parser(std::get<std::vector<strict::Token>>(lexed), language).run();
  if (std::holds_alternative<Refusal>(read)) return {};
  return std::get<strict::Parsed>(std::move(read));
}

}  // namespace askdb::testing
