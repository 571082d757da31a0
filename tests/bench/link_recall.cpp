/// How much of what gold queries read is linked and rendered:
///   link_recall DATABASES QUESTIONS.JSON HOLDOUT.TXT [--held-out] [--tables N] [--tokens N]
///   [--misses]
///
/// Each database's schema is mixed into other tables (see mixed_schema.hpp), each of its questions
/// linked there and rendered. A question counts when all its gold tables, or all its gold columns,
/// stand in the rendered text. Without --held-out the databases of HOLDOUT.TXT are left out.

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <map>

#include "base/text.hpp"
#include "catalog/link.hpp"
#include "datasource/sqlite/sqlite_datasource.hpp"
#include "gold_reads.hpp"
#include "mixed_schema.hpp"
#include "shown_names.hpp"

namespace {

using namespace askdb;
using Clock = std::chrono::steady_clock;

struct Wishes {
  std::string folder;
  std::string questions;
  std::set<std::string> held_out;
  bool wants_held_out = false;
  bool shows_misses = false;
  bool is_varied = false;
  std::size_t tables = 9'000;
  std::size_t tokens = 2'000;
  std::string only;
  std::size_t every = 1;
};

struct Totals {
  std::size_t questions = 0, tables = 0, columns = 0, first = 0;
  std::vector<double> milliseconds;
  std::vector<double> cpu_milliseconds;
  std::vector<std::size_t> tokens;
  std::vector<double> builds;
  double megabytes = 0;  ///< Of the largest index.
};

template <class T>
T run(Task<T> task) {
  asio::io_context io;
  std::optional<T> result;
  asio::co_spawn(io, std::move(task), [&](const std::exception_ptr& thrown, T value) {
    if (thrown) std::rethrow_exception(thrown);
    result.emplace(std::move(value));
  });
  io.run();
  return *std::move(result);
}

std::vector<std::shared_ptr<const CatalogEntry>> read_databases(
    const std::string& folder, const std::set<std::string>& names) {
  BlockingPool pool(2);
  std::vector<std::unique_ptr<Datasource>> sources;
  for (const auto& name : names) {
    sources.push_back(
        std::make_unique<SqliteDatasource>(name, folder + "/" + name + ".sqlite", 1, pool));
  }
  const DatasourceManager manager(std::move(sources));
  Catalog catalog(manager, {}, "");
  std::vector<std::shared_ptr<const CatalogEntry>> entries;
  for (const auto& name : names) entries.push_back(run(catalog.entry(name)).value());
  return entries;
}

/// Of this thread alone: what the machine does beside it does not count.
double cpu_millis() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double millis(Clock::duration spent) {
  return std::chrono::duration<double, std::milli>(spent).count();
}

template <class T>
T percentile(std::vector<T> values, double share) {
  std::sort(values.begin(), values.end());
  return values.empty() ? T() : values[static_cast<std::size_t>(share * (values.size() - 1))];
}

void ask(const LinkIndex& index, const bench::GoldQuestion& asked, const Wishes& wishes,
         Totals& totals) {
  const auto gold = bench::gold_reads(wishes.folder + "/" + asked.database + ".sqlite", asked.sql);
  if (!gold) return;
  const auto start = Clock::now();
  const double cpu_start = cpu_millis();
  const Linking linking = index.link(asked.question);
  const std::string text = render_schema(linking, wishes.tokens);
  totals.milliseconds.push_back(millis(Clock::now() - start));
  totals.cpu_milliseconds.push_back(cpu_millis() - cpu_start);
  totals.tokens.push_back((text.size() + 3) / 4);
  const auto shown = bench::shown_names(text);
  const auto schema = to_lower(asked.database) + ".";
  const auto table_of = [&](const std::string& table) { return shown.find(schema + table); };
  std::string missing;
  for (const auto& table : gold->tables) {
    if (table_of(table) == shown.end()) missing += " " + table;
  }
  const bool has_tables = missing.empty();
  for (const auto& column : gold->columns) {
    const auto dot = column.find('.');
    const auto found = table_of(column.substr(0, dot));
    if (found == shown.end() || found->second.count(column.substr(dot + 1)) == 0) {
      missing += " " + column;
    }
  }
  ++totals.questions;
  totals.tables += has_tables ? 1 : 0;
  totals.columns += missing.empty() ? 1 : 0;
  if (!linking.tables.empty()) {
    const auto& best = linking.database->tables[linking.tables[0].table];
    totals.first += best.schema == asked.database && gold->tables.count(to_lower(best.name)) > 0;
  }
  if (wishes.shows_misses && !missing.empty()) {
    std::printf("%s [%s] %s\n   missing:%s\n", has_tables ? "COLUMNS" : "TABLES",
                asked.database.c_str(), asked.question.c_str(), missing.c_str());
    for (const auto& table : gold->tables) {
      std::size_t at = 0;
      while (at < linking.tables.size()) {
        const auto& known = linking.database->tables[linking.tables[at].table];
        if (known.schema == asked.database && to_lower(known.name) == table) break;
        ++at;
      }
      const bool is_ranked = at < linking.tables.size();
      std::printf("   %s: place %zu, score %.2f of %.2f\n", table.c_str(), at,
                  is_ranked ? linking.tables[at].score : 0,
                  linking.tables.empty() ? 0 : linking.tables[0].score);
    }
  }
}

void print(const Totals& totals, const Wishes& wishes, std::size_t databases) {
  const auto percent = [&](std::size_t count) {
    return 100.0 * static_cast<double>(count) / static_cast<double>(totals.questions);
  };
  std::printf("%zu questions to %zu %s databases, each mixed into %zu tables\n", totals.questions,
              databases, wishes.wants_held_out ? "held-out" : "development", wishes.tables);
  std::printf("all gold tables rendered   %.1f %%\n", percent(totals.tables));
  std::printf("all gold columns rendered  %.1f %%\n", percent(totals.columns));
  std::printf("best table is a gold table %.1f %%\n", percent(totals.first));
  std::printf("tokens                     p50 %zu, max %zu (limit %zu)\n",
              percentile(totals.tokens, 0.5), percentile(totals.tokens, 1), wishes.tokens);
  std::printf("link and render            p50 %.1f ms, p99 %.1f ms\n",
              percentile(totals.milliseconds, 0.5), percentile(totals.milliseconds, 0.99));
  std::printf("  of it on the processor   p50 %.1f ms, p99 %.1f ms\n",
              percentile(totals.cpu_milliseconds, 0.5), percentile(totals.cpu_milliseconds, 0.99));
  std::printf("building the index         p50 %.0f ms, %.0f MB\n", percentile(totals.builds, 0.5),
              totals.megabytes);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr,
                 "link_recall DATABASES QUESTIONS.JSON HOLDOUT.TXT [--held-out] [--tables N] "
                 "[--tokens N] [--varied] [--every N] [--only DATABASE] [--misses]\n");
    return 2;
  }
  Wishes wishes;
  wishes.folder = argv[1];
  std::ifstream holdout(argv[3]);
  wishes.held_out = {std::istream_iterator<std::string>(holdout), {}};
  for (int at = 4; at < argc; ++at) {
    const std::string word = argv[at];
    if (word == "--held-out") wishes.wants_held_out = true;
    if (word == "--misses") wishes.shows_misses = true;
    if (word == "--varied") wishes.is_varied = true;
    if (word == "--tables" && at + 1 < argc) wishes.tables = std::stoul(argv[at + 1]);
    if (word == "--tokens" && at + 1 < argc) wishes.tokens = std::stoul(argv[at + 1]);
    if (word == "--every" && at + 1 < argc) wishes.every = std::stoul(argv[at + 1]);
    if (word == "--only" && at + 1 < argc) wishes.only = argv[at + 1];
  }
  std::map<std::string, std::vector<bench::GoldQuestion>> by_database;
  for (auto& one : bench::read_questions(argv[2])) by_database[one.database].push_back(one);
  std::set<std::string> names;
  for (const auto& [name, questions] : by_database) names.insert(name);
  const auto entries = read_databases(wishes.folder, names);
  Totals totals;
  std::size_t databases = 0;
  for (const auto& [name, questions] : by_database) {
    if ((wishes.held_out.count(name) > 0) != wishes.wants_held_out) continue;
    if (!wishes.only.empty() && wishes.only != name) continue;
    const auto mixed = bench::mixed_schema(entries, name, wishes.tables, wishes.is_varied);
    const auto start = Clock::now();
    const LinkIndex index(mixed.database, mixed.values);
    totals.builds.push_back(millis(Clock::now() - start));
    totals.megabytes = std::max(totals.megabytes, static_cast<double>(index.bytes()) / 1e6);
    for (std::size_t at = 0; at < questions.size(); at += wishes.every) {
      ask(index, questions[at], wishes, totals);
    }
    ++databases;
  }
  print(totals, wishes, databases);
  return 0;
}
