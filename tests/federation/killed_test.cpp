// Database servers that are killed in the middle of a question over several databases.

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "federated_fixture.hpp"
#include "fixtures/mariadb_server.hpp"

namespace askdb {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using std::chrono::steady_clock;
using ::testing::ElementsAre;
using testing::Federated;
using ::testing::HasSubstr;
using testing::MariadbServer;
using testing::PostgresServer;

enum class Victim { kPostgresqlBackend, kPostgresqlServer, kMariadbServer };
enum class Moment { kWaitingForRows, kManyRowsMoved };

// Rows that come for minutes, and rows of which the first one comes after a minute.
constexpr const char* kPostgresqlViews = R"(
  CREATE TABLE few (customer_id int); INSERT INTO few VALUES (1), (2);
  CREATE VIEW many AS SELECT a.i % 5 AS customer_id, repeat(md5((a.i * b.i)::text), 60) AS note
    FROM generate_series(1, 5000) a(i), generate_series(1, 5000) b(i);
  CREATE VIEW stuck AS SELECT i AS customer_id, ''::text AS note
    FROM pg_sleep(60), generate_series(1, 200000) i;)";
constexpr const char* kMariadbViews = R"(
  CREATE TABLE few (customer_id int); INSERT INTO few VALUES (1), (2);
  CREATE VIEW many AS SELECT a.seq % 5 AS customer_id, REPEAT(MD5(a.seq * b.seq), 60) AS note
    FROM seq_1_to_5000 a, seq_1_to_5000 b;
  CREATE VIEW stuck AS SELECT seq + SLEEP(60) AS customer_id, '' AS note FROM seq_1_to_200000;)";

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// What the process holds of the machine.
struct Held {
  std::size_t files = entries("/proc/self/fd");
  std::size_t threads = entries("/proc/self/task");
  std::size_t temporary_files = entries(fs::temp_directory_path());
};

class Killed : public Federated, public ::testing::WithParamInterface<std::tuple<Victim, Moment>> {
 protected:
  void SetUp() override {
    if (!add_postgres("books", kPostgresqlViews)) GTEST_SKIP() << PostgresServer::why_not();
    mariadb_ = MariadbServer::shared();
    if (mariadb_ == nullptr) GTEST_SKIP() << MariadbServer::why_not();
    // What is written must be there again after it was killed.
    mariadb_->execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
    mariadb_->create_database("shop");
    mariadb_->execute(kMariadbViews, "shop");
    auto shop = datasource_from_url(mariadb_->url("shop")).value();
    shop.name = "shop";
    shop.max_connections = 3;
    configs_.push_back(std::move(shop));
    add_sqlite("crm",
               "CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT);"
               "INSERT INTO customers VALUES (1, 'Anna'), (2, 'Karl');");
    add_sqlite("staff", "CREATE TABLE people(customer_id INTEGER); INSERT INTO people VALUES (2);");
    settings_.transfer.max_rows = 900'000'000;
    settings_.transfer.max_bytes = 64ULL << 30U;
    settings_.max_cost = 1e18;
    settings_.workspace.memory_mb = 32;
    // Nobody else writes there.
    setenv("TMPDIR", own_.folder().c_str(), 1);
    open();
  }
  ~Killed() override { unsetenv("TMPDIR"); }

  static Victim victim() { return std::get<0>(GetParam()); }
  static Moment moment() { return std::get<1>(GetParam()); }
  static bool is_mariadb() { return victim() == Victim::kMariadbServer; }
  static std::string victim_name() { return is_mariadb() ? "shop" : "books"; }

  /// Statements of askdb that each server runs now, those that only ask for a plan left out.
  int running_on_postgresql() const {
    return std::stoi(server_->ask(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = 'books' AND application_name = "
        "'askdb' AND state = 'active' AND query LIKE '%customer_id%' AND query NOT LIKE "
        "'EXPLAIN%'"));
  }
  int running_on_mariadb() const {
    return std::stoi(mariadb_->ask(
        "SELECT count(*) FROM information_schema.PROCESSLIST WHERE USER = 'reader' AND INFO LIKE "
        "'%customer_id%' AND INFO NOT LIKE 'EXPLAIN%'"));
  }

  template <class Condition>
  static bool becomes(Condition condition, std::chrono::seconds limit) {
    for (const auto until = steady_clock::now() + limit; steady_clock::now() < until;) {
      if (condition()) return true;
      std::this_thread::sleep_for(20ms);
    }
    return false;
  }

