#include "datasource/manager.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "datasource/engines.hpp"

namespace askdb {
namespace {

Error config_error(const DatasourceConfig& entry, const std::string& what,
                   const std::string& next_step) {
  return {.fault = Fault::kConfig,
          .message = "Datasource `" + entry.name + "` " + what,
          .next_step = next_step,
          .detail = {}};
}

Error input_error(std::string message, std::string next_step) {
  return {.fault = Fault::kInput,
          .message = std::move(message),
          .next_step = std::move(next_step),
          .detail = {}};
}

Result<std::unique_ptr<Datasource>> checked_datasource(const DatasourceConfig& entry,
                                                       BlockingPool& pool) {
  if (entry.connection.empty()) {
    return config_error(entry, "has no connection.",
                        "Give it a `url`: postgresql://user@host/database or sqlite:///file.");
  }
  if (entry.max_connections == 0) {
    return config_error(entry, "allows no connection.", "Set `max_pool_size` to 1 or more.");
  }
  return make_datasource(entry, pool);
}

}  // namespace

Result<std::unique_ptr<DatasourceManager>> DatasourceManager::create(
    const std::vector<DatasourceConfig>& configured, BlockingPool& pool) {
  auto manager = std::make_unique<DatasourceManager>();
  manager->pool_ = &pool;
  for (const auto& entry : configured) {
    if (!entry.is_enabled) continue;
    if (manager->find(entry.name) != nullptr) {
      return config_error(entry, "is there twice.", "Give each datasource a name of its own.");
    }
    auto made = checked_datasource(entry, pool);
    if (!made) return made.error();
    manager->datasources_.push_back(*std::move(made));
    // The first entry that claims a database name keeps it; a datasource's own name always wins.
    for (const auto& name : entry.databases) {
      manager->aliases_.emplace(to_lower(name), manager->datasources_.back().get());
    }
  }
  return manager;
}

Datasource* DatasourceManager::find(std::string_view name) const {
  for (const auto& datasource : datasources_) {
    if (datasource->name() == name) return datasource.get();
  }
  for (const auto& datasource : datasources_) {
    if (iequals(datasource->name(), name)) return datasource.get();
  }
  const auto alias = aliases_.find(to_lower(name));
  return alias == aliases_.end() ? nullptr : alias->second;
}

Result<std::vector<Datasource*>> DatasourceManager::serving(
    const std::vector<std::string>& databases) const {
  std::vector<Datasource*> serving;
  std::vector<std::string> known;
  for (const auto& datasource : datasources_) known.push_back(datasource->name());
  for (const auto& name : databases) {
    auto* datasource = find(name);
    if (datasource == nullptr) {
      const std::string near = nearest(name, known);
      return input_error(
          "Database '" + name + "' not found in any datasource",
          near.empty() ? "There are: " + join(known, ", ") + "." : "Did you mean `" + near + "`?");
    }
    if (std::find(serving.begin(), serving.end(), datasource) == serving.end()) {
      serving.push_back(datasource);
    }
  }
  return serving;
}

Result<Datasource*> DatasourceManager::route(const std::vector<std::string>& databases) const {
  if (databases.empty()) {
    return input_error("No databases specified", "Name the database that the statement reads.");
  }
  const auto found = serving(databases);
  if (!found) return found.error();
  if (found->size() > 1) {
    return input_error(
        "Cannot query across different datasources. Databases span: " + join(databases, ", "),
        "Ask in several steps, one for each datasource.");
  }
  return found->front();
}

}  // namespace askdb
