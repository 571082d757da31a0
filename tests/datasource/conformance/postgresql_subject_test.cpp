#include "datasource/conformance/conformance.hpp"
#include "fixtures/postgres_server.hpp"

namespace askdb::testing {
namespace {

constexpr const char* kPostgresqlData = R"(
CREATE TABLE cities (id int PRIMARY KEY, name text NOT NULL);
COMMENT ON TABLE cities IS 'Where people live';
INSERT INTO cities VALUES (1, 'Wien'), (2, 'Zürich');
CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL, city_id int REFERENCES cities,
  status text, height numeric(4, 2));
COMMENT ON COLUMN people.height IS 'in metres';
INSERT INTO people SELECT i, 'person ' || i, i % 2 + 1,
  CASE WHEN i % 3 = 0 THEN 'closed' ELSE 'open' END, CASE WHEN i % 10 <> 0 THEN 1.75 END
  FROM generate_series(1, 300) i;
CREATE VIEW wien AS SELECT id, name FROM people WHERE city_id = 1;
CREATE TABLE numbers AS SELECT i::int AS i FROM generate_series(1, 5000) i;
CREATE TABLE kinds (small smallint, whole bigint, exact numeric(20, 4), real_number float8,
  flag boolean, words text, day date, moment timestamp, clock time, doc jsonb, bytes bytea,
  key uuid, list int[], missing text);
INSERT INTO kinds VALUES (-3, 9223372036854775807, 12345678901234.5000, 0.1, true, 'Zoë 🎉',
  '2024-02-29', '2024-02-29 12:30:00', '23:59:00', '{"a": [1]}', '\x00ff',
  'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{1,2}', NULL);
ANALYZE;
)";

class PostgresqlSubject : public Subject {
 public:
  explicit PostgresqlSubject(PostgresServer& server) : server_(server) {
    server_.create_database("conformance");
    server_.execute(
        "DO $$ BEGIN CREATE ROLE conforming LOGIN PASSWORD 's3cret-word' IN ROLE needs_password; "
        "EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    server_.execute(kPostgresqlData, "conformance");
    server_.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO conforming", "conformance");
    for (const char* table : {"cities", "people", "numbers", "kinds"}) {
      server_.execute(std::string("ALTER TABLE ") + table + " OWNER TO conforming", "conformance");
    }
  }

  DatasourceConfig config() const override {
    DatasourceConfig config;
    config.name = "conformance_db";
    config.type = "postgresql";
    const std::string place = "127.0.0.1:" + std::to_string(server_.port()) + "/conformance";
    config.connection = "postgresql://conforming:s3cret-word@" + place;
    config.display_url = "postgresql://conforming@" + place;
    config.max_connections = 3;
    return config;
  }
  std::vector<Kind> kinds() const override {
    using K = ValueKind;
    using T = std::string;
    return {{"small", K::kInteger, std::int64_t{-3}},
            {"whole", K::kInteger, std::int64_t{9223372036854775807}},
            {"exact", K::kDecimal, T("12345678901234.5000")},
            {"real_number", K::kDecimal, 0.1},
            {"flag", K::kBoolean, true},
            {"words", K::kText, T("Zoë 🎉")},
            {"day", K::kDate, T("2024-02-29")},
            {"moment", K::kTimestamp, T("2024-02-29 12:30:00")},
            {"clock", K::kTime, T("23:59:00")},
            {"doc", K::kJson, T("{\"a\": [1]}")},
            {"bytes", K::kBytes, T("\\x00ff")},
            {"key", K::kUuid, T("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")},
            {"list", K::kArray, T("{1,2}")},
            {"missing", K::kText, Value()}};
  }
  void execute(const std::string& sql) override { server_.execute(sql, "conformance"); }
  int active() override {
    return std::stoi(
        server_.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'askdb' "
                    "AND state = 'active'"));
  }

 private:
  PostgresServer& server_;
};

std::unique_ptr<Subject> make_postgresql_subject(std::string& why_not) {
  auto* server = PostgresServer::shared();
  if (server == nullptr) {
    why_not = PostgresServer::why_not();
    return nullptr;
  }
  return std::make_unique<PostgresqlSubject>(*server);
}

INSTANTIATE_TEST_SUITE_P(Postgresql, Conformance, ::testing::Values(&make_postgresql_subject));

}  // namespace
}  // namespace askdb::testing
