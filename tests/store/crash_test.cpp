/// What a store acknowledged is there after `kill -9`. Each round starts a program that writes,
/// kills it at a random moment and looks for all that it had said so far; one store serves all
/// rounds. ASKDB_CRASH_ROUNDS sets the number of rounds of each test; the full run is 1,000 for
/// SQLite and 100 for PostgreSQL:
///
///   ASKDB_CRASH_ROUNDS=1000 store_crash_test --gtest_filter='*Sqlite*'

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>
#include <set>

#include "fixtures/postgres_server.hpp"
#include "fixtures/sqlite_file.hpp"
#include "store_fixture.hpp"

namespace askdb::testing {
namespace {

using Clock = std::chrono::steady_clock;

int rounds(int usual) {
  const char* given = std::getenv("ASKDB_CRASH_ROUNDS");
  return given == nullptr ? usual : std::max(1, std::atoi(given));
}

/// Everything the program says until it is killed, `life` after its store is open.
std::string said_until_killed(const std::string& url, std::chrono::microseconds life) {
  int pipe_ends[2];
  if (pipe2(pipe_ends, O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  const std::string program = std::string(ASKDB_BINARY_DIR) + "/tests/store/crash_writer";
  const pid_t child = fork();
  if (child == 0) {
    dup2(pipe_ends[1], STDOUT_FILENO);
    execl(program.c_str(), program.c_str(), url.c_str(), nullptr);
    _exit(127);
  }
  close(pipe_ends[1]);
  std::string said;
  std::optional<Clock::time_point> end;
  bool is_killed = false;
  char buffer[65'536];
  for (;;) {
    if (!is_killed && end && Clock::now() >= *end) {
      kill(child, SIGKILL);
      is_killed = true;
    }
    // Until the end of its life; then until the end of what it had said.
    timespec patience{.tv_sec = 10, .tv_nsec = 0};
    if (!is_killed && end) {
      const auto left = std::max(*end - Clock::now(), Clock::duration::zero());
      patience = {.tv_sec = 0, .tv_nsec = std::chrono::nanoseconds(left).count()};
    }
    pollfd output{.fd = pipe_ends[0], .events = POLLIN, .revents = 0};
    const int ready = ppoll(&output, 1, &patience, nullptr);
    if (ready == 0 && end) continue;
    if (ready == 0) kill(child, SIGKILL);
    const auto size = read(pipe_ends[0], buffer, sizeof buffer);
    if (size <= 0) break;
    said.append(buffer, static_cast<std::size_t>(size));
    if (!end) end = Clock::now() + life;
  }
  close(pipe_ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (!WIFSIGNALED(status)) throw std::runtime_error("the writer ended by itself: " + said);
  return said;
}

/// What was said of one store so far.
struct Acknowledged {
  std::set<std::string> threads;
  std::set<std::string> messages;
  std::set<std::string> updates;

  std::size_t size() const { return threads.size() + messages.size() + updates.size(); }
  void add(const std::string& said) {
    std::size_t start = 0;
    // A line cut off by the end was not said.
    for (auto end = said.find('\n'); end != std::string::npos; end = said.find('\n', start)) {
      const auto line = said.substr(start, end - start);
      start = end + 1;
      const auto space = line.find(' ');
      const auto id = space == std::string::npos ? "" : line.substr(space + 1);
      if (line.starts_with("thread ")) threads.insert(id);
      if (line.starts_with("message ")) messages.insert(id);
      if (line.starts_with("update ")) updates.insert(id);
    }
  }
};

class CrashTest : public ::testing::Test {
 protected:
  /// Looks for what one round was told. An update is whole or not there at all.
  void expect_all(Store& store, const Acknowledged& told) {
    for (const auto& id : told.threads) {
      EXPECT_TRUE(value_of(run_task(store.thread(id)))) << "lost thread " << id;
    }
    for (const auto& id : told.messages) {
      const auto message = value_of(run_task(store.message(id)));
      ASSERT_TRUE(message) << "lost message " << id;
      const bool is_updated = message->status == MessageStatus::kDone;
      EXPECT_TRUE(is_updated || !told.updates.contains(id)) << "lost update " << id;
      EXPECT_EQ(message->content == "done " + id, is_updated);
      EXPECT_EQ(value_of(run_task(store.events(id, 0))).size(), is_updated ? 3U : 0U);
      EXPECT_EQ(value_of(run_task(store.result(id, 1))).has_value(), is_updated);
    }
  }

  void crash(const StoreSettings& settings, int count) {
    std::mt19937 random(20261120);
    std::uniform_int_distribution<int> microseconds(0, 60'000);
    const auto start = Clock::now();
    Acknowledged all;
    for (int round = 0; round < count && !HasFailure(); ++round) {
      Acknowledged told;
      const auto life = std::chrono::microseconds(microseconds(random));
      const auto said = said_until_killed(settings.url, life);
      told.add(said);
      all.add(said);
      // Opened as after a restart.
      const auto store = value_of(make_store(settings, threads_));
      value_of(run_task(store->open()));
      expect_all(*store, told);
    }
    const auto store = value_of(make_store(settings, threads_));
    value_of(run_task(store->open()));
    expect_all(*store, all);
    const std::chrono::duration<double> took = Clock::now() - start;
    std::cout << count << " rounds, " << all.size() << " acknowledged writes, " << took.count()
              << " s\n";
    EXPECT_GT(all.size(), 0U);
  }

  BlockingPool threads_{2};
};

TEST_F(CrashTest, SqliteKeepsWhatItAcknowledged) {
  const SqliteFile file;
  const auto path = file.folder() + "/crash.sqlite";
  crash({.url = path, .folder = {}}, rounds(50));
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  std::string verdict;
  const auto keep = [](void* out, int, char** values, char**) {
    *static_cast<std::string*>(out) += values[0];
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(handle, "PRAGMA integrity_check", keep, &verdict, nullptr), SQLITE_OK);
  EXPECT_EQ(verdict, "ok");
  sqlite3_close(handle);
}

TEST_F(CrashTest, PostgresKeepsWhatItAcknowledged) {
  PostgresServer* server = PostgresServer::shared();
  if (server == nullptr) GTEST_SKIP() << PostgresServer::why_not();
  server->create_database("crash");
  crash({.url = server->url("crash"), .folder = {}}, rounds(10));
}

}  // namespace
}  // namespace askdb::testing
