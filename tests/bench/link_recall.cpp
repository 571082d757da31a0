/// How much of what gold queries read is linked and rendered: link_recall DATABASES QUESTIONS.JSON
///
/// Per token budget: questions whose gold tables are all rendered, and all gold columns. Then how
/// often the right one of all databases is ranked first. The 40 databases with the smallest
/// fingerprint of their name are left out: they are kept for evaluation.

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/text.hpp"
#include "catalog/link.hpp"
#include "datasource/sqlite/sqlite_datasource.hpp"

namespace {

using namespace askdb;

constexpr std::size_t kHeldOut = 40;

struct Asked {
  std::string database;
  std::string question;
  std::set<std::string> tables;
  std::set<std::string> columns;  ///< "table.column", lower case.
};

std::set<std::string> words_of(const std::string& sql) {
  std::set<std::string> words;
  std::string word;
  for (const char raw : sql + " ") {
    const bool is_part = std::isalnum(static_cast<unsigned char>(raw)) != 0 || raw == '_';
    if (is_part) {
      word += raw;
    } else if (!word.empty()) {
      words.insert(to_lower(word));
      word.clear();
    }
  }
  return words;
}

/// Gold columns are guessed: every column of a gold table whose name stands in the query.
void read_gold(const std::string& sql, const Database& database, Asked& asked) {
  const auto words = words_of(sql);
  for (const auto& table : database.tables) {
    const std::string name = to_lower(table.name);
    if (words.count(name) == 0) continue;
    asked.tables.insert(name);
    for (const auto& column : table.columns) {
      if (words.count(to_lower(column.name)) > 0) {
        asked.columns.insert(name + "." + to_lower(column.name));
      }
    }
  }
}

/// "table" and "table.column" of every rendered table and column, from the rendered text.
std::set<std::string> shown(const std::string& text) {
  std::set<std::string> names;
  std::istringstream lines(to_lower(text));
  for (std::string line; std::getline(lines, line);) {
    const auto open = line.find('(');
    if (open == std::string::npos || line.rfind("joins: ", 0) == 0) continue;
    const auto table = replace_all(line.substr(0, open), "\"", "");
    names.insert(table);
    for (const auto& word : words_of(line.substr(open))) names.insert(table + "." + word);
  }
  return names;
}

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

std::map<std::string, std::shared_ptr<const CatalogEntry>> read_databases(
    const std::string& folder, const std::set<std::string>& names) {
  BlockingPool pool(2);
  std::vector<std::unique_ptr<Datasource>> sources;
  for (const auto& name : names) {
    sources.push_back(
        std::make_unique<SqliteDatasource>(name, folder + "/" + name + ".sqlite", 1, pool));
  }
  const DatasourceManager manager(std::move(sources));
  Catalog catalog(manager, {}, "");
  std::map<std::string, std::shared_ptr<const CatalogEntry>> entries;
  for (const auto& name : names) {
    auto found = run(catalog.entry(name));
    if (found) {
      entries[name] = *found;
    } else {
      std::printf("%s: %s\n", name.c_str(), found.error().message.c_str());
    }
  }
  return entries;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "link_recall DATABASES QUESTIONS.JSON [misses]\n");
    return 2;
  }
  std::ostringstream text;
  text << std::ifstream(argv[2]).rdbuf();
  const auto questions = json::parse(text.str()).as_array();
  std::map<std::string, std::string> by_fingerprint;
  for (const auto& one : questions) {
    const std::string name(one.at("db_id").as_string());
    by_fingerprint[fingerprint(name)] = name;
  }
  std::set<std::string> names;
  std::size_t place = 0;
  for (const auto& [print, name] : by_fingerprint) {
    if (place++ >= kHeldOut) names.insert(name);
  }
  const auto entries = read_databases(argv[1], names);
  std::vector<std::shared_ptr<const CatalogEntry>> all;
  for (const auto& [name, entry] : entries) all.push_back(entry);

  std::map<std::size_t, std::pair<int, int>> found;
  int asked_count = 0, first = 0, among_three = 0, top_table = 0;
  std::chrono::nanoseconds spent{0};
  for (const auto& one : questions) {
    Asked asked{std::string(one.at("db_id").as_string()),
                std::string(one.at("question").as_string()),
                {},
                {}};
    const auto entry = entries.find(asked.database);
    if (entry == entries.end()) continue;
    read_gold(std::string(one.at("query").as_string()), *entry->second->database, asked);
    const auto start = std::chrono::steady_clock::now();
    const Linking linking = entry->second->links->link(asked.question);
    spent += std::chrono::steady_clock::now() - start;
    ++asked_count;
    if (!linking.tables.empty() &&
        asked.tables.count(to_lower(linking.database->tables[linking.tables[0].table].name)) > 0) {
      ++top_table;
    } else if (argc > 3) {
      std::printf("MISS %s: %s\n", asked.database.c_str(), asked.question.c_str());
    }
    for (const std::size_t budget : {40U, 60U, 80U, 120U, 200U, 400U}) {
      const auto names_shown = shown(render_schema(linking, budget));
      const auto has = [&](const std::string& name) { return names_shown.count(name) > 0; };
      found[budget].first += std::all_of(asked.tables.begin(), asked.tables.end(), has) ? 1 : 0;
      found[budget].second += std::all_of(asked.columns.begin(), asked.columns.end(), has) ? 1 : 0;
    }
    if (asked_count % 4 != 0) continue;  // Ranking 95 databases for each question takes a while.
    const auto ranked = rank_databases(asked.question, all);
    for (std::size_t at = 0; at < 3; ++at) {
      if (ranked[at].entry != entry->second) continue;
      first += at == 0 ? 1 : 0;
      ++among_three;
    }
  }
  std::printf("%d questions, %zu databases, %.0f us per link\n", asked_count, entries.size(),
              static_cast<double>(spent.count()) / 1e3 / asked_count);
  std::printf("best table is a gold table: %.1f %%\n", 100.0 * top_table / asked_count);
  for (const auto& [budget, counts] : found) {
    std::printf("budget %4zu tokens: all gold tables %.1f %%, all gold columns %.1f %%\n", budget,
                100.0 * counts.first / asked_count, 100.0 * counts.second / asked_count);
  }
  const int ranked_count = asked_count / 4;
  std::printf("right database first: %.1f %%, among three: %.1f %%\n", 100.0 * first / ranked_count,
              100.0 * among_three / ranked_count);
  return 0;
}
