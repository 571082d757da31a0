#include "federation/report.hpp"

#include <fmt/format.h>

namespace askdb {
namespace {

/// "customer_db.customers" of "customer_db.customers.customer_id".
std::string table_of(const std::string& column) { return column.substr(0, column.rfind('.')); }

std::string grouped(std::int64_t number) {
  auto digits = fmt::format("{}", number);
  for (auto at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

void add_side(std::vector<std::string>& notes, const std::string& left, const std::string& right,
              std::int64_t keys, const std::optional<std::int64_t>& unmatched) {
  if (!unmatched || *unmatched == 0) return;
  notes.push_back(fmt::format("{} of {} keys of {} have no match in {}.", grouped(*unmatched),
                              grouped(keys), table_of(left), table_of(right)));
}

}  // namespace

std::vector<std::string> match_notes(const FederationReport& report) {
  std::vector<std::string> notes;
  for (const auto& match : report.matches) {
    add_side(notes, match.left, match.right, match.left_keys, match.left_unmatched);
    add_side(notes, match.right, match.left, match.right_keys, match.right_unmatched);
    if (match.is_inferred) {
      notes.push_back(fmt::format("{} = {} is inferred from names and values, not declared.",
                                  match.left, match.right));
    }
  }
  for (const auto& part : report.parts) {
    if (part.unreadable == 0) continue;
    notes.push_back(
        fmt::format("{} values of {}.{} are not of their column's type and count as "
                    "unknown.",
                    grouped(part.unreadable), part.database, part.table));
  }
  return notes;
}

}  // namespace askdb
