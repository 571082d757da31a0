#pragma once

/// What the SQLite guard says when it refuses; all in one place so that it sounds like one person.

#include <string>
#include <vector>

#include "sql/guard.hpp"
#include "sql/sqlite/replica.hpp"
#include "sql/sqlite/tokens.hpp"

namespace askdb::sqlite {

Refusal refuse_statement(const Token& first);
Refusal refuse_action(const std::string& action);
Refusal refuse_function(const std::string& name, const std::vector<Token>& tokens);
Refusal refuse_second_statement(std::size_t offset);
Refusal refuse_parameters(std::size_t offset);
Refusal refuse_endless(std::string_view what);
Refusal refuse_product(double rows);

/// The compiler's complaint as a refusal: unknown names get the nearest known one.
/// `readable` are the relations that may be named in suggestions.
Refusal refuse_by_compiler(const std::string& complaint, int offset,
                           const std::vector<Token>& tokens,
                           const std::vector<const ReplicaRelation*>& readable);

}  // namespace askdb::sqlite
