// About the program: its data sources, its settings, questions to start with.

#include "app/starters.hpp"
#include "face/http/api/api.hpp"
#include "face/http/api/catalogues.hpp"
#include "face/http/api/common.hpp"
#include "face/http/api/workbook.hpp"

namespace askdb::web {

/// One entry of summary.yaml, or what stands in for it.
struct DataSource {
  std::string id;
  std::string name;
  std::string short_description;
  std::string description;
  std::string icon;
  std::string datasource;
  std::string type;  ///< `Engine::type`: "postgresql".
  bool is_available = false;
  std::optional<std::string> error;
};
BOOST_DESCRIBE_STRUCT(DataSource, (),
                      (id, name, short_description, description, icon, datasource, type,
                       is_available, error))

struct ModelNames {
  std::string weak;
  std::string planning;
  std::string developer;
};
BOOST_DESCRIBE_STRUCT(ModelNames, (), (weak, planning, developer))

struct SettingsShape {
  std::string engine;
  std::optional<ModelNames> models;
  ApprovalMode approval = ApprovalMode::kSmart;
  std::int64_t max_rows = 0;
  bool needs_token = false;
  std::string version;
  std::vector<std::string> exports;
};
BOOST_DESCRIBE_STRUCT(SettingsShape, (),
                      (engine, models, approval, max_rows, needs_token, version, exports))

namespace {

/// "customer_db" -> "Customer Db": for people, where nobody wrote a name.
std::string readable(const std::string& id) {
  std::string name;
  bool is_start = true;
  for (const char c : id) {
    const bool is_gap = c == '_' || c == '-';
    name += is_gap ? ' ' : is_start ? static_cast<char>(std::toupper(c)) : c;
    is_start = is_gap;
  }
  return name;
}

const DatabaseSummary* summary_of(const App& app, const std::string& name) {
  for (const auto& summary : app.overlays().summaries) {
    if (summary.id == name || summary.datasource == name) return &summary;
  }
  return nullptr;
}

Task<Reply> data_sources(App& app) {
  const auto databases = co_await known_databases(app);
  std::vector<DataSource> list;
  for (const auto& one : databases) {
    const auto& config = *one.config;
    DataSource source;
    source.id = source.datasource = config.name;
    source.name = readable(config.name);
    source.short_description = config.short_description;
    source.icon = config.icon;
    source.type = config.type;
    if (const auto* summary = summary_of(app, config.name)) {
      if (!summary->name.empty()) source.name = summary->name;
      if (!summary->short_description.empty())
        source.short_description = summary->short_description;
      if (!summary->icon.empty()) source.icon = summary->icon;
      if (!summary->datasource.empty()) source.datasource = summary->datasource;
    }
    source.description = description_of(app, one);
    source.is_available = one.entry.has_value();
    if (!one.entry) source.error = one_line(one.entry.error());
    list.push_back(std::move(source));
  }
  co_return json_reply(list);
}

/// Made once per state of the schemas: each takes some milliseconds of thinking.
class Starters {
 public:
  Task<Reply> reply(App& app, std::size_t count) {
    const auto databases = co_await known_databases(app);
    std::map<std::string, std::shared_ptr<const CatalogEntry>> entries;
    for (const auto& one : databases) {
      if (one.entry) entries[one.config->name] = *one.entry;
    }
    if (entries != entries_) {
      auto make = [&entries, &app] {
        return starter_questions(entries, kMost, app.config().knowledge_folder);
      };
      starters_ = co_await run_blocking(app.blocking(), make);
      entries_ = std::move(entries);
    }
    auto list = starters_;
    if (list.size() > count) list.resize(count);
    co_return json_reply(list);
  }

  static constexpr std::size_t kMost = 24;

 private:
  // Used on the server's thread only.
  std::map<std::string, std::shared_ptr<const CatalogEntry>> entries_;
  std::vector<Starter> starters_;
};

Task<Reply> settings(App& app) {
  const auto& config = app.config();
  SettingsShape shape;
  shape.engine = app.engine();
  const auto& llm = config.llm;
  if (shape.engine != "offline" && llm.weak && llm.planning && llm.developer) {
    shape.models = ModelNames{llm.weak->model, llm.planning->model, llm.developer->model};
  }
  shape.approval = config.server.approval;
  shape.max_rows = static_cast<std::int64_t>(config.limits.max_rows);
  shape.needs_token = !config.server.access_token.empty();
  shape.version = ASKDB_VERSION;
  auto formats = [] { return usable_formats(); };
  shape.exports = co_await run_blocking(app.blocking(), formats);
  auto object = to_json(shape).as_object();
  if (!shape.models) object["models"] = nullptr;
  co_return json_response(std::move(object));
}

}  // namespace

void add_program_routes(Router& router, App& app) {
  router.get("/api/data-sources")
      .summary("The databases that questions can be about.")
      .returns<std::vector<DataSource>>(200, "In configured order.")
      .handled_by([&app](const Request&) { return data_sources(app); });
  router.get("/api/starters")
      .summary("Questions to start with, which the databases can answer.")
      .query({.name = "limit",
              .meaning = "Questions at most.",
              .kind = ParameterKind::kInteger,
              .minimum = 1,
              .maximum = Starters::kMost,
              .fallback = "6"})
      .returns<std::vector<Starter>>(200, "The questions.")
      .handled_by([&app, starters = std::make_shared<Starters>()](const Request& request) {
        return starters->reply(app, static_cast<std::size_t>(*request.number("limit")));
      });
  router.get("/api/settings")
      .summary("How the program is set up.")
      .returns<SettingsShape>(200, "The settings.")
      .handled_by([&app](const Request&) { return settings(app); });
}

}  // namespace askdb::web
