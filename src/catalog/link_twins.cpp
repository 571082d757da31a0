#include "catalog/link_twins.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/text.hpp"

namespace askdb::catalog {

namespace {

/// From this number of columns on, equal columns are no chance.
constexpr std::size_t kTelling = 5;
/// Plainer tables that one is compared with; more are not looked at.
constexpr std::size_t kMaxOriginals = 64;
/// Tables looked at, copies of others among them.
constexpr std::size_t kMaxRanked = 2'000;
/// Tables of one name and the same columns in several schemas that are shown, each of its own.
constexpr std::size_t kMaxNamesakes = 10;

bool is_end_or_beginning(std::string_view part, std::string_view whole) {
  if (part.size() + 1 >= whole.size()) return false;
  const auto rest = whole.size() - part.size();
  const bool is_end = iequals(whole.substr(rest), part) && whole[rest - 1] == '_';
  return is_end || (iequals(whole.substr(0, part.size()), part) && whole[part.size()] == '_');
}

std::uint64_t shape_of(const Table& table) {
  std::string names;
  for (const auto& column : table.columns) names += to_lower(column.name) + '\n';
  return hash_of(names);
}

class Originals {
 public:
  explicit Originals(const Database& database) : tables_(database.tables) {
    for (std::uint32_t table = 0; table < tables_.size(); ++table) {
      result_.push_back(table);
      shapes_[shape_of(tables_[table])].push_back(table);
    }
    for (auto& [shape, members] : shapes_) {
      if (members.size() > 1) join(members);
    }
  }

  std::vector<std::uint32_t> take() { return std::move(result_); }

 private:
  void join(std::vector<std::uint32_t>& members) {
    std::stable_sort(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
      return tables_[a].name.size() < tables_[b].name.size();
    });
    std::vector<std::uint32_t> plain;
    for (const auto member : members) {
      const auto original = original_of(member, plain);
      result_[member] = original;
      if (original == member && plain.size() < kMaxOriginals) plain.push_back(member);
    }
  }

  std::uint32_t original_of(std::uint32_t member, const std::vector<std::uint32_t>& plain) const {
    const Table& table = tables_[member];
    std::uint32_t found = member;
    for (const auto one : plain) {
      const Table& other = tables_[one];
      if (iequals(other.name, table.name)) return member;
      const bool is_named = is_end_or_beginning(other.name, table.name);
      if (is_named && is_end_or_beginning(other.schema, table.schema)) return one;
      if (found == member && (is_named || table.columns.size() >= kTelling)) found = one;
    }
    return found;
  }

  const std::vector<Table>& tables_;
  std::vector<std::uint32_t> result_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> shapes_;
};

}  // namespace

std::vector<std::uint32_t> originals_of(const Database& database) {
  return Originals(database).take();
}

std::vector<Ranked> without_twins(const LinkIndex::Parts& parts, const Evidence& evidence,
                                  const std::vector<float>& totals, std::size_t max_tables) {
  const auto named = named_words(parts, evidence);
  const auto order = best_tables(totals, kMaxRanked);
  std::unordered_map<std::uint32_t, std::size_t> places;  // By the table that is shown.
  std::unordered_map<std::string, std::vector<std::size_t>> namesakes;
  std::vector<Ranked> ranked;
  for (const auto table : order) {
    auto shown = parts.original_of[table];
    if (named[table] > named[shown]) shown = table;
    const auto known = places.find(shown);
    if (known != places.end()) {
      if (shown != table) ranked[known->second].twins.push_back(table);
      continue;
    }
    const Table& one = parts.database->tables[shown];
    auto& same = namesakes[to_lower(one.name) + '/' + std::to_string(one.columns.size())];
    if (same.size() >= kMaxNamesakes) {
      ranked[same.front()].twins.push_back(table);
      continue;
    }
    if (ranked.size() >= max_tables) break;
    places.emplace(shown, ranked.size());
    same.push_back(ranked.size());
    ranked.push_back({shown, totals[table], {}});
    if (shown != table) ranked.back().twins.push_back(table);
  }
  return ranked;
}

}  // namespace askdb::catalog
