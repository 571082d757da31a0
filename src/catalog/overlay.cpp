#include "catalog/overlay.hpp"

#include <algorithm>
#include <filesystem>

#include "base/text.hpp"
#include "catalog/overlay_reader.hpp"

namespace askdb {

namespace {

using catalog::OverlayNode;
using catalog::OverlayProblem;

/// Synonyms join the comment: there the linker, the offline engine and the models all see them.
std::string described(const OverlayNode& node) {
  std::string text = node["description"].text();
  const auto synonyms = node["synonyms"].texts();
  if (!synonyms.empty()) {
    text += (text.empty() ? "" : text.back() == '.' ? " " : ". ");
    text += "Also called: " + join(synonyms, ", ");
  }
  return text;
}

/// "schema.table" or "table".
std::pair<std::string, std::string> split_table(const std::string& text) {
  const auto dot = text.rfind('.');
  if (dot == std::string::npos) return {"", text};
  return {text.substr(0, dot), text.substr(dot + 1)};
}

std::string needed(const OverlayNode& node, const std::string& key) {
  std::string value = node[key].text();
  if (value.empty()) node.fail("`" + key + "` is missing.", "Add `" + key + ": …`.");
  return value;
}

ForeignKey read_foreign_key(const OverlayNode& node, const std::string& column) {
  node.allow_only({"table", "column", "schema", "description"});
  const auto [schema, table] = split_table(needed(node, "table"));
  const std::string own_schema = node["schema"].text();
  ForeignKey key;
  key.columns = {column};
  key.to_schema = own_schema.empty() ? schema : own_schema;
  key.to_table = table;
  if (const std::string to = node["column"].text(); !to.empty()) {
    key.to_columns = {to};
  }
  return key;
}

CrossReference read_cross_reference(const OverlayNode& node) {
  node.allow_only({"database", "schema", "table", "column", "description"});
  CrossReference reference;
  const auto [place, table] = split_table(needed(node, "table"));
  const std::string database = node["database"].text();
  reference.to_database = database.empty() ? std::string(split(place, '.').front()) : database;
  reference.to_table = table;
  reference.to_column = needed(node, "column");
  reference.comment = node["description"].text();
  return reference;
}

void read_column(const OverlayNode& node, const std::string& name, Table& table,
                 std::vector<CrossReference>& references) {
  node.allow_only({"name", "type", "nullable", "description", "synonyms", "sample_values",
                   "primary_key", "default", "foreign_key", "cross_db_reference"});
  Column column;
  column.name = name;
  column.type = node["type"].text();
  column.is_nullable = node["nullable"].is_missing() || node["nullable"].boolean();
  column.default_value = node["default"].text();
  column.comment = described(node);
  column.samples = node["sample_values"].texts();
  if (!node["primary_key"].is_missing() && node["primary_key"].boolean()) {
    table.primary_key.push_back(name);
  }
  if (!node["foreign_key"].is_missing()) {
    table.foreign_keys.push_back(read_foreign_key(node["foreign_key"], name));
  }
  if (!node["cross_db_reference"].is_missing()) {
    auto reference = read_cross_reference(node["cross_db_reference"]);
    reference.schema = table.schema;
    reference.table = table.name;
    reference.column = name;
    references.push_back(std::move(reference));
  }
  table.columns.push_back(std::move(column));
}

Table read_table(const OverlayNode& node, const std::string& schema, const std::string& name,
                 std::vector<CrossReference>& references) {
  node.allow_only({"description", "synonyms", "columns", "primary_key"});
  Table table;
  table.schema = schema;
  table.name = name;
  table.comment = described(node);
  table.primary_key = node["primary_key"].texts();
  const OverlayNode columns = node["columns"];
  if (columns.is_missing() || columns.is_list()) {
    for (const auto& item : columns.items()) {
      read_column(item, needed(item, "name"), table, references);
    }
  } else {
    for (const auto& [column, item] : columns.members()) {
      read_column(item, column, table, references);
    }
  }
  return table;
}

/// `subject_areas:` is a map by name, or a list whose entries have one.
void read_areas(const OverlayNode& root, std::vector<SubjectArea>& areas) {
  const OverlayNode all = root["subject_areas"];
  if (all.is_missing()) return;
  const auto add = [&](const OverlayNode& node, std::string name) {
    node.allow_only({"name", "description", "tables", "datasources"});
    const auto is_same = [&](const SubjectArea& known) { return iequals(known.name, name); };
    if (std::any_of(areas.begin(), areas.end(), is_same)) {
      node.fail("The subject area \"" + name + "\" stands here a second time.",
                "Put its tables into one list.");
    }
    SubjectArea area{std::move(name), node["description"].text(), node["tables"].texts(),
                     node["datasources"].texts()};
    if (area.tables.empty() && area.datasources.empty()) {
      node.fail("The subject area has neither `tables` nor `datasources`.",
                "Add `tables: [\"billing_*\"]`.");
    }
    areas.push_back(std::move(area));
  };
  if (all.is_list()) {
    for (const auto& item : all.items()) add(item, needed(item, "name"));
  } else {
    for (const auto& [name, item] : all.members()) add(item, name);
  }
}

void read_database_file(const OverlayNode& root, std::map<std::string, Database>& databases) {
  root.allow_only({"databases", "subject_areas"});
  for (const auto& [id, node] : root["databases"].members()) {
    node.allow_only({"description", "schemas"});
    Database& database = databases[id];
    database.name = id;
    if (std::string comment = node["description"].text(); !comment.empty()) {
      database.comment = std::move(comment);
    }
    for (const auto& [schema, schema_node] : node["schemas"].members()) {
      schema_node.allow_only({"description", "tables"});
      for (const auto& [table, table_node] : schema_node["tables"].members()) {
        database.tables.push_back(read_table(table_node, schema, table, database.cross_references));
      }
    }
  }
}

DatabaseSummary read_summary(const OverlayNode& node, std::string id) {
  node.allow_only({"id", "name", "short_description", "description", "icon", "datasource"});
  DatabaseSummary summary;
  summary.id = std::move(id);
  summary.name = node["name"].text();
  summary.short_description = node["short_description"].text();
  summary.description = node["description"].text();
  summary.icon = node["icon"].text();
  summary.datasource = node["datasource"].text();
  return summary;
}

void read_summary_file(const OverlayNode& root, std::vector<DatabaseSummary>& summaries) {
  root.allow_only({"databases", "subject_areas"});
  const OverlayNode databases = root["databases"];
  if (databases.is_missing() || databases.is_list()) {
    for (const auto& item : databases.items()) {
      summaries.push_back(read_summary(item, needed(item, "id")));
    }
    return;
  }
  for (const auto& [id, node] : databases.members()) {
    summaries.push_back(read_summary(node, id));
  }
}

}  // namespace

Result<Overlays> load_overlays(const std::string& folder) {
  Overlays overlays;
  if (folder.empty()) return overlays;
  std::error_code failure;
  std::vector<std::filesystem::path> files;
  std::filesystem::directory_iterator entries(folder, failure);
  if (failure) {
    return Error{Fault::kConfig, "The knowledge folder " + folder + " cannot be read.",
                 "Make it, or correct `knowledge_folder`.", failure.message()};
  }
  for (const auto& entry : entries) {
    const auto ending = entry.path().extension();
    if (entry.is_regular_file(failure) && (ending == ".yaml" || ending == ".yml")) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  try {
    for (const auto& file : files) {
      const OverlayNode root = catalog::read_overlay_file(file.string(), file.string());
      if (root.is_missing()) continue;
      if (file.stem() == "summary") {
        read_summary_file(root, overlays.summaries);
      } else {
        read_database_file(root, overlays.databases);
      }
      read_areas(root, overlays.areas);
    }
  } catch (const OverlayProblem& problem) {
    return problem.error;
  } catch (const YAML::Exception& problem) {
    return Error{Fault::kConfig, "The knowledge files cannot be read: " + problem.msg + ".",
                 "Check " + folder + ".", ""};
  }
  return overlays;
}

}  // namespace askdb
