#include "datasource/conformance/conformance.hpp"
#include "fixtures/mariadb_server.hpp"

namespace askdb::testing {
namespace {

constexpr const char* kMariadbData = R"(
CREATE TABLE cities (id int PRIMARY KEY, name varchar(40) NOT NULL) COMMENT 'Where people live';
INSERT INTO cities VALUES (1, 'Wien'), (2, 'Zürich');
CREATE TABLE people (id int PRIMARY KEY, name varchar(40) NOT NULL, city_id int,
  status varchar(10), height decimal(4, 2) COMMENT 'in metres',
  FOREIGN KEY (city_id) REFERENCES cities (id));
INSERT INTO people SELECT seq, CONCAT('person ', seq), seq % 2 + 1,
  IF(seq % 3 = 0, 'closed', 'open'), IF(seq % 10 <> 0, 1.75, NULL) FROM seq_1_to_300;
CREATE VIEW wien AS SELECT id, name FROM people WHERE city_id = 1;
CREATE TABLE numbers (i int);
INSERT INTO numbers SELECT seq FROM seq_1_to_5000;
CREATE TABLE kinds (small tinyint, whole bigint, large bigint unsigned, exact decimal(20, 4),
  real_number double, flag tinyint(1), one_bit bit(1), bits bit(10), words text, choice
  enum('sad', 'fine'), day date, moment datetime, instant timestamp(3) NULL, clock time, anno year,
  doc json, bytes varbinary(9), large_bytes blob, code uuid, missing text);
INSERT INTO kinds VALUES (-3, 9223372036854775807, 18446744073709551615, 12345678901234.5000, 0.1,
  true, b'1', b'1000000001', 'Zoë 🎉', 'fine', '2024-02-29', '2024-02-29 12:30:00',
  '2024-02-29 12:30:00.250', '23:59:00', 2024, '{"a": [1]}', x'00ff', x'27',
  'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', NULL);
ANALYZE TABLE cities, people, numbers;
)";

/// The user may do everything to this database: what is refused is refused by askdb's sessions.
class MariadbSubject : public Subject {
 public:
  explicit MariadbSubject(MariadbServer& server) : server_(server) {
    server_.create_database("conformance");
    server_.execute(std::string("SET time_zone = '+00:00';") + kMariadbData, "conformance");
    server_.execute("GRANT ALL ON conformance.* TO reader");
  }
  ~MariadbSubject() override { server_.execute("REVOKE ALL ON conformance.* FROM reader"); }

  DatasourceConfig config() const override {
    auto config = datasource_from_url(server_.url("conformance")).value();
    config.name = "conformance_db";
    config.max_connections = 3;
    return config;
  }
  std::vector<Kind> kinds() const override {
    using K = ValueKind;
    using T = std::string;
    return {{"small", K::kInteger, std::int64_t{-3}},
            {"whole", K::kInteger, std::int64_t{9223372036854775807}},
            {"large", K::kInteger, T("18446744073709551615")},
            {"exact", K::kDecimal, T("12345678901234.5000")},
            {"real_number", K::kDecimal, 0.1},
            {"flag", K::kBoolean, true},
            {"one_bit", K::kBoolean, true},
            {"bits", K::kInteger, std::int64_t{513}},
            {"words", K::kText, T("Zoë 🎉")},
            {"choice", K::kText, T("fine")},
            {"day", K::kDate, T("2024-02-29")},
            {"moment", K::kTimestamp, T("2024-02-29 12:30:00")},
            {"instant", K::kTimestamp, T("2024-02-29 12:30:00.250")},
            {"clock", K::kTime, T("23:59:00")},
            {"anno", K::kInteger, std::int64_t{2024}},
            {"doc", K::kJson, T("{\"a\": [1]}")},
            {"bytes", K::kBytes, T("\\x00ff")},
            {"large_bytes", K::kBytes, T("\\x27")},
            {"code", K::kUuid, T("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")},
            {"missing", K::kText, Value()}};
  }
  void execute(const std::string& sql) override { server_.execute(sql, "conformance"); }
  int active() override { return server_.active(); }

 private:
  MariadbServer& server_;
};

std::unique_ptr<Subject> make_mariadb_subject(std::string& why_not) {
  auto* server = MariadbServer::shared();
  if (server == nullptr) {
    why_not = MariadbServer::why_not();
    return nullptr;
  }
  return std::make_unique<MariadbSubject>(*server);
}

INSTANTIATE_TEST_SUITE_P(Mariadb, Conformance, ::testing::Values(&make_mariadb_subject));

}  // namespace
}  // namespace askdb::testing
