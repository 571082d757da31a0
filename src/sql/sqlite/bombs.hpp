#pragma once

/// Cost that shows in the text alone: constant arguments that make huge values in one function call
/// (which nothing can interrupt), and CTEs that multiply when the compiler writes them out.

#include <optional>
#include <string_view>
#include <vector>

#include "sql/guard.hpp"
#include "sql/sqlite/tokens.hpp"

namespace askdb::sqlite {

/// The first such thing, or nothing.
std::optional<Refusal> find_bomb(const std::vector<Token>& tokens,
                                 const std::vector<CommonTable>& tables);

/// Has the CTE a condition or a limit anywhere that could end a recursion?
bool has_bound(const std::vector<Token>& tokens, const CommonTable& table);

/// Does the CTE read itself?
bool is_recursive(const std::vector<Token>& tokens, const CommonTable& table);

}  // namespace askdb::sqlite
