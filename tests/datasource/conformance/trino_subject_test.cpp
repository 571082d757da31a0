#include "base/text.hpp"
#include "datasource/conformance/conformance.hpp"
#include "fixtures/trino_server.hpp"

namespace askdb::testing {
namespace {

constexpr const char* kTrinoData = R"sql(
CREATE TABLE cities (id bigint, name varchar(40));
INSERT INTO cities VALUES (1, 'Wien'), (2, 'Zürich');
CREATE TABLE numbers (i bigint);
INSERT INTO numbers WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
  SELECT i FROM n;
CREATE TABLE people (id bigint, name varchar, city_id bigint, status varchar, height decimal(4,2));
INSERT INTO people SELECT i, 'person ' || i, i % 2 + 1,
  CASE WHEN i % 3 = 0 THEN 'closed' ELSE 'open' END, CASE WHEN i % 10 <> 0 THEN '1.75' END
  FROM numbers WHERE i <= 300;
CREATE VIEW wien AS SELECT id, name FROM people WHERE city_id = 1;
CREATE TABLE kinds (small smallint, whole bigint, exact decimal(20,4), real_number double,
  flag boolean, words varchar, day date, moment timestamp(0), clock time(0), doc json,
  bytes varbinary, key uuid, list "array(integer)", missing varchar);
INSERT INTO kinds VALUES (-3, 9223372036854775807, CAST('12345678901234.5000' AS blob), 0.1, 1,
  'Zoë 🎉', '2024-02-29', '2024-02-29 12:30:00', '23:59:00', '{"a":[1]}', 'AP8=',
  'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '[1,2]', NULL)
)sql";

class TrinoSubject : public Subject {
 public:
  TrinoSubject() {
    server_.catalogue().fill("conformance", kTrinoData);
    server_.catalogue().comment("conformance", "cities", "", "Where people live");
    server_.catalogue().comment("conformance", "people", "height", "in metres");
  }

  DatasourceConfig config() const override {
    auto config = datasource_from_url(server_.url("conformance")).value();
    config.name = "conformance_db";
    config.max_connections = 3;
    return config;
  }
  Abilities abilities() const override {
    // It has no keys and estimates what is read.
    return {.has_keys = false, .has_cost = false};
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
            {"doc", K::kJson, T("{\"a\":[1]}")},
            {"bytes", K::kBytes, T("\\x00ff")},
            {"key", K::kUuid, T("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")},
            {"list", K::kArray, T("[1,2]")},
            {"missing", K::kText, Value()}};
  }
  void execute(const std::string& sql) override { server_.catalogue().fill("conformance", sql); }
  int active() override { return server_.wait_until_idle() ? 0 : 1; }

 private:
  TrinoServer server_;
};

std::unique_ptr<Subject> make_trino_subject(std::string&) {
  return std::make_unique<TrinoSubject>();
}

INSTANTIATE_TEST_SUITE_P(Trino, Conformance, ::testing::Values(&make_trino_subject));

}  // namespace
}  // namespace askdb::testing
