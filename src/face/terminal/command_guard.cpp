#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>

#include "base/text.hpp"
#include "face/terminal/commands.hpp"
#include "face/terminal/guard_lines.hpp"
#include "face/terminal/guard_run.hpp"

namespace askdb {
namespace {

struct GuardOptions {
  std::string dialect = "postgresql";
  std::string url;
  std::vector<std::string> allow;
  std::vector<std::string> deny;
  std::size_t max_rows = 200;
  bool runs = false;
  std::string file;
};

std::vector<std::string> patterns(const std::vector<std::string>& given) {
  std::vector<std::string> found;
  for (const auto& list : given) {
    for (const auto piece : split(list, ',')) {
      if (const auto name = trim(piece); !name.empty()) found.emplace_back(name);
    }
  }
  return found;
}

/// The guard that needs no database, or null where the dialect's needs one.
std::unique_ptr<Guard> guard_by_text(std::string_view dialect) {
  if (dialect == "postgresql") return make_postgresql_guard(nullptr);
  if (dialect == "duckdb") return make_duckdb_guard(nullptr);
  if (dialect == "mysql") return make_mysql_guard(nullptr);
  if (dialect == "clickhouse") return make_clickhouse_guard(nullptr);
  if (dialect == "trino") return make_trino_guard(nullptr);
  return nullptr;
}

/// Judges by the text alone, or with a database's names and planner.
class Judge {
 public:
  static Result<std::unique_ptr<Judge>> make(const GuardOptions& options) {
    std::unique_ptr<Judge> judge(new Judge);
    if (!options.url.empty()) {
      auto database = GuardedDatabase::open(options.url);
      if (!database) return database.error();
      judge->database_ = *std::move(database);
    } else if (auto guard = guard_by_text(options.dialect)) {
      judge->guard_ = std::move(guard);
    } else {
      return Error{.fault = Fault::kInput,
                   .message = "SQLite statements are judged against a file.",
                   .next_step = "Name it with -d FILE.",
                   .detail = {}};
    }
    return judge;
  }

  json::object answer(const GuardLine& line, const GuardPolicy& policy, bool runs) {
    const auto start = std::chrono::steady_clock::now();
    auto verdict = guard().check(line.sql, policy);
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - start);
    // A statement with parameters cannot be planned before it has values.
    if (verdict && database_ != nullptr && !line.has_parameters) {
      if (auto objection = database_->objection_of_planner(*verdict)) {
        verdict = Verdict(*std::move(objection));
      }
    }
    auto out = verdict_line(line, verdict, micros.count());
    if (runs && verdict && database_ != nullptr) database_->run(*verdict, out);
    return out;
  }

 private:
  Judge() = default;
  const Guard& guard() const { return database_ == nullptr ? *guard_ : database_->guard(); }

  std::unique_ptr<Guard> guard_;
  std::unique_ptr<GuardedDatabase> database_;
};

int judge_all(const GuardOptions& options, std::istream& input) {
  GuardPolicy policy;
  if (!options.allow.empty()) policy.allow = patterns(options.allow);
  policy.deny = patterns(options.deny);
  policy.max_rows = options.max_rows;
  auto judge = Judge::make(options);
  if (!judge) {
    std::cerr << one_line(judge.error()) << '\n';
    return 2;
  }
  int exit_code = 0;
  for (std::string line; std::getline(input, line);) {
    if (trim(line).empty()) continue;
    const auto parsed = parse_guard_line(line);
    if (!parsed) {
      std::cerr << one_line(parsed.error()) << '\n';
      exit_code = 2;
      continue;
    }
    std::cout << json::serialize((*judge)->answer(*parsed, policy, options.runs)) << '\n';
  }
  return exit_code;
}

}  // namespace

void add_guard_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("guard", "Check statements: may they run?");
  auto options = std::make_shared<GuardOptions>();
  command
      ->add_option("--dialect", options->dialect,
                   "postgresql, sqlite, duckdb, mysql, clickhouse or trino")
      ->check(CLI::IsMember({"postgresql", "sqlite", "duckdb", "mysql", "clickhouse", "trino"}));
  command->add_option("-d,--database", options->url, "Database whose names count");
  command->add_option("--allow", options->allow, "Relations that may be read: public.*,*.orders");
  command->add_option("--deny", options->deny, "Relations that may not be read");
  command->add_option("--max-rows", options->max_rows, "Rows that may come back");
  command->add_flag("--run", options->runs, "Run what is accepted (needs -d)");
  command->add_option("--jsonl", options->file, "File with one statement per line; - for input")
      ->required();
  command->callback([options, &exit_code] {
    if (options->runs && options->url.empty()) {
      std::cerr << "--run needs a database: name it with -d.\n";
      exit_code = 2;
      return;
    }
    if (options->file == "-") {
      exit_code = judge_all(*options, std::cin);
      return;
    }
    std::ifstream file(options->file);
    if (!file) {
      std::cerr << "Cannot read " << options->file << ".\n";
      exit_code = 2;
      return;
    }
    exit_code = judge_all(*options, file);
  });
}

}  // namespace askdb
