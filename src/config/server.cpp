#include <boost/url.hpp>

#include "base/text.hpp"
#include "config/sources.hpp"

namespace askdb::config {
namespace {

/// For libpq: in quotes, with \ before ' and \ (manual, 34.1.1.1).
std::string libpq_words(const ServerAddress& server) {
  std::string words;
  auto add = [&](const std::string& key, const std::string& value) {
    if (value.empty()) return;
    const auto escaped = replace_all(replace_all(value, "\\", "\\\\"), "'", "\\'");
    words += (words.empty() ? "" : " ") + key + "='" + escaped + "'";
  };
  add("host", server.host);
  add("port", server.port);
  add("dbname", server.database);
  add("user", server.user);
  add("password", server.password);
  for (const auto& [key, value] : server.options) add(key, value);
  return words;
}

std::string url_of(const std::string& scheme, const ServerAddress& server, bool with_password) {
  boost::urls::url url;
  url.set_scheme(scheme);
  url.set_encoded_authority("");
  if (!server.user.empty()) url.set_user(server.user);
  if (with_password && !server.password.empty()) url.set_password(server.password);
  url.set_host(server.host);
  url.set_port(server.port);
  url.set_path("/" + server.database);
  for (const auto& [key, value] : server.options) {
    if (!value.empty()) url.params().append({key, value});
  }
  return std::string(url.buffer());
}

}  // namespace

Result<ServerAddress> server_of(const std::string& address, const Engine& engine) {
  const auto parsed = boost::urls::parse_uri(address);
  if (!parsed) {
    return Error{.fault = Fault::kConfig,
                 .message = "The address of the " + std::string(engine.display_name) +
                            " database cannot be read.",
                 .next_step = "Write " + std::string(engine.type) +
                              "://user:password@host/database, with special characters of the "
                              "password written as %40 for @, %2F for / and so on.",
                 .detail = {}};
  }
  ServerAddress server;
  server.host = parsed->host_name().empty() ? parsed->host_address() : parsed->host_name();
  if (server.host.empty()) server.host = "localhost";
  server.port = parsed->port().empty() ? std::to_string(engine.port) : std::string(parsed->port());
  server.user = parsed->user();
  server.password = parsed->password();
  const std::string path = parsed->path();
  server.database = path.starts_with('/') ? path.substr(1) : path;
  for (const auto& parameter : parsed->params()) server.options[parameter.key] = parameter.value;
  return server;
}

void set_server(DatasourceConfig& datasource, const Engine& engine, ServerAddress server) {
  const std::string type(engine.type);
  if (server.port.empty()) server.port = std::to_string(engine.port);
  datasource.type = type;
  datasource.display_url = type + "://" + (server.user.empty() ? "" : server.user + "@") +
                           server.host + ":" + server.port + "/" + server.database;
  if (engine.form == AddressForm::kLibpq) {
    datasource.connection = libpq_words(server);
    return;
  }
  datasource.connection = url_of(type, server, true);
  datasource.server = std::move(server);
}

}  // namespace askdb::config
