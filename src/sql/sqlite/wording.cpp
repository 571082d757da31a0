#include "sql/sqlite/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace askdb::sqlite {
namespace {

using Relations = std::vector<const ReplicaRelation*>;

constexpr std::string_view kOneQuery = "Write one query that starts with SELECT, WITH or VALUES.";

std::optional<std::size_t> place_of(const std::string& name, const std::vector<Token>& tokens) {
  for (const auto& token : tokens) {
    if (iequals(unquoted(token), name)) return token.offset;
  }
  return std::nullopt;
}

std::string without_prefix(const std::string& text, std::string_view prefix) {
  return text.rfind(prefix, 0) == 0 ? text.substr(prefix.size()) : std::string();
}

std::string did_you_mean(const std::string& name, const std::vector<std::string>& candidates) {
  const std::string near = nearest(name, candidates);
  return near.empty() ? std::string() : "Did you mean `" + near + "`?";
}

Refusal unknown_table(const std::string& written, const std::vector<Token>& tokens,
                      const Relations& readable) {
  const std::string name = written.substr(written.find('.') + 1);
  std::vector<std::string> known;
  for (const auto* relation : readable) known.push_back(relation->name);
  std::string instead = did_you_mean(name, known);
  if (instead.empty()) {
    known.resize(std::min<std::size_t>(known.size(), 8));
    instead = known.empty() ? "There is nothing to read." : "There are: " + join(known, ", ") + ".";
  }
  return {"unknown_relation", fmt::format("There is no table `{}`.", name), instead,
          place_of(name, tokens)};
}

/// Columns of the tables that the statement names; these are the ones that can be meant.
std::vector<std::string> columns_at_hand(const std::vector<Token>& tokens,
                                         const Relations& readable) {
  std::vector<std::string> columns;
  for (const auto& token : tokens) {
    if (token.kind != TokenKind::kWord && token.kind != TokenKind::kQuotedName) continue;
    const std::string name = unquoted(token);
    for (const auto* relation : readable) {
      if (!iequals(relation->name, name)) continue;
      columns.insert(columns.end(), relation->columns.begin(), relation->columns.end());
    }
  }
  return columns;
}

Refusal unknown_column(const std::string& written, const std::vector<Token>& tokens,
                       const Relations& readable) {
  // A quoted name or text may hold a dot itself.
  const std::string name =
      place_of(written, tokens) ? written : written.substr(written.rfind('.') + 1);
  const auto place = place_of(name, tokens);
  const auto token = std::find_if(tokens.begin(), tokens.end(), [&](const Token& candidate) {
    return place && candidate.offset == *place;
  });
  std::string instead = did_you_mean(name, columns_at_hand(tokens, readable));
  if (token != tokens.end() && token->text.front() == '"') {
    if (!instead.empty()) instead += ' ';
    instead += "Double quotes are for names; if it is a text, write " + quoted_literal(name) + ".";
  }
  if (instead.empty()) instead = "Use a column of the tables in FROM.";
  return {"unknown_column", fmt::format("There is no column `{}` in the tables read.", written),
          instead, place};
}

}  // namespace

Refusal refuse_statement(const Token& first) {
  return {"statement",
          fmt::format("A statement that starts with `{}` is not a query.",
                      shortened(without_controls(first.text), 30)),
          std::string(kOneQuery), first.offset};
}

Refusal refuse_action(const std::string& action) {
  if (action == kVirtualTable) {
    return {"relation", "The statement reads one of SQLite's own virtual tables.",
            "Use only the tables and views that the schema lists.", std::nullopt};
  }
  return {"statement", fmt::format("The statement contains {}, which a query may not.", action),
          std::string(kOneQuery), std::nullopt};
}

Refusal refuse_function(const std::string& name, const std::vector<Token>& tokens) {
  return {"function", fmt::format("The function `{}` is not allowed.", name),
          "Use SQLite's built-in functions for numbers, texts, dates, JSON and aggregates.",
          place_of(name, tokens)};
}

Refusal refuse_second_statement(std::size_t offset) {
  return {"single_statement", "There is more than one statement.",
          "Write one query; combine several with UNION ALL or WITH.", offset};
}

Refusal refuse_parameters(std::size_t offset) {
  return {"parameter", "The statement has a parameter, for which there is no value.",
          "Write the value itself.", offset};
}

Refusal refuse_endless(std::string_view what) {
  return {"cost", fmt::format("{} makes too many rows or too large values by itself.", what),
          "Give the recursion a bound (`WHERE n < 100`) and keep generated rows few.",
          std::nullopt};
}

Refusal refuse_product(double rows) {
  const std::string ways = rows > 1e12 ? std::string("more than a million million")
                                       : fmt::format("about {:.0f} million", rows / 1e6);
  return {"cost",
          "The statement combines rows of its tables in " + ways +
              " ways: a join condition is missing, or no index helps it.",
          "Join on keys (`ON a.id = b.a_id`), or filter before joining.", std::nullopt};
}

Refusal refuse_by_compiler(const std::string& complaint, int offset,
                           const std::vector<Token>& tokens, const Relations& readable) {
  const std::string table = without_prefix(complaint, "no such table: ");
  if (!table.empty()) return unknown_table(table, tokens, readable);
  const std::string column = without_prefix(complaint, "no such column: ");
  if (!column.empty()) return unknown_column(column, tokens, readable);
  const std::string function = without_prefix(complaint, "no such function: ");
  if (!function.empty()) {
    return {"unknown_function", fmt::format("SQLite has no function `{}`.", function),
            "Use SQLite's own functions, for example strftime, substr, coalesce, group_concat.",
            place_of(function, tokens)};
  }
  const auto place = offset >= 0 ? std::optional<std::size_t>(offset) : std::nullopt;
  if (complaint.find("too large") != std::string::npos ||
      complaint.find("overflow") != std::string::npos ||
      complaint.find("too many") != std::string::npos) {
    return {"depth", fmt::format("The statement is too large or too deeply nested: {}.", complaint),
            "Write it shorter, with fewer nested parts.", place};
  }
  return {"syntax", fmt::format("SQLite cannot read the statement: {}.", complaint),
          "Correct the SQL at that place.", place};
}

}  // namespace askdb::sqlite