  void kill_it() const {
    switch (victim()) {
      case Victim::kPostgresqlBackend:
        ::kill(std::stoi(server_->ask("SELECT pid FROM pg_stat_activity WHERE datname = 'books' "
                                      "AND application_name = 'askdb' AND state = 'active'")),
               SIGKILL);
        break;
      case Victim::kPostgresqlServer:
        server_->stop();
        break;
      case Victim::kMariadbServer:
        mariadb_->stop();
        break;
    }
  }
  void revive() const {
    if (victim() == Victim::kPostgresqlServer) server_->start();
    if (victim() == Victim::kMariadbServer) mariadb_->start();
    // After the death of a backend the server recovers by itself.
    const auto is_up = [&] {
      try {
        return server_->ask("SELECT 1") == "1";
      } catch (const std::exception&) {
        return false;
      }
    };
    ASSERT_TRUE(becomes(is_up, 20s));
  }

  /// Both servers are asked at the same time; the other one has nothing to say for a minute.
  static std::string joining() {
    const std::string view = moment() == Moment::kManyRowsMoved ? "many" : "stuck";
    return "SELECT c.name, count(DISTINCT b.note), count(DISTINCT s.note) FROM crm.customers c "
           "JOIN books." +
           (is_mariadb() ? "stuck" : view) + " b ON b.customer_id = c.id JOIN shop." +
           (is_mariadb() ? view : "stuck") + " s ON s.customer_id = c.id GROUP BY c.name";
  }

  testing::SqliteFile own_;
  MariadbServer* mariadb_ = nullptr;
  const std::string all_ =
      "SELECT c.name FROM crm.customers c JOIN books.few b ON b.customer_id = c.id "
      "JOIN shop.few s ON s.customer_id = c.id ORDER BY c.name";
  const std::string others_ =
      "SELECT c.name FROM crm.customers c JOIN staff.people p ON p.customer_id = c.id";
};

TEST_P(Killed, IsNamedAtOnceAndNothingIsLeftBehind) {
  ASSERT_EQ(rows(all_).size(), 2U) << *rows(all_).begin();
  ASSERT_THAT(rows(others_), ElementsAre("Karl"));
  const Held before;

  std::atomic<bool> is_under_way = false;
  steady_clock::time_point killed_at;
  std::thread killer([&] {
    const auto both_run = [&] { return running_on_postgresql() > 0 && running_on_mariadb() > 0; };
    const auto has_spilled = [&] { return entries(own_.folder()) > before.temporary_files; };
    is_under_way = becomes(both_run, 20s) &&
                   (moment() == Moment::kWaitingForRows || becomes(has_spilled, 60s));
    if (is_under_way) kill_it();
    killed_at = steady_clock::now();
  });
  const auto found = run(joining(), {.timeout = 90s, .max_bytes = 64ULL << 30U});
  const auto answered_at = steady_clock::now();
  killer.join();
  ASSERT_FALSE(found);
  ASSERT_TRUE(is_under_way) << one_line(found.error()) << " " << found.error().detail;
  EXPECT_EQ(found.error().fault, Fault::kConnection) << one_line(found.error());
  EXPECT_THAT(found.error().message, HasSubstr(victim_name()));
  EXPECT_FALSE(found.error().next_step.empty());
  EXPECT_LT(answered_at - killed_at, 5s);

  // The databases that live answer, and do not go on with what nobody waits for.
  EXPECT_THAT(rows(others_), ElementsAre("Karl"));
  const auto is_idle = [&] {
    return is_mariadb() ? running_on_postgresql() == 0 : running_on_mariadb() == 0;
  };
  EXPECT_TRUE(becomes(is_idle, 5s));
  Held after;
  const auto is_as_before = [&] {
    after = Held();
    return after.files <= before.files && after.threads <= before.threads &&
           after.temporary_files <= before.temporary_files;
  };
  EXPECT_TRUE(becomes(is_as_before, 5s))
      << after.files << " files, were " << before.files << "; " << after.threads
      << " threads, were " << before.threads << "; " << after.temporary_files
      << " temporary files, were " << before.temporary_files;

  revive();
  EXPECT_THAT(rows(all_), ElementsAre("Anna", "Karl"));
}

std::string title(const ::testing::TestParamInfo<std::tuple<Victim, Moment>>& info) {
  const auto [victim, moment] = info.param;
  const std::string who = victim == Victim::kPostgresqlBackend  ? "PostgresqlBackend"
                          : victim == Victim::kPostgresqlServer ? "PostgresqlServer"
                                                                : "MariadbServer";
  return who + (moment == Moment::kWaitingForRows ? "WaitingForRows" : "ManyRowsMoved");
}

INSTANTIATE_TEST_SUITE_P(
    Servers, Killed,
    ::testing::Combine(::testing::Values(Victim::kPostgresqlBackend, Victim::kPostgresqlServer,
                                         Victim::kMariadbServer),
                       ::testing::Values(Moment::kWaitingForRows, Moment::kManyRowsMoved)),
    title);

}  // namespace
}  // namespace askdb
