#include "sql/strict/guard.hpp"

#include <utility>

#include "base/text.hpp"
#include "sql/place.hpp"
#include "sql/scan.hpp"
#include "sql/strict/limit.hpp"
#include "sql/strict/parser.hpp"
#include "sql/strict/rules.hpp"

namespace askdb::strict {
namespace {

class StrictGuard final : public Guard {
 public:
  StrictGuard(const Language& language, std::shared_ptr<const Database> schema)
      : language_(language) {
    if (schema != nullptr) schema_ = std::make_unique<SchemaNames>(std::move(schema));
  }

  Verdict check(std::string_view sql, const GuardPolicy& policy) const noexcept override try {
    auto verdict = judge(sql, policy);
    if (verdict) return verdict;
    return with_place(verdict.error(), sql);
  } catch (...) {
    return Refusal{"late", "The statement could not be checked.", "Write a simpler statement.", {}};
  }

 private:
  Verdict judge(std::string_view sql, const GuardPolicy& policy) const {
    if (auto refusal = scan(sql, language_.dialect)) return *std::move(refusal);
    auto lexed = lex(sql, language_.lexing);
    if (auto* refusal = std::get_if<Refusal>(&lexed)) return std::move(*refusal);
    auto read = Parser(std::get<std::vector<Token>>(lexed), language_).run();
    if (auto* refusal = std::get_if<Refusal>(&read)) return std::move(*refusal);
    const auto& parsed = std::get<Parsed>(read);

    const RelationPolicy relations(policy);
    const Subject subject{*parsed.query, language_, relations, schema_.get()};
    for (const auto rule :
         {check_functions, check_types, check_forms, check_arguments, check_patterns}) {
      if (auto objection = rule(subject)) return *std::move(objection);
    }
    auto resolved = check_relations(subject);
    if (auto* refusal = std::get_if<Refusal>(&resolved)) return std::move(*refusal);
    if (auto objection = check_cost(subject)) return *std::move(objection);

    const std::string_view statement = trim(sql.substr(0, parsed.end));
    const std::size_t lead = static_cast<std::size_t>(statement.data() - sql.data());
    auto made = limited_text(sql.substr(0, lead + statement.size()), parsed, policy.max_rows);
    if (auto* refusal = std::get_if<Refusal>(&made)) return std::move(*refusal);
    auto& runnable = std::get<std::string>(made);
    return checked(language_.dialect, std::string(statement), std::string(trim(runnable)),
                   policy.max_rows, std::get<Relations>(std::move(resolved)));
  }

  const Language& language_;
  std::unique_ptr<SchemaNames> schema_;
};

}  // namespace

std::unique_ptr<Guard> make_guard(const Language& language,
                                  std::shared_ptr<const Database> schema) {
  return std::make_unique<StrictGuard>(language, std::move(schema));
}

}  // namespace askdb::strict
