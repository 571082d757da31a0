#include <filesystem>
#include <stdexcept>

#include "datasource/conformance/conformance.hpp"
#include "duckdb/session.hpp"

namespace askdb::testing {
namespace {

constexpr const char* kData = R"(
CREATE TABLE cities (id integer PRIMARY KEY, name varchar NOT NULL);
COMMENT ON TABLE cities IS 'Where people live';
INSERT INTO cities VALUES (1, 'Wien'), (2, 'Zürich');
CREATE TABLE people (id integer PRIMARY KEY, name varchar NOT NULL,
  city_id integer REFERENCES cities (id), status varchar, height decimal(4, 2));
COMMENT ON COLUMN people.height IS 'in metres';
INSERT INTO people SELECT i, 'person ' || i, i % 2 + 1,
  CASE WHEN i % 3 = 0 THEN 'closed' ELSE 'open' END, CASE WHEN i % 10 <> 0 THEN 1.75 END
  FROM range(1, 301) r(i);
CREATE VIEW wien AS SELECT id, name FROM people WHERE city_id = 1;
CREATE TABLE numbers AS SELECT i::integer AS i FROM range(1, 5001) r(i);
CREATE TABLE kinds (small tinyint, whole bigint, large ubigint, huge hugeint, exact decimal(20, 4),
  real_number double, flag boolean, words varchar, choice ENUM ('sad', 'fine'), day date,
  moment timestamp, clock time, doc json, bytes blob, key uuid, list integer[], missing varchar);
INSERT INTO kinds VALUES (-3, 9223372036854775807, 18446744073709551615,
  170141183460469231731687303715884105727, 12345678901234.5000, 0.1, true, 'Zoë 🎉', 'fine',
  '2024-02-29', '2024-02-29 12:30:00', '23:59:00', '{"a": [1]}', '\x00\xFF',
  'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', [1, 2], NULL);
)";

class DuckdbSubject : public Subject {
 public:
  DuckdbSubject() { execute(kData); }
  ~DuckdbSubject() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  DatasourceConfig config() const override {
    auto config = datasource_from_url(path()).value();
    config.name = "conformance_db";
    return config;
  }
  std::vector<Kind> kinds() const override {
    using K = ValueKind;
    using T = std::string;
    return {{"small", K::kInteger, std::int64_t{-3}},
            {"whole", K::kInteger, std::int64_t{9223372036854775807}},
            {"large", K::kInteger, T("18446744073709551615")},
            {"huge", K::kInteger, T("170141183460469231731687303715884105727")},
            {"exact", K::kDecimal, T("12345678901234.5000")},
            {"real_number", K::kDecimal, 0.1},
            {"flag", K::kBoolean, true},
            {"words", K::kText, T("Zoë 🎉")},
            {"choice", K::kText, T("fine")},
            {"day", K::kDate, T("2024-02-29")},
            {"moment", K::kTimestamp, T("2024-02-29 12:30:00")},
            {"clock", K::kTime, T("23:59:00")},
            {"doc", K::kJson, T("{\"a\": [1]}")},
            {"bytes", K::kBytes, T("\\x00ff")},
            {"key", K::kUuid, T("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")},
            {"list", K::kArray, T("[1, 2]")},
            {"missing", K::kText, Value()}};
  }
  void execute(const std::string& sql) override {
    const auto instance = duckdb::Instance::open(path(), {});
    if (!instance) throw std::runtime_error(one_line(instance.error()));
    const auto done = (*instance)->connect().value()->execute(sql);
    if (!done) throw std::runtime_error(one_line(done.error()) + " " + done.error().detail);
  }

 private:
  std::string path() const { return folder_ + "/conformance.duckdb"; }

  const std::string folder_ = [] {
    std::string pattern = std::filesystem::temp_directory_path() / "askdb-duck-XXXXXX";
    return std::string(mkdtemp(pattern.data()));
  }();
};

std::unique_ptr<Subject> make_duckdb_subject(std::string&) {
  return std::make_unique<DuckdbSubject>();
}

INSTANTIATE_TEST_SUITE_P(Duckdb, Conformance, ::testing::Values(&make_duckdb_subject));

}  // namespace
}  // namespace askdb::testing
