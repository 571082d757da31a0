#pragma once

/// Everything that can be configured, typed. Loaded from `askdb.yaml`, the environment and `.env`
/// (in rising order: built-in default, file, `.env`, environment, command line).

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/described.hpp"
#include "base/result.hpp"
#include "config/engine.hpp"

namespace askdb {

/// A server in parts. For PostgreSQL `options` are libpq's keywords, such as sslmode; for others
/// the options of the address.
struct ServerAddress {
  std::string host;
  std::string port;
  std::string database;
  std::string user;
  std::string password;  ///< Secret.
  std::map<std::string, std::string> options;
};

/// How long a result may be served again without asking the database.
struct CachePolicy {
  enum class Kind { kNever, kSeconds, kUntilSchemaChange };
  Kind kind = Kind::kNever;
  std::chrono::seconds seconds{0};  ///< For kSeconds.
};

/// One datasource: one database of one server, or one file.
struct DatasourceConfig {
  std::string name;
  std::string type = "sqlite";  ///< `Engine::type`.
  std::string description;
  std::string short_description;
  std::string icon;
  bool is_enabled = true;
  /// The address: a file, for PostgreSQL a libpq URL or key=value string, for other servers a URL.
  /// May hold the password, so it is never printed: use `display_url`.
  std::string connection;
  /// The parts of `connection` where the engine's addresses are of the form kServer; else empty.
  ServerAddress server;
  /// The same without the password, for people and logs.
  std::string display_url;
  std::size_t max_connections = 10;
  std::chrono::seconds connect_timeout{10};
  /// Schemas to read; empty: all but the system's.
  std::vector<std::string> schemas;
  /// Relations that questions may read and may not: see `GuardPolicy`.
  std::vector<std::string> allow{"*"};
  std::vector<std::string> deny;
  CachePolicy cache;
  /// Database names that questions and overlays use for it; the name itself always counts.
  std::vector<std::string> databases;
};

enum class ProviderKind { kAnthropic, kGemini, kOpenai };
BOOST_DESCRIBE_ENUM(ProviderKind, kAnthropic, kGemini, kOpenai)

/// One model of one provider.
struct ModelConfig {
  ProviderKind provider = ProviderKind::kAnthropic;
  std::string model;
  std::string base_url;  ///< Empty: the provider's public address.
  std::string api_key;   ///< Secret. May be empty for local servers.
  int max_tokens = 4096;
  std::chrono::seconds timeout{60};
};

/// Which engine answers. `kAuto`: the LLM when a key or base URL is configured, else offline.
enum class EngineChoice { kAuto, kLlm, kOffline, kHybrid };
BOOST_DESCRIBE_ENUM(EngineChoice, kAuto, kLlm, kOffline, kHybrid)

enum class PipelineProfile { kFused, kClassic };
BOOST_DESCRIBE_ENUM(PipelineProfile, kFused, kClassic)

enum class ApprovalMode { kOff, kSmart, kOn };
BOOST_DESCRIBE_ENUM(ApprovalMode, kOff, kSmart, kOn)

struct LlmConfig {
  EngineChoice engine = EngineChoice::kAuto;
  PipelineProfile profile = PipelineProfile::kFused;
  /// The tiers; absent when no model is configured.
  std::optional<ModelConfig> weak;
  std::optional<ModelConfig> planning;
  std::optional<ModelConfig> developer;
  bool is_debug = false;   ///< LLM_DEBUG: logs full prompts and replies, without secrets.
  std::string debug_file;  ///< Where to; empty: standard error.
  int max_retries = 3;
  std::chrono::milliseconds retry_initial_delay{1'000};
  std::chrono::milliseconds retry_max_delay{10'000};
  std::string prompts_folder;  ///< Empty: the prompts built into the program.
  std::string prices_file;     ///< Empty: the prices built into the program.
};

struct LimitsConfig {
  std::size_t max_rows = 200;                           ///< MAX_ROWS
  std::chrono::milliseconds statement_timeout{10'000};  ///< STATEMENT_TIMEOUT_MS
  std::size_t max_result_rows_for_llm = 50;             ///< MAX_RESULT_ROWS_FOR_LLM
  std::chrono::milliseconds question_timeout{120'000};
  int max_attempts = 5;               ///< Tries of one step.
  int max_refinements = 3;            ///< Further steps that the interpreter may ask for.
  std::size_t schema_tokens = 2'000;  ///< Budget of the schema part of a prompt (bytes / 4).
  double max_cost = 1e8;              ///< Planner cost above which a statement is refused.
  /// What one question may move from several databases to where they are joined.
  std::size_t transfer_rows = 1'000'000;
  std::size_t transfer_bytes = 256U << 20U;
  std::size_t result_cache_mb = 64;  ///< For datasources whose results may be served again.
};

struct ApprovalConfig {
  ApprovalMode mode = ApprovalMode::kSmart;
  int confidence_threshold = 95;  ///< DEBUG_MODE_CONFIDENCE_THRESHOLD, percent.
};

/// How the web face may be reached. Its addresses and names are checked when it starts to listen.
struct ServerConfig {
  std::string address = "127.0.0.1";
  std::uint16_t port = 5001;  ///< ASKDB_PORT or PORT; 0: any free one.
  std::string access_token;   ///< Secret. Empty: whoever reaches the address may come in.
  /// Names by which clients may call the server, beside those of the loopback interface.
  std::vector<std::string> hosts;
  /// Origins of other sites' pages that may use it: "https://app.example.com".
  std::vector<std::string> allowed_origins;
  std::size_t max_body_bytes = 2U << 20U;
  /// For questions that do not say it themselves. Statements only read, so they run.
  ApprovalMode approval = ApprovalMode::kOff;
};

struct Config {
  std::vector<DatasourceConfig> datasources;
  LlmConfig llm;
  LimitsConfig limits;
  ApprovalConfig approval;
  ServerConfig server;
  std::string knowledge_folder;  ///< summary.yaml and <database>.yaml; empty: none.
  std::string cache_folder;      ///< Schema caches and history; made when missing.
  std::string control_db_url;    ///< CONTROL_DB_URL
  /// Where threads are kept: a PostgreSQL URL or a SQLite file; CONTROL_DB_URL when it is not set.
  /// Empty: askdb.sqlite in the data folder.
  std::string store_url;
  std::string data_folder;  ///< Made when missing.
  /// Where the configuration came from, for messages: "askdb.yaml", or "" without a file.
  std::string source;
};

/// Where to look for settings. All injected, so that tests are exact.
struct ConfigSources {
  /// A file that must exist, or empty: `askdb.yaml` in `folder` if there is one.
  std::string file;
  std::filesystem::path folder = ".";
  std::map<std::string, std::string> environment;
  /// `-d` on the command line: URLs, files or names of configured datasources. They replace the
  /// configured list.
  std::vector<std::string> urls;
};

/// Fails with `Fault::kConfig`; the message names file, line, key and the fix.
Result<Config> load_config(const ConfigSources& sources);

/// A datasource from an address such as `postgresql://…` or `sqlite:///path`, or a bare file path.
Result<DatasourceConfig> datasource_from_url(const std::string& url);

/// docs/configuration.md: every setting, from the table that the loader itself uses.
std::string configuration_document();

}  // namespace askdb
