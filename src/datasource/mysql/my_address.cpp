#include "datasource/mysql/my_address.hpp"

#include <charconv>
#include <functional>
#include <map>
#include <optional>

#include "base/text.hpp"

namespace askdb::mysql {
namespace {

template <class Number>
std::optional<Number> parse(const std::string& text) {
  Number number{};
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

/// In the words of the clients of MySQL, MariaDB and PostgreSQL. A plain yes asks for all of it.
std::optional<Encryption> encryption_of(const std::string& text) {
  static const std::map<std::string, Encryption> kModes = {
      {"disabled", Encryption::kOff},
      {"disable", Encryption::kOff},
      {"false", Encryption::kOff},
      {"0", Encryption::kOff},
      {"preferred", Encryption::kIfOffered},
      {"prefer", Encryption::kIfOffered},
      {"required", Encryption::kRequired},
      {"require", Encryption::kRequired},
      {"skip-verify", Encryption::kRequired},
      {"trust", Encryption::kRequired},
      {"true", Encryption::kVerified},
      {"1", Encryption::kVerified},
      {"verify", Encryption::kVerified},
      {"verify_ca", Encryption::kVerified},
      {"verify-ca", Encryption::kVerified},
      {"verify_identity", Encryption::kVerified},
      {"verify-identity", Encryption::kVerified},
      {"verify-full", Encryption::kVerified}};
  const auto found = kModes.find(to_lower(text));
  if (found == kModes.end()) return std::nullopt;
  return found->second;
}

Error wrong(const DatasourceConfig& config, const std::string& what, std::string next_step) {
  return {.fault = Fault::kConfig,
          .message = "The address of `" + config.name + "` " + what,
          .next_step = std::move(next_step),
          .detail = {}};
}

/// Reads one option; false when its value is wrong.
using ReadOption = std::function<bool(MyAddress&, const std::string&)>;

const std::map<std::string, ReadOption>& options() {
  static const ReadOption kEncryption = [](MyAddress& address, const std::string& value) {
    const auto mode = encryption_of(value);
    if (mode) address.encryption = *mode;
    return mode.has_value();
  };
  static const ReadOption kAuthority = [](MyAddress& address, const std::string& value) {
    address.authority = value;
    return !value.empty();
  };
  static const std::map<std::string, ReadOption> kOptions = {
      {"ssl-mode", kEncryption},
      {"sslmode", kEncryption},
      {"ssl", kEncryption},
      {"tls", kEncryption},
      {"ssl-ca", kAuthority},
      {"sslrootcert", kAuthority},
      {"socket",
       [](MyAddress& address, const std::string& value) {
         address.socket = value;
         return value.starts_with('/');
       }},
      {"connect_timeout",
       [](MyAddress& address, const std::string& value) {
         const auto seconds = parse<int>(value);
         if (!seconds || *seconds < 1 || *seconds > 600) return false;
         address.connect_timeout = std::chrono::seconds(*seconds);
         return true;
       }},
      {"charset", [](MyAddress&, const std::string& value) { return iequals(value, "utf8mb4"); }}};
  return kOptions;
}

}  // namespace

Result<MyAddress> address_of(const DatasourceConfig& config) {
  const auto& server = config.server;
  MyAddress address{
      .host = server.host,
      .user = server.user,
      .password = server.password,
      .database = server.database,
      .place = config.display_url.empty() ? "`" + config.name + "`" : config.display_url,
      .connect_timeout = config.connect_timeout};
  if (!server.port.empty()) {
    const auto port = parse<std::uint16_t>(server.port);
    if (!port || *port == 0) {
      return wrong(config, "has the port \"" + shortened(server.port, 20) + "\".",
                   "Write a number from 1 to 65535.");
    }
    address.port = *port;
  }
  if (address.host.starts_with('/')) address.socket = address.host;
  bool says_mode = false;
  for (const auto& [name, value] : server.options) {
    if (value.empty()) continue;
    const auto option = options().find(to_lower(replace_all(name, "ssl_", "ssl-")));
    if (option == options().end()) {
      std::vector<std::string> known;
      for (const auto& [one, read] : options()) known.push_back(one);
      const auto hint = nearest(name, known);
      return wrong(config, "has the unknown option \"" + shortened(name, 40) + "\".",
                   hint.empty() ? "Known are: " + join(known, ", ") + "."
                                : "Did you mean \"" + hint + "\"?");
    }
    if (!option->second(address, value)) {
      return wrong(config, "has a wrong value for the option \"" + name + "\".",
                   "See docs/datasources.md for what it may say.");
    }
    const auto key = to_lower(name);
    says_mode = says_mode || key == "ssl" || key == "tls" || key.ends_with("mode");
  }
  // Whoever names an authority wants its word to count.
  if (!address.authority.empty() && !says_mode) address.encryption = Encryption::kVerified;
  if (!address.socket.empty()) address.encryption = Encryption::kOff;
  if (config.schemas.empty() && address.database.empty()) {
    return wrong(config, "names no database.",
                 "Write mysql://user@host/database, or list databases under `schemas`.");
  }
  return address;
}

}  // namespace askdb::mysql
