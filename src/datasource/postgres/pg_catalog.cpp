#include "datasource/postgres/pg_catalog.hpp"

#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "datasource/postgres/pg_catalog_sql.hpp"
#include "datasource/postgres/pg_values.hpp"

namespace askdb::postgres {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::string schema_condition(const std::vector<std::string>& schemas) {
  if (schemas.empty()) {
    return "(n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%')";
  }
  std::string list;
  for (const auto& schema : schemas) list += (list.empty() ? "" : ", ") + quoted_literal(schema);
  return "(n.nspname IN (" + list + "))";
}

std::string with_filter(std::string_view sql, const std::vector<std::string>& schemas) {
  auto text = replace_all(std::string(sql), "{filter}", kRelationFilter);
  return replace_all(std::move(text), "{schemas}", schema_condition(schemas));
}

namespace {

bool is_null_cell(const PGresult* result, int row, int column) {
  return PQgetisnull(result, row, column) != 0;
}

/// Builds a Database from the answers; tables and columns are found by the catalogue's numbers.
class Builder {
 public:
  explicit Builder(Database& database) : database_(database) {}

  void add_relations(const PGresult* rows) {
    for (int row = 0; row < PQntuples(rows); ++row) {
      Table table;
      table.schema = cell(rows, row, 1);
      table.name = cell(rows, row, 2);
      const char kind = *PQgetvalue(rows, row, 3);
      table.is_view = kind == 'v' || kind == 'm';
      table.comment = cell(rows, row, 4);
      if (!is_null_cell(rows, row, 5)) table.row_estimate = std::stoll(cell(rows, row, 5));
      if (!is_null_cell(rows, row, 6)) table.size_bytes = std::stoll(cell(rows, row, 6));
      by_oid_[cell(rows, row, 0)] = database_.tables.size();
      database_.tables.push_back(std::move(table));
    }
  }

  void add_columns(const PGresult* rows) {
    for (int row = 0; row < PQntuples(rows); ++row) {
      Table* table = find(cell(rows, row, 0));
      if (table == nullptr) continue;
      Column column;
      column.name = cell(rows, row, 2);
      column.type = cell(rows, row, 3);
      column.kind =
          kind_of_type(cell(rows, row, 4), *PQgetvalue(rows, row, 5), *PQgetvalue(rows, row, 6));
      column.is_nullable = cell(rows, row, 7) != "t";
      column.default_value = cell(rows, row, 8);
      column.comment = cell(rows, row, 9);
      column.samples = array_elements(cell(rows, row, 10));
      names_[cell(rows, row, 0) + '/' + cell(rows, row, 1)] = column.name;
      table->columns.push_back(std::move(column));
    }
  }

  void add_constraints(const PGresult* rows) {
    for (int row = 0; row < PQntuples(rows); ++row) {
      const std::string oid = cell(rows, row, 0);
      Table* table = find(oid);
      if (table == nullptr) continue;
      auto columns = names(oid, cell(rows, row, 2));
      if (cell(rows, row, 1) == "p") {
        table->primary_key = std::move(columns);
        continue;
      }
      const Table* target = find(cell(rows, row, 3));
      if (target == nullptr || columns.empty()) continue;
      ForeignKey key;
      key.to_columns = names(cell(rows, row, 3), cell(rows, row, 4));
      if (key.to_columns.size() != columns.size()) continue;
      key.columns = std::move(columns);
      key.to_schema = target->schema;
      key.to_table = target->name;
      table->foreign_keys.push_back(std::move(key));
    }
  }

  void add_indexes(const PGresult* rows) {
    for (int row = 0; row < PQntuples(rows); ++row) {
      const std::string oid = cell(rows, row, 0);
      Table* table = find(oid);
      auto columns = names(oid, cell(rows, row, 3));
      if (table == nullptr || columns.empty()) continue;
      table->indexes.push_back({cell(rows, row, 1), std::move(columns), cell(rows, row, 2) == "t"});
    }
  }

  void add_routines(const PGresult* rows) {
    for (int row = 0; row < PQntuples(rows); ++row) {
      database_.routines.push_back({cell(rows, row, 0), cell(rows, row, 1),
                                    cell(rows, row, 2) == "t", array_elements(cell(rows, row, 3))});
    }
  }

  void add_types(const PGresult* rows) {
    for (int row = 0; row < PQntuples(rows); ++row) {
      database_.types.push_back({cell(rows, row, 0), cell(rows, row, 1), cell(rows, row, 2)});
    }
  }

  void add_statistics(const PGresult* rows) {
    constexpr std::size_t kMaxSamples = 20;
    constexpr std::size_t kMaxSampleBytes = 60;
    std::map<std::pair<std::string, std::string>, Table*> by_name;
    for (auto& table : database_.tables) by_name[{table.schema, table.name}] = &table;
    for (int row = 0; row < PQntuples(rows); ++row) {
      const auto found = by_name.find({cell(rows, row, 0), cell(rows, row, 1)});
      if (found == by_name.end()) continue;
      const std::string wanted = cell(rows, row, 2);
      for (auto& column : found->second->columns) {
        if (column.name != wanted || column.kind != ValueKind::kText) continue;
        auto values = array_elements(cell(rows, row, 3));
        std::erase_if(values, [](const std::string& value) {
          return value.empty() || value.size() > kMaxSampleBytes;
        });
        if (values.size() > kMaxSamples) values.resize(kMaxSamples);
        column.samples = std::move(values);
      }
    }
  }

