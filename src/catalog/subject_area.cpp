#include "catalog/subject_area.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "sql/policy.hpp"

namespace askdb {

bool has_table(const SubjectArea& area, const Table& table) {
  if (area.tables.empty()) return true;
  return std::any_of(area.tables.begin(), area.tables.end(), [&](const std::string& glob) {
    const auto dot = glob.find('.');
    if (dot == std::string::npos) return matches_glob(glob, table.name);
    return matches_glob(std::string_view(glob).substr(0, dot), table.schema) &&
           matches_glob(std::string_view(glob).substr(dot + 1), table.name);
  });
}

std::vector<SubjectArea> areas_of(const std::vector<SubjectArea>& areas,
                                  std::string_view datasource) {
  std::vector<SubjectArea> own;
  for (const auto& area : areas) {
    const auto is_own = [&](const std::string& name) { return iequals(name, datasource); };
    const auto& named = area.datasources;
    if (named.empty() || std::any_of(named.begin(), named.end(), is_own)) own.push_back(area);
  }
  return own;
}

}  // namespace askdb
