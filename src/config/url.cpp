#include <filesystem>
#include <set>

#include "base/text.hpp"
#include "config/file_kind.hpp"
#include "config/sources.hpp"

namespace askdb {
namespace {

Error wrong(std::string message, std::string next_step) {
  return {.fault = Fault::kConfig,
          .message = std::move(message),
          .next_step = std::move(next_step),
          .detail = {}};
}

std::string percent_decoded(std::string_view text) {
  auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char low = static_cast<char>(c | 0x20);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape =
        text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
    if (!is_escape) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
    i += 2;
  }
  return out;
}

/// The URL without its password, wherever it stands. A raw '@' or '/' in a password is a mistake
/// that libpq reports; it must not show the password either, hence the last '@' of all.
std::string without_password(const std::string& url) {
  const auto start = url.find("://") + 3;
  const auto query = url.find('?', start);
  std::string head = url.substr(0, query);
  const auto at = head.rfind('@');
  const auto colon = head.find(':', start);
  if (at != std::string::npos && colon < at) head.erase(colon, at - colon);
  if (query == std::string::npos) return head;
  std::string kept;
  for (const auto part : split(std::string_view(url).substr(query + 1), '&')) {
    const auto name = to_lower(part.substr(0, part.find('=')));
    if (name.find("password") != std::string::npos) continue;
    (kept += kept.empty() ? '?' : '&') += part;
  }
  return head + kept;
}

/// A name for people: the last part of the path, without its endings.
std::string name_from(std::string path) {
  path = path.substr(0, path.find('?'));
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  std::filesystem::path last = std::filesystem::path(path).filename();
  if (last == "." || last == "..") {
    last = std::filesystem::weakly_canonical(std::filesystem::path(path)).filename();
  }
  // "sales.csv.gz" has two endings.
  if (has_data_name(last.string()) && last.stem().has_extension()) last = last.stem();
  const auto name = last.stem().string();
  return name.empty() ? "database" : name;
}

/// A server's address that somebody wrote without its scheme: it must not be shown.
bool looks_like_credentials(const std::string& text) {
  const auto at = text.rfind('@');
  return text.find("password=") != std::string::npos ||
         (at != std::string::npos && text.find(':') < at);
}

/// `type` is the engine that the scheme names; empty: what the file looks like decides.
Result<DatasourceConfig> file_at(const std::vector<std::string>& candidates,
                                 const std::string& type) {
  for (const auto& path : candidates) {
    const auto found = engine_of_path(path);
    if (found.empty() || (type == "sqlite" && std::filesystem::is_directory(path))) continue;
    DatasourceConfig made;
    made.type = type.empty() ? found : type;
    made.connection = path;
    made.display_url = made.type + ":///" + path;
    made.name = name_from(path);
    return made;
  }
  if (looks_like_credentials(candidates.front())) {
    return wrong("The database address has no scheme.",
                 "Write postgresql://user:password@host/database.");
  }
  std::error_code failed;
  if (std::filesystem::is_directory(candidates.front(), failed)) {
    return wrong("\"" + candidates.front() + "\" is a folder, not a database.",
                 "Name a file in it.");
  }
  return wrong("There is no file \"" + candidates.front() + "\".",
               "Check the path: relative ones start at the folder of the configuration, or at the "
               "current one on the command line.");
}

Result<DatasourceConfig> file_url(const std::string& rest, const std::string& type) {
  std::vector<std::string> candidates;
  auto consider = [&](const std::string& text) {
    // Four slashes: an absolute path. Three: absolute, or relative as other tools read it.
    const auto path = text.starts_with("//") ? text.substr(1) : text;
    candidates.push_back(path);
    if (text.starts_with('/') && !text.starts_with("//")) candidates.push_back(path.substr(1));
  };
  consider(rest);
  consider(percent_decoded(rest.substr(0, rest.find('?'))));
  return file_at(candidates, type);
}

}  // namespace

Result<DatasourceConfig> datasource_from_url(const std::string& given) {
  const std::string url(trim(given));
  if (url.empty()) {
    return wrong("The database address is empty.",
                 "Write postgresql://user@host/database, sqlite:///path, or a file's path.");
  }
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string::npos) return file_at({url}, "");
  const auto scheme = to_lower(url.substr(0, scheme_end));
  if (scheme == "file") return file_url(url.substr(scheme_end + 3), "");
  const auto* engine = find_engine(scheme);
  if (engine == nullptr) {
    std::vector<std::string> schemes;
    for (const auto& one : engines()) schemes.emplace_back(one.type);
    const auto hint = nearest(scheme, schemes);
    return wrong("askdb cannot read \"" + shortened(scheme, 30) + "://\" addresses.",
                 hint.empty() ? "It reads " + join(schemes, "://, ") + ":// and file paths."
                              : "Did you mean \"" + hint + "://\"?");
  }
  if (engine->form == AddressForm::kFile) {
    return file_url(url.substr(scheme_end + 3), std::string(engine->type));
  }
  DatasourceConfig made;
  made.type = engine->type;
  made.connection = made.type + url.substr(scheme_end);
  made.display_url = without_password(made.connection);
  const auto path = made.display_url.find('/', made.display_url.find("://") + 3);
  made.name = path == std::string::npos ? "database" : name_from(made.display_url.substr(path));
  if (engine->form == AddressForm::kServer) {
    auto server = config::server_of(made.connection, *engine);
    if (!server) return server.error();
    made.server = *std::move(server);
  }
  return made;
}

}  // namespace askdb
