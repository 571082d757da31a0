#include "face/terminal/configuration_file.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "face/terminal/screen.hpp"

namespace askdb {
namespace {

/// Larger schemas would bury the settings.
constexpr std::size_t kMaxTables = 60;

/// A YAML scalar in double quotes, which can hold anything.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : one_line(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

/// A name that needs no quotes in YAML: letters, digits and underscores, no leading digit.
std::string plain_name(const std::string& name) {
  std::string out;
  for (const char c : to_lower(name)) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    out += is_plain ? c : '_';
  }
  if (out.empty() || (out[0] >= '0' && out[0] <= '9')) out = "db_" + out;
  return out;
}

std::string table_list(const Database& database) {
  std::string out;
  std::size_t widest = 0;
  const auto count = std::min(database.tables.size(), kMaxTables);
  for (std::size_t i = 0; i < count; ++i) {
    widest = std::max(widest, display_width(one_line(database.tables[i].name)));
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto& table = database.tables[i];
    std::string about = counted(static_cast<long long>(table.columns.size()), "column", "columns");
    if (table.row_estimate && *table.row_estimate >= 0) {
      about += ", about " + counted(*table.row_estimate, "row", "rows");
    }
    out += "    #   " + padded(one_line(table.name), widest) + "  " + about + "\n";
  }
  if (database.tables.size() > count) {
    out += "    #   and " + std::to_string(database.tables.size() - count) + " more\n";
  }
  return out;
}

}  // namespace

ConfigurationFile configuration_file(const DatasourceConfig& datasource, const Database& database) {
  ConfigurationFile file;
  const auto name = plain_name(datasource.name);
  std::string url = quoted(datasource.display_url);
  const auto* engine = find_engine(datasource.type);
  const bool has_password = engine != nullptr && engine->form != AddressForm::kFile &&
                            datasource.connection != datasource.display_url;
  if (has_password) {
    file.secret_variable = name + "_URL";
    std::transform(file.secret_variable.begin(), file.secret_variable.end(),
                   file.secret_variable.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    url = "${" + file.secret_variable + "}";
  }
  file.yaml =
      "# askdb: every setting is described in docs/configuration.md (or: askdb options).\n"
      "# askdb doctor checks this file and everything it names.\n\n"
      "datasources:\n  " +
      name + ":\n";
  if (has_password) {
    file.yaml += "    # From the environment or from .env: the password stays out of this file.\n";
  }
  file.yaml += "    url: " + url + "\n";
  file.yaml += "    # What it holds, in a sentence: it helps to find the right database.\n";
  file.yaml += "    description: " + quoted(database.comment) + "\n";
  file.yaml +=
      "    # Tables that questions may not read, as schema.table patterns.\n"
      "    deny: []\n";
  file.yaml +=
      "    # Found (" + std::string(display_name(database.dialect)) + "):\n" + table_list(database);
  file.yaml += R"(
# Who answers: auto (a model when a key is set, else the offline engine), llm, offline, hybrid.
# llm:
#   engine: auto
#   anthropic: {api_key: "${ANTHROPIC_API_KEY}"}

# limits:
#   max_rows: 200
#   statement_timeout_ms: 10000

# When the chat asks before it runs SQL: on, off, smart.
# approval:
#   mode: smart

# Descriptions of tables and columns, one file per database, make answers better.
# knowledge_folder: knowledge
)";
  return file;
}

}  // namespace askdb
