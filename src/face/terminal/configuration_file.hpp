#pragma once

/// The first askdb.yaml for a database, as `askdb init` writes it.

#include <string>

#include "config/config.hpp"
#include "sql/schema.hpp"

namespace askdb {

struct ConfigurationFile {
  std::string yaml;
  /// The variable that holds the address, when it has a password, which must not be in the file.
  std::string secret_variable;
};

ConfigurationFile configuration_file(const DatasourceConfig& datasource, const Database& database);

}  // namespace askdb
