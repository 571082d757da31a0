// What the data is: databases, tables, columns.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <map>

#include "face/http/api/api.hpp"
#include "face/http/api/catalogues.hpp"
#include "face/http/api/common.hpp"

namespace askdb::web {

struct SchemaSummary {
  std::string database;
  std::string description;
  std::string type;  ///< `Engine::type`: "postgresql".
  std::int64_t tables = 0;
  std::optional<std::string> error;
};
BOOST_DESCRIBE_STRUCT(SchemaSummary, (), (database, description, type, tables, error))

struct ColumnReference {
  std::string schema;
  std::string table;
  std::string column;
};
BOOST_DESCRIBE_STRUCT(ColumnReference, (), (schema, table, column))

struct SchemaColumn {
  std::string name;
  std::string type;
  ValueKind kind = ValueKind::kOther;
  bool is_nullable = true;
  bool is_primary_key = false;
  std::string description;
  std::vector<std::string> sample_values;
  std::optional<ColumnReference> references;
};
BOOST_DESCRIBE_STRUCT(SchemaColumn, (),
                      (name, type, kind, is_nullable, is_primary_key, description, sample_values,
                       references))

enum class TableKind { kTable, kView };
BOOST_DESCRIBE_ENUM(TableKind, kTable, kView)

struct SchemaTable {
  std::string name;
  TableKind kind = TableKind::kTable;
  std::string description;
  std::optional<std::int64_t> row_estimate;
  std::vector<SchemaColumn> columns;
};
BOOST_DESCRIBE_STRUCT(SchemaTable, (), (name, kind, description, row_estimate, columns))

struct SchemaPart {
  std::string name;
  std::vector<SchemaTable> tables;
};
BOOST_DESCRIBE_STRUCT(SchemaPart, (), (name, tables))

struct SchemaTree {
  std::string database;
  std::string description;
  std::string read_at;
  std::vector<SchemaPart> schemas;
};
BOOST_DESCRIBE_STRUCT(SchemaTree, (), (database, description, read_at, schemas))

struct RefreshBody {
  std::optional<std::string> database;
};
BOOST_DESCRIBE_STRUCT(RefreshBody, (), (database))

struct Accepted {
  std::string status;
};
BOOST_DESCRIBE_STRUCT(Accepted, (), (status))

namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

SchemaColumn shown(const Column& column, const Table& table) {
  SchemaColumn result;
  result.name = column.name;
  result.type = column.type;
  result.kind = column.kind;
  result.is_nullable = column.is_nullable;
  result.is_primary_key = contains(table.primary_key, column.name);
  result.description = column.comment;
  result.sample_values = column.samples;
  for (const auto& key : table.foreign_keys) {
    const auto place = std::find(key.columns.begin(), key.columns.end(), column.name);
    const auto index = static_cast<std::size_t>(place - key.columns.begin());
    if (index >= key.to_columns.size() || result.references) continue;
    result.references = ColumnReference{key.to_schema, key.to_table, key.to_columns[index]};
  }
  return result;
}

SchemaTable shown(const Table& table) {
  SchemaTable result;
  result.name = table.name;
  result.kind = table.is_view ? TableKind::kView : TableKind::kTable;
  result.description = table.comment;
  result.row_estimate = table.row_estimate;
  for (const auto& column : table.columns) result.columns.push_back(shown(column, table));
  return result;
}

Task<Reply> list(App& app) {
  const auto databases = co_await known_databases(app);
  std::vector<SchemaSummary> list;
  for (const auto& one : databases) {
    SchemaSummary summary{one.config->name, description_of(app, one), one.config->type, 0, {}};
    if (one.entry) {
      summary.tables = static_cast<std::int64_t>((*one.entry)->database->tables.size());
    } else {
      summary.error = one_line(one.entry.error());
    }
    list.push_back(std::move(summary));
  }
  co_return json_reply(list);
}

Task<Reply> tree(App& app, const Request& request) {
  const auto& name = request.in_path("database");
  std::vector<std::string> known;
  KnownDatabase database{nullptr, Error{}};
  for (const auto& config : app.config().datasources) {
    known.push_back(config.name);
    if (config.name == name) database.config = &config;
  }
  if (database.config == nullptr) co_return no_such_database(name, known);
  database.entry = co_await app.catalog().entry(name);
  if (!database.entry) co_return database.entry.error();
  std::map<std::string, std::vector<SchemaTable>> schemas;
  for (const auto& table : (*database.entry)->database->tables) {
    schemas[table.schema].push_back(shown(table));
  }
  SchemaTree result{name, description_of(app, database), iso_time_ms(app.clock().now()), {}};
  for (auto& [schema, tables] : schemas) result.schemas.push_back({schema, std::move(tables)});
  co_return json_reply(result);
}

Task<void> refresh_in_background(App& app, std::string name) {
  const auto done = co_await app.catalog().refresh(std::move(name));
  // Who asks next is told what failed.
  static_cast<void>(done);
}

Reply refresh(App& app, const RefreshBody& body) {
  const auto name = body.database.value_or("");
  std::vector<std::string> known;
  for (const auto& source : app.datasources().all()) known.push_back(source->name());
  if (!name.empty() && app.datasources().find(name) == nullptr) {
    return no_such_database(name, known);
  }
  asio::co_spawn(app.io(), refresh_in_background(app, name), asio::detached);
  return json_reply(Accepted{"reading"}, 202);
}

}  // namespace

void add_schema_routes(Router& router, App& app) {
  router.get("/api/schema")
      .summary("All databases.")
      .returns<std::vector<SchemaSummary>>(200, "In configured order.")
      .handled_by([&app](const Request&) { return list(app); });
  router.get("/api/schema/{database}")
      .summary("Schemas, tables and columns of one database.")
      .returns<SchemaTree>(200, "The tree.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kUnavailable, ProblemCode::kTimeout})
      .handled_by([&app](const Request& request) { return tree(app, request); });
  router.post("/api/schema/refresh")
      .summary("Reads the schema of one database, or of all, again.")
      .returns<Accepted>(202, "It is read in the background.")
      .fails_with({ProblemCode::kNotFound})
      .handled_by<RefreshBody>(
          [&app](const Request&, const RefreshBody& body) { return refresh(app, body); },
          BodyRule::kOptional);
}

}  // namespace askdb::web
