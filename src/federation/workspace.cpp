#include "federation/workspace.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "base/clock.hpp"
#include "base/text.hpp"

namespace askdb::federation {
namespace {

std::string created(const WorkspaceTable& table) {
  std::string columns;
  for (const auto& column : table.columns) {
    columns += (columns.empty() ? "" : ", ") + quoted_identifier(column.name) + " " + column.type;
  }
  return "CREATE TABLE " + quoted_identifier(table.schema) + "." + quoted_identifier(table.name) +
         " (" + columns + ");";
}

/// Views in the default schema, by which unqualified names are found.
std::string short_names(const std::vector<WorkspaceTable>& tables) {
  std::map<std::string, int> counts;
  for (const auto& table : tables) ++counts[to_lower(table.name)];
  std::string text;
  for (const auto& table : tables) {
    if (table.schema == "main" || counts[to_lower(table.name)] > 1) continue;
    const auto name = quoted_identifier(table.name);
    text += "CREATE VIEW main." + name + " AS FROM " + quoted_identifier(table.schema) + "." +
            name + ";";
  }
  return text;
}

std::int64_t number_at(const Row& row, std::size_t index) {
  const auto* number = std::get_if<std::int64_t>(&row[index]);
  return number == nullptr ? 0 : *number;
}

}  // namespace

void Loader::add(std::vector<Row> rows) {
  if (failure_ || is_abandoned_) return;
  for (auto& row : rows) {
    for (std::size_t i = 0; i < row.size() && i < columns_.size(); ++i) {
      row[i] = converted(std::move(row[i]), columns_[i], unreadable_);
    }
  }
  rows_ += static_cast<std::int64_t>(rows.size());
  const auto added = appender_->add(rows);
  if (added) return;
  failure_ = added.error();
  has_failed_ = true;
}

Result<Done> Loader::finish() {
  if (failure_) return *failure_;
  return appender_->finish();
}

Result<std::shared_ptr<Workspace>> Workspace::open(const WorkspaceLimits& limits,
                                                   const std::vector<WorkspaceTable>& tables) {
  std::shared_ptr<Workspace> workspace(new Workspace(tables));
  std::error_code failed;
  IdSource ids;
  workspace->folder_ =
      std::filesystem::temp_directory_path(failed) / ("askdb-workspace-" + ids.next());
  const duckdb::Settings settings{
      {"memory_limit", fmt::format("{}MB", limits.memory_mb)},
      {"threads", fmt::format("{}", limits.threads)},
      {"temp_directory", workspace->folder_.string()},
      {"max_temp_directory_size", fmt::format("{}MB", limits.temporary_mb)},
      {"allow_community_extensions", "false"},
  };
  auto instance = duckdb::Instance::open("", settings);
  if (!instance) return instance.error();
  workspace->instance_ = *std::move(instance);
  auto session = workspace->instance_->connect();
  if (!session) return session.error();
  std::string text;
  std::set<std::string> schemas;
  for (const auto& table : tables) {
    if (table.schema != "main" && schemas.insert(to_lower(table.schema)).second) {
      text += "CREATE SCHEMA " + quoted_identifier(table.schema) + ";";
    }
    text += created(table);
  }
  text += short_names(tables);
  // Only now: without access to files no folder for temporary ones can be set.
  text += "SET enable_external_access = false; SET lock_configuration = true;";
  const auto made = (*session)->execute(text);
  if (!made) return made.error();
  return workspace;
}

Workspace::~Workspace() {
  instance_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string Workspace::name_of(std::size_t index) const {
  return quoted_identifier(tables_[index].schema) + "." + quoted_identifier(tables_[index].name);
}

Result<std::shared_ptr<Loader>> Workspace::loader(std::size_t index) {
  auto session = instance_->connect();
  if (!session) return session.error();
  const auto& table = tables_[index];
  auto appender = duckdb::Appender::open(**session, table.schema, table.name);
  if (!appender) return appender.error();
  return std::make_shared<Loader>(shared_from_this(), *std::move(session), *std::move(appender),
                                  table.columns);
}

Result<std::unique_ptr<duckdb::Session>> Workspace::session() { return instance_->connect(); }

Result<std::vector<Value>> Workspace::keys(std::size_t index, const std::string& column,
                                           std::size_t limit) {
  auto session = instance_->connect();
  if (!session) return session.error();
  const auto name = quoted_identifier(column);
  auto rows =
      (*session)->rows(fmt::format("SELECT DISTINCT {} FROM {} WHERE {} IS NOT NULL LIMIT {}", name,
                                   name_of(index), name, limit));
  if (!rows) return rows.error();
  std::vector<Value> values;
  values.reserve(rows->size());
  for (auto& row : *rows) values.push_back(std::move(row[0]));
  return values;
}

Result<Workspace::Match> Workspace::match(std::size_t index, const std::string& column,
                                          std::size_t other, const std::string& other_column) {
  auto session = instance_->connect();
  if (!session) return session.error();
  const auto name = quoted_identifier(column);
  const auto sql = fmt::format(
      "SELECT count(*)::BIGINT, count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM {} o WHERE o.{} = "
      "k.{}))::BIGINT FROM (SELECT DISTINCT {} FROM {} WHERE {} IS NOT NULL) k",
      name_of(other), quoted_identifier(other_column), name, name, name_of(index), name);
  const auto rows = (*session)->rows(sql);
  if (!rows) return rows.error();
  return Match{number_at((*rows)[0], 0), number_at((*rows)[0], 1)};
}

}  // namespace askdb::federation
