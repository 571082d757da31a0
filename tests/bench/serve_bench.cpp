/// `askdb serve` from outside: questions per second, waiting times and memory with many streams
/// open at once, while a model on this machine answers after 0 or 50 ms.

#include <fmt/format.h>

#include <regex>
#include <set>

#include "bench/served_program.hpp"
#include "bench/stream_client.hpp"
#include "fixtures/model_server.hpp"
#include "fixtures/sqlite_file.hpp"

namespace askdb::bench {
namespace {

using testing::ServerReply;
using testing::ServerRequest;

constexpr const char* kQuestion = "How many customers are there in each city?";

json::object understanding() {
  return {{"action", "create_plan"},
          {"message", nullptr},
          {"steps",
           {json::object{{"description", "Customers by city."},
                         {"database", "shop"},
                         {"sql", "SELECT city, count(*) AS customers FROM customers GROUP BY city"},
                         {"depends_on", json::array()}}}},
          {"assumptions", json::array()},
          {"confidence", "high"},
          {"more_tables", json::array()}};
}

json::object conclusion() {
  return {{"answer", "Vienna has 2 customers, Graz has 1."},
          {"next_step", nullptr},
          {"confidence", "high"}};
}

double percentile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  return sorted[std::min(sorted.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

double megabytes(std::size_t bytes) { return static_cast<double>(bytes) / 1e6; }

/// The page and everything that its first view loads.
std::size_t first_view_bytes(std::uint16_t port) {
  const std::string page = fetched(port, "/", false);
  std::set<std::string> paths{"/"};
  static const std::regex kAsset("(?:src|href)=\"(/assets/[^\"]+)\"");
  for (std::sregex_iterator it(page.begin(), page.end(), kAsset), end; it != end; ++it) {
    paths.insert((*it)[1]);
  }
  std::size_t total = 0;
  for (const auto& path : paths) total += fetched(port, path, true).size();
  return total;
}

void run() {
  testing::SqliteFile shop(
      "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT NOT NULL);"
      "INSERT INTO customers (name, city) VALUES ('Ada', 'Vienna'), ('Bob', 'Graz'),"
      " ('Cleo', 'Vienna');");
  std::rename(shop.path().c_str(), (shop.folder() + "/shop.sqlite").c_str());
  fmt::print("{:<34}{:>12}{:>12}{:>12}{:>14}{:>10}\n", "askdb serve", "questions/s", "p50 ms",
             "p99 ms", "first event", "failed");
  for (const int delay : {0, 50}) {
    testing::ModelServer model;
    model.otherwise([delay](const ServerRequest& asked) {
      auto reply =
          ServerReply::gives(asked.shape == "understanding" ? understanding() : conclusion());
      reply.delay = std::chrono::milliseconds(delay);
      reply.piece_bytes = 4'096;
      return reply;
    });
    const ServedProgram askdb({"serve", "--port", "0", "-d", "shop.sqlite"},
                              {{"HOME", shop.folder()},
                               {"OPENAI_BASE_URL", model.url() + "/v1"},
                               {"OPENAI_MODEL", "scripted"},
                               {"ASKDB_PROFILE", "fused"}},
                              shop.folder());
    if (delay == 0) {
      fmt::print("start-up {:.1f} ms, idle {:.1f} MB, first page view {:.1f} kB\n",
                 static_cast<double>(askdb.start_up().count()) / 1e3,
                 megabytes(askdb.resident_bytes()),
                 static_cast<double>(first_view_bytes(askdb.port())) / 1e3);
    }
    for (const std::size_t clients : {1, 64, 512}) {
      std::size_t resident = 0;
      const auto result = ask_all(askdb.port(), {.clients = clients}, kQuestion,
                                  [&] { resident = askdb.resident_bytes(); });
      fmt::print(
          "{:<34}{:>12.1f}{:>12.2f}{:>12.2f}{:>11.2f} ms{:>10}\n",
          fmt::format("model {} ms, {} streams, {:.0f} MB", delay, clients, megabytes(resident)),
          static_cast<double>(result.answer_ms.size()) / result.seconds,
          percentile(result.answer_ms, 0.5), percentile(result.answer_ms, 0.99),
          percentile(result.first_event_ms, 0.5), result.failures);
      std::fflush(stdout);
    }
  }
}

}  // namespace
}  // namespace askdb::bench

int main(int argc, char** argv) {
  // Takes the filter of the other benchmarks.
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const std::string flag = "--benchmark_filter=";
    if (argument.starts_with(flag) &&
        !std::regex_search("askdb serve", std::regex(argument.substr(flag.size())))) {
      return 0;
    }
  }
  askdb::bench::run();
}
