#pragma once

/// The kinds of database that configurations and addresses can name.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace askdb {

/// How an engine's databases are addressed.
enum class AddressForm {
  kLibpq,   ///< A server, in the words of libpq: whole URLs are handed to it as they are.
  kServer,  ///< A server: scheme://user:password@host:port/database?option=value.
  kFile     ///< Files or folders.
};

struct Engine {
  std::string_view type;                 ///< "postgresql": in askdb.yaml and as scheme.
  std::vector<std::string_view> others;  ///< Further names that mean it.
  std::string_view display_name;         ///< "PostgreSQL".
  AddressForm form = AddressForm::kServer;
  std::uint16_t port = 0;  ///< Where its servers listen by default; 0 for files.

  bool has_name(std::string_view name) const;
};

/// All of them, from engines.inc.
std::span<const Engine> engines();
/// By type or another name, ignoring case; null when there is none.
const Engine* find_engine(std::string_view name);
/// "PostgreSQL" for "postgresql"; the type itself when it is unknown.
std::string engine_display_name(std::string_view type);
/// "postgresql, sqlite": for messages.
std::string engine_types();

}  // namespace askdb
