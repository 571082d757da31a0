#pragma once

/// Where datasets go. All throw `std::runtime_error` with a sentence for the person who ran it.

#include <filesystem>
#include <string>

#include "dataset.hpp"

namespace askdb::demo {

/// `folder`/<name>.sqlite, replacing what is there only when it is complete.
void write_sqlite(const Dataset& dataset, const std::filesystem::path& folder);

/// `folder`/<name>.sql for `psql`: tables, COPY data, keys, indexes, comments.
void write_sql(const Dataset& dataset, const std::filesystem::path& folder);

/// `folder`/<name>.mysql.sql for the clients of MariaDB and MySQL: makes the database anew.
void write_mysql(const Dataset& dataset, const std::filesystem::path& folder);

/// `folder`/<name>/<table>.parquet.
void write_parquet(const Dataset& dataset, const std::filesystem::path& folder);

/// A database of that name on the server behind `url` (any database of it will do to connect).
/// An existing one is replaced only if this program made it.
void write_postgres(const Dataset& dataset, const std::string& url);

/// `folder`/summary.yaml and `folder`/<name>.yaml: the knowledge overlays, generated from the same
/// descriptions as the tables, so that they cannot drift apart.
void write_overlays(const std::vector<Dataset>& bank, const std::filesystem::path& folder);

/// CREATE TABLE with keys in place.
std::string create_table_sql(const Table& table);
std::string create_indexes_sql(const Table& table);
/// COMMENT ON TABLE and COLUMN, PostgreSQL only.
std::string comments_sql(const Table& table);
/// One line of COPY's text format, newline included.
void append_copy_line(const Row& row, std::string& out);

}  // namespace askdb::demo
