#include <utility>

#include "base/text.hpp"
#include "config/option_makers.hpp"

namespace askdb::config {
namespace {

using List = std::vector<Option>;

void add_engine(List& list) {
  list.push_back(choice<EngineChoice>(
      "llm.engine", "ASKDB_ENGINE", "auto",
      "Who answers: `auto` asks a model when a key or address of one is configured and the offline "
      "engine otherwise; `hybrid` lets the offline engine answer what it is sure of.",
      [](Draft & draft) -> auto& { return draft.config.llm.engine; }));
  list.push_back(choice<PipelineProfile>(
      "llm.profile", "ASKDB_PROFILE", "fused",
      "`fused`: understanding, plan and SQL in one model call. `classic`: one call per stage.",
      [](Draft & draft) -> auto& { return draft.config.llm.profile; }));
  list.push_back(choice<ProviderKind>(
      "llm.provider", "LLM_PROVIDER", "the first with a key",
      "The provider of the tiers that name none.",
      [](Draft & draft) -> auto& { return draft.provider; }));
  list.push_back(whole(
      "llm.max_tokens", "ANTHROPIC_MAX_TOKENS", 64, 1'000'000,
      "Longest reply of a model, in tokens.",
      [](Draft & draft) -> auto& { return draft.max_tokens; }));
  list.push_back(whole(
      "llm.timeout_seconds", "LLM_TIMEOUT_SECONDS", 1, 3600,
      "Time limit of one model call, per try.",
      [](Draft & draft) -> auto& { return draft.model_timeout; }));
  list.push_back(whole(
      "llm.max_retries", "MAX_RETRIES", 0, 20,
      "Further tries after 429, 503, 529 and network errors.",
      [](Draft & draft) -> auto& { return draft.config.llm.max_retries; }));
  list.push_back(whole(
      "llm.retry_initial_delay_ms", "RETRY_INITIAL_DELAY_MS", 0, 600'000,
      "Wait before the first further try; doubles each time.",
      [](Draft & draft) -> auto& { return draft.config.llm.retry_initial_delay; }));
  list.push_back(whole(
      "llm.retry_max_delay_ms", "RETRY_MAX_DELAY_MS", 0, 600'000, "Longest wait between two tries.",
      [](Draft & draft) -> auto& { return draft.config.llm.retry_max_delay; }));
  list.push_back(flag(
      "llm.debug", "LLM_DEBUG", "Logs full prompts and replies, without secrets.",
      [](Draft & draft) -> auto& { return draft.config.llm.is_debug; }));
  list.push_back(path(
      "llm.debug_file", "LLM_DEBUG_FILE", "File to append that log to.",
      [](Draft & draft) -> auto& { return draft.config.llm.debug_file; }));
  list.back().fallback = "standard error";
  list.push_back(path(
      "llm.prompts_folder", "ASKDB_PROMPTS", "Prompt templates that replace the built-in ones.",
      [](Draft & draft) -> auto& { return draft.config.llm.prompts_folder; }));
  list.push_back(path(
      "llm.prices_file", "ASKDB_PRICES", "Price table that replaces the built-in one.",
      [](Draft & draft) -> auto& { return draft.config.llm.prices_file; }));
}

/// The keys and variables of one provider. `prefix` is "ANTHROPIC", `name` is "anthropic".
template <class Get>
void add_provider(List& list, const std::string& prefix, const std::string& name,
                  const std::string& public_name, bool has_tiers, const std::string& model,
                  const std::string& weak, Get get) {
  auto field = [&](const std::string& key, const std::string& variable, const std::string& kind,
                   const std::string& fallback, const std::string& meaning, auto member) {
    list.push_back(text(
        "llm." + name + "." + key, prefix + "_" + variable, kind, meaning,
        [ get, member ](Draft & draft) -> auto& { return get(draft).*member; }));
    list.back().fallback = fallback;
  };
  field("api_key", "API_KEY", "text (secret)", "", "Key for " + public_name + ".",
        &ProviderDraft::api_key);
  field("base_url", "BASE_URL", "a URL", "the provider's",
        "Address to send requests to: a proxy, or a server of your own.", &ProviderDraft::base_url);
  const std::string all_tiers = "Model of " + public_name + " for all tiers that name none.";
  if (!has_tiers) {
    return field("model", "MODEL", "text", model, all_tiers, &ProviderDraft::model);
  }
  field("weak_model", "WEAK_MODEL", "text", weak, "Model that validates questions.",
        &ProviderDraft::weak_model);
  field("planning_model", "PLANNING_MODEL", "text", model, "Model that decides and plans.",
        &ProviderDraft::planning_model);
  field("developer_model", "DEVELOPER_MODEL", "text", model,
        "Model that writes SQL and the answer.", &ProviderDraft::developer_model);
}

template <class Get>
void add_tier(List& list, const std::string& tier, Get get) {
  const std::string key = "llm." + tier + ".";
  list.push_back(choice<ProviderKind>(
      key + "provider", "", "`llm.provider`",
      "Provider of the " + tier + " tier.", [get](Draft & draft) -> auto& {
        return get(draft).provider;
      }));
  list.push_back(text(
      key + "model", "", "text", "Model of the " + tier + " tier.", [get](Draft & draft) -> auto& {
        return get(draft).model;
      }));
  list.push_back(text(
      key + "base_url", "", "a URL",
      "Address of the " + tier + " tier.", [get](Draft & draft) -> auto& {
        return get(draft).base_url;
      }));
  list.push_back(text(
      key + "api_key", "", "text (secret)",
      "Key of the " + tier + " tier.", [get](Draft & draft) -> auto& {
        return get(draft).api_key;
      }));
}

void add_limits(List& list) {
  list.push_back(whole(
      "limits.max_rows", "MAX_ROWS", 1, 1'000'000, "Rows a statement may return.",
      [](Draft & draft) -> auto& { return draft.config.limits.max_rows; }));
  list.push_back(whole(
      "limits.statement_timeout_ms", "STATEMENT_TIMEOUT_MS", 1, 3'600'000,
      "Time limit of one statement, waiting for a connection included.",
      [](Draft & draft) -> auto& { return draft.config.limits.statement_timeout; }));
  list.push_back(whole(
      "limits.max_result_rows_for_llm", "MAX_RESULT_ROWS_FOR_LLM", 1, 10'000,
      "Rows of a result that a model gets to see.",
      [](Draft & draft) -> auto& { return draft.config.limits.max_result_rows_for_llm; }));
  list.push_back(whole(
      "limits.question_timeout_ms", "QUESTION_TIMEOUT_MS", 100, 86'400'000,
      "Time limit of one question, without the time a person thinks.",
      [](Draft & draft) -> auto& { return draft.config.limits.question_timeout; }));
  list.push_back(whole(
      "limits.max_attempts", "MAX_ATTEMPTS", 1, 20, "Tries of one step.",
      [](Draft & draft) -> auto& { return draft.config.limits.max_attempts; }));
  list.push_back(whole(
      "limits.max_refinements", "MAX_REFINEMENTS", 0, 20,
      "Further steps that the interpreter may ask for.",
      [](Draft & draft) -> auto& { return draft.config.limits.max_refinements; }));
  list.push_back(whole(
      "limits.schema_tokens", "SCHEMA_TOKENS", 200, 1'000'000,
      "Budget of the schema in a prompt, in tokens.",
      [](Draft & draft) -> auto& { return draft.config.limits.schema_tokens; }));
  list.push_back(decimal(
      "limits.max_cost", "MAX_COST",
      "Cost, in the database's unit, above which a statement is refused.",
      [](Draft & draft) -> auto& { return draft.config.limits.max_cost; }));
  list.push_back(whole(
      "limits.transfer_rows", "TRANSFER_ROWS", 1, 100'000'000,
      "Rows that a question over several databases may move to where they are joined.",
      [](Draft & draft) -> auto& { return draft.config.limits.transfer_rows; }));
  list.push_back(whole(
      "limits.transfer_bytes", "TRANSFER_BYTES", 1'000'000, 100'000'000'000, "Bytes of them.",
      [](Draft & draft) -> auto& { return draft.config.limits.transfer_bytes; }));
  list.push_back(whole(
      "limits.result_cache_mb", "RESULT_CACHE_MB", 0, 65'536,
      "Memory for results that may be served again: see `cache` of a datasource. 0 keeps none.",
      [](Draft & draft) -> auto& { return draft.config.limits.result_cache_mb; }));
}

void add_approval(List& list) {
  list.push_back(choice<ApprovalMode>(
      "approval.mode", "DEBUG_MODE", "smart",
      "When a person is asked before SQL runs: `on` always, `off` never, `smart` unless it is "
      "sure.",
      [](Draft & draft) -> auto& { return draft.config.approval.mode; }));
  list.push_back(whole(
      "approval.confidence_threshold", "DEBUG_MODE_CONFIDENCE_THRESHOLD", 0, 100,
      "Confidence in percent from which `smart` runs SQL by itself.",
      [](Draft & draft) -> auto& { return draft.config.approval.confidence_threshold; }));
}

void add_places(List& list) {
  list.push_back(path(
      "knowledge_folder", "ASKDB_KNOWLEDGE",
      "Folder with `summary.yaml` and one `<database>.yaml` per database.",
      [](Draft & draft) -> auto& { return draft.config.knowledge_folder; }));
  list.push_back(path(
      "cache_folder", "ASKDB_CACHE", "Schema caches and the chat's history.",
      [](Draft & draft) -> auto& { return draft.config.cache_folder; }));
  list.back().fallback = "`askdb` in `$XDG_CACHE_HOME`, else `~/.cache/askdb`";
  list.push_back(text(
      "control_db_url", "CONTROL_DB_URL", "a PostgreSQL URL or a file",
      "The control database: semantics, suggestions, run logs.",
      [](Draft & draft) -> auto& { return draft.config.control_db_url; }));
  list.push_back(path(
      "data_folder", "ASKDB_DATA", "What askdb keeps: threads, answers, ratings.",
      [](Draft & draft) -> auto& { return draft.config.data_folder; }));
  list.back().fallback = "`askdb` in `$XDG_DATA_HOME`, else `~/.local/share/askdb`";
  list.push_back(text(
      "store.url", "ASKDB_STORE", "a PostgreSQL URL or a file",
      "Where threads and answers are kept.",
      [](Draft & draft) -> auto& { return draft.config.store_url; }));
  list.back().fallback = "`CONTROL_DB_URL`, else `askdb.sqlite` in the data folder";
}

void add_server(List& list) {
  list.push_back(text(
      "server.address", "ASKDB_ADDRESS", "an IP address",
      "Where `askdb serve` listens. Anything but a loopback address needs an access token.",
      [](Draft & draft) -> auto& { return draft.config.server.address; }));
  auto port = [](Draft & draft) -> auto& { return draft.config.server.port; };
  list.push_back(whole("", "PORT", 0, 65535, "The same as ASKDB_PORT, which beats it.", port));
  list.push_back(whole("server.port", "ASKDB_PORT", 0, 65535, "Its port; 0: any free one.", port));
  list.push_back(text(
      "server.access_token", "ASKDB_ACCESS_TOKEN", "text of 16 characters or more (secret)",
      "What clients must show: `Authorization: Bearer …`, or the login of the page.",
      [](Draft & draft) -> auto& { return draft.config.server.access_token; }));
  list.push_back(names(
      "server.hosts", "ASKDB_HOSTS", "host names with commas between",
      "Names by which browsers may call the server, beside localhost and addresses of loopback.",
      [](Draft & draft) -> auto& { return draft.config.server.hosts; }));
  list.push_back(names(
      "server.allowed_origins", "ASKDB_ALLOWED_ORIGINS", "origins with commas between",
      "Other sites whose pages may use the server: `https://app.example.com`.",
      [](Draft & draft) -> auto& { return draft.config.server.allowed_origins; }));
  list.push_back(whole(
      "server.max_body_bytes", "ASKDB_MAX_BODY_BYTES", 1024, 1LL << 30,
      "Largest body of a request.",
      [](Draft & draft) -> auto& { return draft.config.server.max_body_bytes; }));
  list.push_back(choice<ApprovalMode>(
      "server.approval", "ASKDB_SERVER_APPROVAL", "off",
      "When the page and the API ask a person before SQL runs, unless a question says it.",
      [](Draft & draft) -> auto& { return draft.config.server.approval; }));
}

}  // namespace

const std::vector<Option>& options() {
  static const std::vector<Option> kOptions = [] {
    List list;
    add_engine(list);
    add_provider(
        list, "ANTHROPIC", "anthropic", "Anthropic", true, "claude-sonnet-4-5-20250929",
        "claude-haiku-4-5", [](Draft & draft) -> auto& { return draft.anthropic; });
    add_provider(
        list, "GEMINI", "gemini", "Gemini", false, "gemini-2.5-flash", "",
        [](Draft & draft) -> auto& { return draft.gemini; });
    add_provider(
        list, "OPENAI", "openai", "OpenAI and everything that speaks its protocol", false,
        "gpt-4.1-mini", "", [](Draft & draft) -> auto& { return draft.openai; });
    add_tier(
        list, "weak", [](Draft & draft) -> auto& { return draft.weak; });
    add_tier(
        list, "planning", [](Draft & draft) -> auto& { return draft.planning; });
    add_tier(
        list, "developer", [](Draft & draft) -> auto& { return draft.developer; });
    add_limits(list);
    add_approval(list);
    add_places(list);
    add_server(list);
    add_databases(list);
    return list;
  }();
  return kOptions;
}

const Option* option_by_key(std::string_view key) {
  for (const auto& option : options()) {
    if (!key.empty() && option.key == key) return &option;
  }
  return nullptr;
}

const Option* option_by_variable(std::string_view variable) {
  for (const auto& option : options()) {
    if (!variable.empty() && option.variable == variable) return &option;
  }
  return nullptr;
}

}  // namespace askdb::config
