#include "datasource/conformance/conformance.hpp"
#include "fixtures/clickhouse_server.hpp"

namespace askdb::testing {
namespace {

/// Only what servers have had since 2018: no comments of tables, no JSON, no bytes.
constexpr const char* kClickhouseData = R"(
CREATE TABLE conformance.cities (id Int32, name String) ENGINE = MergeTree ORDER BY id;
INSERT INTO conformance.cities VALUES (1, 'Wien'), (2, 'Zürich');
CREATE TABLE conformance.people (id Int32, name String, city_id Int32, status String,
  height Nullable(Decimal(4, 2)) COMMENT 'in metres') ENGINE = MergeTree ORDER BY id;
INSERT INTO conformance.people SELECT number + 1 AS i, concat('person ', toString(i)), i % 2 + 1,
  if(i % 3 = 0, 'closed', 'open'), if(i % 10 = 0, NULL, toDecimal32('1.75', 2))
  FROM system.numbers LIMIT 300;
CREATE VIEW conformance.wien AS SELECT id, name FROM conformance.people WHERE city_id = 1;
CREATE TABLE conformance.numbers (i Int32) ENGINE = MergeTree ORDER BY i;
INSERT INTO conformance.numbers SELECT number + 1 FROM system.numbers LIMIT 5000;
CREATE TABLE conformance.kinds (small Int16, whole Int64, large UInt64, exact Decimal(18, 4),
  real_number Float64, words String, code FixedString(4), day Date, moment DateTime, key UUID,
  list Array(Int32), missing Nullable(String)) ENGINE = Memory;
INSERT INTO conformance.kinds VALUES (-3, 9223372036854775807, 18446744073709551615,
  '12345678901234.5000', 0.1, 'Zoë 🎉', 'ab', '2024-02-29', '2024-02-29 12:30:00',
  'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', [1, 2], NULL)
)";

class ClickhouseSubject : public Subject {
 public:
  explicit ClickhouseSubject(ClickhouseServer& server) : server_(server) {
    server_.create_database("conformance");
    server_.execute(kClickhouseData);
  }

  DatasourceConfig config() const override {
    auto config = datasource_from_url(server_.url("conformance")).value();
    config.name = "conformance_db";
    config.max_connections = 3;
    return config;
  }
  Abilities abilities() const override {
    // It neither enforces keys nor costs joins: it estimates what is read.
    return {.has_keys = false, .has_comments = false, .has_cost = false};
  }
  std::vector<Kind> kinds() const override {
    using K = ValueKind;
    using T = std::string;
    return {{"small", K::kInteger, std::int64_t{-3}},
            {"whole", K::kInteger, std::int64_t{9223372036854775807}},
            {"large", K::kInteger, T("18446744073709551615")},
            {"exact", K::kDecimal, T("12345678901234.5000")},
            {"real_number", K::kDecimal, 0.1},
            {"words", K::kText, T("Zoë 🎉")},
            {"code", K::kText, T("ab")},
            {"day", K::kDate, T("2024-02-29")},
            {"moment", K::kTimestamp, T("2024-02-29 12:30:00")},
            {"key", K::kUuid, T("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")},
            {"list", K::kArray, T("[1,2]")},
            {"missing", K::kText, Value()}};
  }
  /// In the database of the data, as an owner would.
  void execute(const std::string& sql) override {
    auto text = sql;
    for (const char* word : {"TABLE cities", "INTO cities"}) {
      const auto at = text.find(word);
      if (at != std::string::npos)
        text.insert(at + std::string(word).find(' ') + 1, "conformance.");
    }
    server_.ask(text);
  }
  int active() override {
    return std::stoi(
        server_.ask("SELECT count() FROM system.processes WHERE query_id LIKE 'askdb-%'"));
  }
  std::string slow() const override { return "SELECT count() FROM system.numbers"; }
  std::string many() const override { return "SELECT number AS i FROM system.numbers"; }
  std::string change() const override {
    return "ALTER TABLE cities ADD COLUMN country Nullable(String)";
  }
  std::string removal() const override { return "ALTER TABLE cities DELETE WHERE id = 1"; }

 private:
  ClickhouseServer& server_;
};

std::unique_ptr<Subject> make_clickhouse_subject(std::string& why_not) {
  auto* server = ClickhouseServer::shared();
  if (server == nullptr) {
    why_not = ClickhouseServer::why_not();
    return nullptr;
  }
  return std::make_unique<ClickhouseSubject>(*server);
}

INSTANTIATE_TEST_SUITE_P(Clickhouse, Conformance, ::testing::Values(&make_clickhouse_subject));

}  // namespace
}  // namespace askdb::testing
