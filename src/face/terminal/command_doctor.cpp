#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <set>

#include "base/text.hpp"
#include "face/terminal/command_line.hpp"
#include "face/terminal/commands.hpp"
#include "face/terminal/exit_code.hpp"
#include "face/terminal/foreground.hpp"
#include "face/terminal/screen.hpp"
#include "net/url.hpp"

namespace askdb {
namespace {

constexpr std::chrono::seconds kProbeLimit{20};

/// What was found out about one datasource.
struct Checkup {
  Health health;
  Database database;
  std::vector<std::string> unknown;  ///< Names in overlays that the database does not have.
};

Task<Result<Checkup>> examine(Datasource& source, const Overlays& overlays) {
  auto probing = source.probe();
  auto health = co_await with_deadline(std::move(probing), kProbeLimit);
  if (!health) co_return health.error();
  auto looking = source.introspect(kProbeLimit);
  auto database = co_await std::move(looking);
  if (!database) co_return database.error();
  Checkup checkup;
  checkup.health = *std::move(health);
  checkup.database = merged(*std::move(database), overlays, &checkup.unknown);
  co_return checkup;
}

Task<Result<ModelReply>> greet(Model& model) {
  ModelRequest request;
  request.system = "You are a connection test.";
  request.messages.push_back({.is_from_model = false, .text = "Reply with the word ok."});
  request.timeout = kProbeLimit;
  ModelProgress progress;
  auto asking = model.ask(std::move(request), std::move(progress));
  co_return co_await std::move(asking);
}

class Doctor {
 public:
  Doctor(App& app, Interrupts& interrupts)
      : app_(app), foreground_(app.io(), interrupts), screen_(screen_of(STDOUT_FILENO)) {}

  int run() {
    head("Configuration");
    const auto& config = app_.config();
    good("settings",
         config.source.empty() ? "no askdb.yaml: environment and command line" : config.source);
    good("engine", app_.engine());
    if (!config.knowledge_folder.empty()) good("knowledge", config.knowledge_folder);
    head("Databases");
    check_datasources();
    head("Models");
    check_models();
    say("\n");
    if (code_ == kExitAnswered) {
      say("  " + screen_.in(Ink::kGreen, "All is well.") + "\n");
    } else {
      say("  " + screen_.in(Ink::kRed, "Something needs your attention.") + "\n");
    }
    return code_;
  }

 private:
  void say(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
  }
  void head(const std::string& text) { say("\n  " + screen_.in(Ink::kBold, text) + "\n"); }

  void item(Ink ink, std::string_view mark, const std::string& name, const std::string& text) {
    constexpr std::size_t kNameWidth = 16;
    const auto width = std::max(kNameWidth, display_width(one_line(name)));
    const auto lines = wrapped(text, screen_.width > width + 8 ? screen_.width - width - 6 : 40);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto start = i == 0 ? screen_.in(ink, mark) + " " + padded(one_line(name), width)
                                : std::string(width + 2, ' ');
      say("  " + start + "  " + lines[i] + "\n");
    }
  }
  void good(const std::string& name, const std::string& text) {
    item(Ink::kGreen, "●", name, text);
  }
  void warn(const std::string& name, const std::string& text) {
    item(Ink::kYellow, "▲", name, text);
  }
  void bad(const std::string& name, const Error& error, int code) {
    item(Ink::kRed, "✗", name, error.message);
    if (!error.next_step.empty()) item(Ink::kPlain, " ", "", "→ " + error.next_step);
    code_ = code;
  }

