#include "datasource/mysql/my_hints.hpp"

#include <set>
#include <utility>

#include "base/text.hpp"
#include "datasource/mysql/my_error.hpp"

namespace askdb::mysql {
namespace {

constexpr unsigned kUnknownColumn = 1054;
constexpr unsigned kUnknownTable = 1146;

/// "Unknown column 'p.heigt' in 'SELECT'": heigt.
std::string named(const std::string& message) {
  const auto start = message.find('\'');
  const auto end = start == std::string::npos ? start : message.find('\'', start + 1);
  if (end == std::string::npos) return {};
  const auto name = message.substr(start + 1, end - start - 1);
  return name.substr(name.rfind('.') + 1);
}

}  // namespace

void MyHints::learn(const Database& schema) {
  std::set<std::string> tables;
  std::set<std::string> columns;
  for (const auto& table : schema.tables) {
    tables.insert(table.name);
    for (const auto& column : table.columns) columns.insert(column.name);
  }
  auto names = std::make_shared<Names>();
  names->tables.assign(tables.begin(), tables.end());
  names->columns.assign(columns.begin(), columns.end());
  const std::scoped_lock lock(mutex_);
  names_ = std::move(names);
}

Error MyHints::explained(Error error) const {
  const bool is_table = has_number(error, kUnknownTable);
  if (!is_table && !has_number(error, kUnknownColumn)) return error;
  std::shared_ptr<const Names> names;
  {
    const std::scoped_lock lock(mutex_);
    names = names_;
  }
  if (!names) return error;
  const auto hint = nearest(named(error.message), is_table ? names->tables : names->columns);
  if (!hint.empty()) error.next_step = "Did you mean `" + hint + "`? " + error.next_step;
  return error;
}

}  // namespace askdb::mysql
