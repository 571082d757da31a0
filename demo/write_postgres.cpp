#include <libpq-fe.h>

#include <fstream>
#include <memory>
#include <stdexcept>

#include "base/text.hpp"
#include "writers.hpp"

namespace askdb::demo {

namespace {

/// Marks a database as made by this program, which may therefore replace it.
constexpr std::string_view kMark = "askdb demo bank";

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, Finish>;
using Answer = std::unique_ptr<PGresult, Clear>;

Connection connect(const std::string& url, const std::string& database) {
  // A later dbname wins over the one inside the URL, because the URL is expanded in place.
  const char* keys[] = {"dbname", database.empty() ? nullptr : "dbname", nullptr};
  const char* values[] = {url.c_str(), database.c_str(), nullptr};
  Connection connection(PQconnectdbParams(keys, values, 1));
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    throw std::runtime_error(std::string("Cannot connect: ") + PQerrorMessage(connection.get()));
  }
  return connection;
}

Answer run(PGconn* connection, const std::string& sql) {
  Answer answer(PQexec(connection, sql.c_str()));
  const auto status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN) {
    throw std::runtime_error(std::string("PostgreSQL: ") + PQerrorMessage(connection));
  }
  return answer;
}

void make_database(PGconn* server, const std::string& name) {
  const Answer found = run(server,
                           "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM "
                           "pg_database WHERE datname = " +
                               quoted_literal(name));
  if (PQntuples(found.get()) > 0) {
    if (PQgetvalue(found.get(), 0, 0) != kMark) {
      throw std::runtime_error("The server already has a database \"" + name +
                               "\" that is not the demo's. Rename it, or use another server.");
    }
    run(server, "DROP DATABASE " + quoted_identifier(name) + " WITH (FORCE)");
  }
  run(server, "CREATE DATABASE " + quoted_identifier(name) + " TEMPLATE template0 ENCODING 'UTF8'");
  run(server, "COMMENT ON DATABASE " + quoted_identifier(name) + " IS " + quoted_literal(kMark));
}

void copy_rows(PGconn* connection, const Table& table) {
  run(connection, "COPY " + table.name + " FROM STDIN");
  std::string buffer;
  const auto flush = [&] {
    if (PQputCopyData(connection, buffer.data(), static_cast<int>(buffer.size())) != 1) {
      throw std::runtime_error(std::string("COPY: ") + PQerrorMessage(connection));
    }
    buffer.clear();
  };
  for (const auto& row : table.rows) {
    append_copy_line(row, buffer);
    if (buffer.size() > 1U << 18U) {
      flush();
    }
  }
  flush();
  PQputCopyEnd(connection, nullptr);
  const Answer end(PQgetResult(connection));
  if (PQresultStatus(end.get()) != PGRES_COMMAND_OK) {
    throw std::runtime_error(table.name + ": " + PQerrorMessage(connection));
  }
  while (const Answer rest{PQgetResult(connection)}) {
  }
}

}  // namespace

void write_postgres(const Dataset& dataset, const std::string& url) {
  const Connection server = connect(url, "");
  make_database(server.get(), dataset.name);
  const Connection connection = connect(url, dataset.name);
  run(connection.get(), "BEGIN");
  for (const auto& table : dataset.tables) {
    run(connection.get(), create_table_sql(table));
    copy_rows(connection.get(), table);
    run(connection.get(), create_indexes_sql(table) + comments_sql(table));
  }
  run(connection.get(), "COMMIT");
  run(connection.get(), "VACUUM ANALYZE");
}

void write_sql(const Dataset& dataset, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::string sql = "BEGIN;\n";
  for (const auto& table : dataset.tables) {
    sql += create_table_sql(table) + "COPY " + table.name + " FROM STDIN;\n";
    for (const auto& row : table.rows) {
      append_copy_line(row, sql);
    }
    sql += "\\.\n" + create_indexes_sql(table) + comments_sql(table);
  }
  sql += "COMMIT;\nANALYZE;\n";
  std::ofstream file(folder / (dataset.name + ".sql"), std::ios::binary);
  file << sql;
  if (!file.flush()) {
    throw std::runtime_error("Cannot write to " + folder.string() + ".");
  }
}

}  // namespace askdb::demo