 private:
  Table* find(const std::string& oid) {
    const auto found = by_oid_.find(oid);
    return found == by_oid_.end() ? nullptr : &database_.tables[found->second];
  }

  /// Names of the columns with these numbers; empty when one of them may not be read.
  std::vector<std::string> names(const std::string& oid, const std::string& numbers) {
    std::vector<std::string> found;
    for (const auto& number : array_elements(numbers)) {
      const auto name = names_.find(oid + '/' + number);
      if (name == names_.end()) return {};
      found.push_back(name->second);
    }
    return found;
  }

  Database& database_;
  std::unordered_map<std::string, std::size_t> by_oid_;
  std::unordered_map<std::string, std::string> names_;  // By the table's oid, a slash, the number.
};

}  // namespace

Task<Result<Database>> read_catalog(std::shared_ptr<PgSessions> sessions, std::string name,
                                    milliseconds timeout) {
  const auto deadline = steady_clock::now() + timeout;
  auto beginning = sessions->begin(deadline, timeout);
  auto session = co_await std::move(beginning);
  if (!session) co_return session.error();
  Database database;
  database.name = std::move(name);
  database.dialect = Dialect::kPostgresql;
  database.default_schema = session->context->default_schema;
  Builder builder(database);
  using Add = void (Builder::*)(const PGresult*);
  const std::pair<std::string_view, Add> steps[] = {
      {kRelations, &Builder::add_relations},     {kColumns, &Builder::add_columns},
      {kConstraints, &Builder::add_constraints}, {kIndexes, &Builder::add_indexes},
      {kRoutines, &Builder::add_routines},       {kTypes, &Builder::add_types},
      {kStatistics, &Builder::add_statistics}};
  for (const auto& [sql, add] : steps) {
    auto asking = session->connection->query(with_filter(sql, sessions->schemas()));
    const auto answer = co_await std::move(asking);
    if (!answer) co_return answer.error();
    (builder.*add)(answer->get());
  }
  auto asking = session->connection->query(with_filter(kFingerprint, sessions->schemas()));
  const auto print = co_await std::move(asking);
  if (!print) co_return print.error();
  database.fingerprint = cell(print->get(), 0, 0);
  auto asking_analysed = session->connection->query(with_filter(kAnalysed, sessions->schemas()));
  const auto analysed = co_await std::move(asking_analysed);
  if (!analysed) co_return analysed.error();
  std::set<std::pair<std::string, std::string>> known;
  for (int row = 0; row < PQntuples(analysed->get()); ++row) {
    known.emplace(cell(analysed->get(), row, 0), cell(analysed->get(), row, 1));
  }
  auto sampling = sample_columns(*session->connection, database, known, deadline);
  co_await std::move(sampling);
  auto ending = PgSessions::end(*session);
  co_await std::move(ending);
  co_return database;
}

Task<Result<std::string>> read_fingerprint(std::shared_ptr<PgSessions> sessions,
                                           milliseconds timeout) {
  auto beginning = sessions->begin(steady_clock::now() + timeout, timeout);
  auto session = co_await std::move(beginning);
  if (!session) co_return session.error();
  auto asking = session->connection->query(with_filter(kFingerprint, sessions->schemas()));
  const auto answer = co_await std::move(asking);
  auto ending = PgSessions::end(*session);
  co_await std::move(ending);
  if (!answer) co_return answer.error();
  co_return cell(answer->get(), 0, 0);
}

Task<Result<Health>> probe(std::shared_ptr<PgSessions> sessions, milliseconds timeout) {
  auto beginning = sessions->begin(steady_clock::now() + timeout, timeout);
  auto session = co_await std::move(beginning);
  if (!session) co_return session.error();
  Health health;
  const char* version = PQparameterStatus(session->connection->get(), "server_version");
  health.version = std::string("PostgreSQL ") + (version == nullptr ? "" : version);
  health.version = health.version.substr(0, health.version.find(" ("));
  const auto start = steady_clock::now();
  auto asking = session->connection->query(
      "SELECT r.rolsuper OR EXISTS (SELECT 1 FROM pg_catalog.pg_class c "
      "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') "
      "AND " +
      schema_condition(sessions->schemas()) +
      " AND pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')) "
      "FROM pg_catalog.pg_roles r WHERE r.rolname = current_user");
  const auto may_write = co_await std::move(asking);
  if (!may_write) co_return may_write.error();
  health.latency =
      std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - start);
  // In the same transaction as every question; it is rolled back whatever happens.
  auto writing = session->connection->command("CREATE TABLE " +
                                              quoted_identifier(session->context->default_schema) +
                                              ".askdb_write_probe (x integer)");
  const auto written = co_await std::move(writing);
  auto ending = PgSessions::end(*session);
  co_await std::move(ending);
  health.is_read_only = !written && written.error().detail.find("25006") != std::string::npos;
  health.read_only_note = health.is_read_only ? "A CREATE TABLE in askdb's transaction was refused."
                                              : "A write was not refused as it should be.";
  if (PQntuples(may_write->get()) > 0 && cell(may_write->get(), 0, 0) == "t") {
    health.read_only_note +=
        " The role itself could write, though: better give askdb a role that only has SELECT.";
  }
  co_return health;
}

}  // namespace askdb::postgres