  void check_datasources() {
    if (app_.datasources().all().empty()) {
      return bad("none", no_datasource(), kExitUsage);
    }
    std::vector<Task<Result<Checkup>>> checks;
    const auto& sources = app_.datasources().all();
    for (const auto& source : sources) {
      checks.push_back(examine(*source, app_.catalog().overlays()));
    }
    std::vector<std::optional<Result<Checkup>>> found(sources.size());
    foreground_.run_all<Result<Checkup>>(
        std::move(checks), [&](std::size_t i, Foreground::Ended<Result<Checkup>> end) {
          if (end.value) found[i] = std::move(*end.value);
        });
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const auto& name = sources[i]->name();
      if (!found[i]) {
        warn(name, "was not checked to the end");
      } else if (!*found[i]) {
        bad(name, found[i]->error(), kExitDatasource);
      } else {
        report(name, **found[i]);
      }
    }
  }

  void report(const std::string& name, const Checkup& checkup) {
    const auto milliseconds = static_cast<double>(checkup.health.latency.count()) / 1e3;
    std::string text = fmt::format(
        "{}, {}, {:.1f} ms", checkup.health.version,
        counted(static_cast<long long>(checkup.database.tables.size()), "table", "tables"),
        milliseconds);
    if (checkup.health.is_read_only) {
      good(name, text + ", read-only");
      item(Ink::kDim, " ", "", checkup.health.read_only_note);
    } else {
      warn(name, text + ", not read-only. " + checkup.health.read_only_note);
    }
    for (const auto& note : checkup.health.notes) warn("", one_line(note));
    if (!checkup.unknown.empty()) {
      warn("", "knowledge names what the database does not have: " + join(checkup.unknown, ", "));
    }
  }

  void check_models() {
    const auto& models = app_.models();
    if (models.empty()) {
      return good("none",
                  "the offline engine answers. Set ANTHROPIC_API_KEY, GEMINI_API_KEY or "
                  "OPENAI_BASE_URL to use a model.");
    }
    check_addresses();
    std::set<const Model*> seen;
    for (const auto tier : {Tier::kWeak, Tier::kPlanning, Tier::kDeveloper}) {
      Model& model = models.of(tier);
      if (!seen.insert(&model).second) continue;
      auto reply = foreground_.run(greet(model));
      if (!reply) {
        warn(name_of(tier), model.name() + " was not checked to the end");
      } else if (!*reply) {
        bad(name_of(tier), (*reply).error(), kExitError);
      } else {
        good(name_of(tier), model.name() + ", " + duration_text((**reply).elapsed.count()));
      }
    }
  }

  /// A key that goes over the network without TLS can be read on the way.
  void check_addresses() {
    const auto& llm = app_.config().llm;
    std::set<std::string> seen;
    for (const auto& model : {llm.weak, llm.planning, llm.developer}) {
      if (!model || model->base_url.empty() || model->api_key.empty()) continue;
      const auto url = parse_http_url(model->base_url, "base_url");
      if (!url || url->is_tls || is_loopback(url->host)) continue;
      if (!seen.insert(url->display()).second) continue;
      warn("address", url->display() + " gets the key unencrypted. Use https, or unset the key.");
    }
  }

  App& app_;
  Foreground foreground_;
  Screen screen_;
  int code_ = kExitAnswered;
};

int doctor(const CLI::App& app, const CommonOptions& options) {
  auto config = configured(app, options);
  if (!config) return print_error(config.error());
  Interrupts interrupts;
  auto built = [&] {
    const SignalsBlocked blocked;
    return App::build(*std::move(config), environment_variables());
  }();
  if (!built) return print_error(built.error());
  return Doctor(**built, interrupts).run();
}

}  // namespace

void add_doctor_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<CommonOptions>();
  auto* command =
      app.add_subcommand("doctor", "Check the configuration, every database and every model");
  command->footer(
      "\nDatabases: reachable, version, latency, and whether a write is really refused.\n"
      "Models: a tiny request to each. Exit codes: 0 all well, 1 a model failed,\n"
      "2 the configuration is wrong, 5 a database failed.");
  add_common_options(*command, *options);
  command->callback([&app, &exit_code, options] { exit_code = doctor(app, *options); });
}

}  // namespace askdb
