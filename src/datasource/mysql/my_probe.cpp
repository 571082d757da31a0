#include "datasource/mysql/my_probe.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace askdb::mysql {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// What only reads, and what only says who somebody is.
constexpr std::string_view kHarmless[] = {
    "SELECT",  "USAGE",          "SHOW VIEW",     "SHOW DATABASES",     "PROCESS",     "REFERENCES",
    "EXECUTE", "BINLOG MONITOR", "SLAVE MONITOR", "REPLICATION CLIENT", "SHOW_ROUTINE"};

bool is_harmless(std::string_view privilege) {
  return std::find(std::begin(kHarmless), std::end(kHarmless), privilege) != std::end(kHarmless);
}

/// "SELECT (`a`, `b`), INSERT" is two privileges; the columns do not matter here.
std::vector<std::string> privileges(std::string_view text) {
  std::vector<std::string> found;
  std::string word;
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (depth == 0 && c != ',') word += c;
    if (c == ')') --depth;
    if (depth == 0 && c == ',') found.push_back(std::exchange(word, {}));
  }
  found.push_back(word);
  for (auto& one : found) one = std::string(trim(one));
  return found;
}

constexpr std::size_t kMostNamed = 4;

std::string listed(const std::vector<std::string>& grants) {
  const auto shown = std::min(grants.size(), kMostNamed);
  const std::vector<std::string> some(grants.begin(),
                                      grants.begin() + static_cast<std::ptrdiff_t>(shown));
  std::string text = join(some, ", ");
  if (shown < grants.size()) text += " and " + std::to_string(grants.size() - shown) + " more";
  return text;
}

std::string first_cell(const Result<std::vector<TextRow>>& rows) {
  if (!rows || rows->empty() || rows->front().empty()) return {};
  return rows->front().front().value_or("");
}

/// The failures that mean "not here": a READ ONLY transaction or server, or a missing privilege.
bool is_refusal(const Error& error) { return error.fault == Fault::kPermission; }

}  // namespace

std::vector<std::string> writing_grants(const std::vector<std::string>& grants) {
  constexpr std::string_view kGrant = "GRANT ";
  std::vector<std::string> found;
  for (const std::string_view line : grants) {
    const auto on = line.find(" ON ");
    // A role's own grants are lines of their own.
    if (!line.starts_with(kGrant) || on == std::string_view::npos) continue;
    const auto place_start = on + 4;
    const auto place = line.substr(place_start, line.find(" TO ", place_start) - place_start);
    for (const auto& one : privileges(line.substr(kGrant.size(), on - kGrant.size()))) {
      if (one.empty() || is_harmless(one) || one == "PROXY") continue;
      const auto text = one + " on " + std::string(place);
      if (std::find(found.begin(), found.end(), text) == found.end()) found.push_back(text);
    }
  }
  return found;
}

Task<Result<Health>> probe(std::shared_ptr<MySessions> sessions, milliseconds timeout) {
  auto beginning = sessions->begin(steady_clock::now() + timeout, timeout);
  auto session = co_await std::move(beginning);
  if (!session) co_return session.error();
  auto& connection = *session->connection;
  Health health{.version = connection.version()};
  const auto start = steady_clock::now();
  auto asking = connection.query("SELECT @@global.read_only");
  const auto read_only = co_await std::move(asking);
  if (!read_only) co_return read_only.error();
  health.latency =
      std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - start);
  auto asking_grants = connection.query("SHOW GRANTS");
  const auto answer = co_await std::move(asking_grants);
  if (!answer) co_return answer.error();
  std::vector<std::string> grants;
  for (const auto& row : *answer) grants.push_back(row.front().value_or(""));

  // Should it not be refused after all, it goes with the session.
  auto writing = connection.command("CREATE TEMPORARY TABLE askdb_write_probe (x integer)");
  const auto written = co_await std::move(writing);
  auto ending = MySessions::end(*session);
  co_await std::move(ending);
  health.is_read_only = !written && is_refusal(written.error());
  health.read_only_note = health.is_read_only ? "A CREATE TABLE in askdb's session was refused."
                                              : "A write was not refused as it should be.";
  const auto able = writing_grants(grants);
  if (able.empty()) {
    health.read_only_note += " The user may only read.";
  } else {
    health.read_only_note += " The user itself could write, though (" + listed(able) +
                             "): better give askdb a user that only has SELECT.";
  }
  const auto server_wide = first_cell(read_only);
  if (server_wide != "0" && server_wide != "OFF" && !server_wide.empty()) {
    health.read_only_note += " The server as a whole is read-only.";
  }
  co_return health;
}

}  // namespace askdb::mysql
