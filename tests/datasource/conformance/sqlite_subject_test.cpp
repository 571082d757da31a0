#include "datasource/conformance/conformance.hpp"
#include "fixtures/sqlite_file.hpp"

namespace askdb::testing {
namespace {

constexpr const char* kSqliteData = R"(
CREATE TABLE cities (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO cities VALUES (1, 'Wien'), (2, 'Zürich');
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city_id INTEGER
  REFERENCES cities (id), status TEXT, height NUMERIC(4, 2));
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
INSERT INTO people SELECT i, 'person ' || i, i % 2 + 1,
  CASE WHEN i % 3 = 0 THEN 'closed' ELSE 'open' END, CASE WHEN i % 10 <> 0 THEN 1.75 END FROM n;
CREATE VIEW wien AS SELECT id, name FROM people WHERE city_id = 1;
CREATE TABLE numbers (i INTEGER);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
INSERT INTO numbers SELECT i FROM n;
CREATE TABLE kinds (whole INTEGER, real_number REAL, flag BOOLEAN, words TEXT, day DATE,
  moment TIMESTAMP, bytes BLOB, missing TEXT);
INSERT INTO kinds VALUES (9223372036854775807, 0.1, 1, 'Zoë 🎉', '2024-02-29',
  '2024-02-29 12:30:00', x'00ff', NULL);
ANALYZE;
)";

class SqliteSubject : public Subject {
 public:
  DatasourceConfig config() const override {
    DatasourceConfig config;
    config.name = "conformance_db";
    config.type = "sqlite";
    config.connection = file_.path();
    config.display_url = "sqlite:///" + file_.path();
    config.max_connections = 4;
    return config;
  }
  Abilities abilities() const override { return {.has_comments = false, .has_cost = false}; }
  std::vector<Kind> kinds() const override {
    using K = ValueKind;
    using T = std::string;
    return {{"whole", K::kInteger, std::int64_t{9223372036854775807}},
            {"real_number", K::kDecimal, 0.1},
            {"flag", K::kBoolean, true},
            {"words", K::kText, T("Zoë 🎉")},
            {"day", K::kDate, T("2024-02-29")},
            {"moment", K::kTimestamp, T("2024-02-29 12:30:00")},
            {"bytes", K::kBytes, T("\\x00ff")},
            {"missing", K::kText, Value()}};
  }
  void execute(const std::string& sql) override { file_.execute(sql); }

 private:
  SqliteFile file_{kSqliteData};
};

std::unique_ptr<Subject> make_sqlite_subject(std::string&) {
  return std::make_unique<SqliteSubject>();
}

INSTANTIATE_TEST_SUITE_P(Sqlite, Conformance, ::testing::Values(&make_sqlite_subject));

}  // namespace
}  // namespace askdb::testing
