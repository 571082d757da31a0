#pragma once

/// A configuration while it is being read: settings land here one by one, in rising order of
/// precedence, and become a `Config` when all sources have spoken. Private to this room.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"

namespace askdb::config {

/// What the variables and keys of one provider say; empty: not said.
struct ProviderDraft {
  std::string api_key;
  std::string base_url;
  std::string model;  ///< For all tiers, unless a tier names its own.
  std::string weak_model;
  std::string planning_model;
  std::string developer_model;
};

/// What `llm.weak` and its kin say; empty: as the provider.
struct TierDraft {
  std::optional<ProviderKind> provider;
  std::string model;
  std::string base_url;
  std::string api_key;
};

/// The first seed's variables for one PostgreSQL server with several databases.
struct PostgresDraft {
  std::string host;
  std::string port = "5432";
  std::string user = "postgres";
  std::string password = "postgres";
  std::string database;
  /// In the seed's order: POSTGRES_CUSTOMER_DB, ... and the databases they name by default.
  std::map<std::string, std::string> databases;
};

struct Draft {
  Config config;
  std::optional<ProviderKind> provider;
  ProviderDraft anthropic;
  ProviderDraft gemini;
  ProviderDraft openai;
  TierDraft weak;
  TierDraft planning;
  TierDraft developer;
  int max_tokens = 4096;
  std::chrono::seconds model_timeout{60};
  std::string database_url;
  PostgresDraft postgres;
};

/// Fills `draft.config.llm`'s tiers from the providers and tiers said. Returns a problem, or "".
std::string choose_models(Draft& draft);

}  // namespace askdb::config
