#include "duckdb/instance.hpp"

#include "duckdb/failure.hpp"
#include "duckdb/session.hpp"

namespace askdb::duckdb {

Result<std::shared_ptr<Instance>> Instance::open(const std::string& path,
                                                 const Settings& settings) {
  const auto found = library();
  if (!found) return found.error();
  const Library& duck = **found;
  Settings all{{"autoinstall_known_extensions", "false"}, {"autoload_known_extensions", "false"}};
  for (const auto& [name, value] : settings) all[name] = value;
  duckdb_config config = nullptr;
  bool is_good = duck.create_config(&config) == DuckDBSuccess;
  for (const auto& [name, value] : all) {
    if (is_good && duck.set_config(config, name.c_str(), value.c_str()) != DuckDBSuccess) {
      duck.destroy_config(&config);
      return Error{.fault = Fault::kConfig,
                   .message = "DuckDB has no setting `" + name + "` with this value.",
                   .next_step = "Use the DuckDB library that askdb was built with.",
                   .detail = {}};
    }
  }
  std::shared_ptr<Instance> instance(new Instance(duck));
  char* said = nullptr;
  const char* place = path.empty() ? ":memory:" : path.c_str();
  is_good = is_good && duck.open_ext(place, &instance->database_, config, &said) == DuckDBSuccess;
  duck.destroy_config(&config);
  if (is_good) return instance;
  Error error = failure(said);
  duck.free(said);
  if (path.empty()) {
    error.fault = Fault::kConfig;
    error.message = "DuckDB could not be started.";
  } else if (error.fault != Fault::kPermission) {
    error.fault = Fault::kConnection;
  }
  return error;
}

Instance::~Instance() {
  if (database_ != nullptr) library_.close(&database_);
}

Result<std::unique_ptr<Session>> Instance::connect() {
  duckdb_connection connection = nullptr;
  if (library_.connect(database_, &connection) != DuckDBSuccess) {
    return Error{.fault = Fault::kConnection,
                 .message = "DuckDB could not open a connection.",
                 .next_step = "Try again.",
                 .detail = {}};
  }
  return std::make_unique<Session>(library_, shared_from_this(), connection);
}

}  // namespace askdb::duckdb
