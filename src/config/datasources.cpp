#include <set>

#include "base/text.hpp"
#include "config/option.hpp"
#include "config/sources.hpp"
#include "config/yaml_read.hpp"

namespace askdb::config {
namespace {

bool parse_count(const std::string& text, long long low, long long high, long long& value) {
  char* end = nullptr;
  errno = 0;
  value = std::strtoll(text.c_str(), &end, 10);
  return errno == 0 && !text.empty() && *end == '\0' && value >= low && value <= high;
}

/// Reads one entry of the section.
class Entry {
 public:
  Entry(std::string name, const std::string& folder, const Variables& variables, Problems& problems)
      : path_("datasources." + name), folder_(folder), variables_(variables), problems_(problems) {
    result_.name = std::move(name);
  }

  /// Nothing when it is disabled or wrong.
  std::optional<DatasourceConfig> read(const YAML::Node& node) {
    const auto before = problems_.list().size();
    line_ = line_of(node);
    if (node.IsScalar()) {
      if (auto url = text(node, path_, "a URL")) set_url(*url);
    } else {
      // A disabled entry may name variables and files that do not exist here.
      if (node.IsMap() && node["enabled"] && iequals(scalar_of(node["enabled"]), "false")) {
        return std::nullopt;
      }
      read_keys(node);
    }
    if (problems_.list().size() != before) return std::nullopt;
    return std::move(result_);
  }

 private:
  static std::string scalar_of(const YAML::Node& node) {
    return node.IsScalar() ? node.Scalar() : "";
  }

  std::optional<std::string> text(const YAML::Node& node, const std::string& key,
                                  const std::string& kind) {
    return read_scalar(node, key, kind, variables_, problems_);
  }

  void set_url(const std::string& url) {
    has_url_ = true;
    auto made = datasource_from_url(url.find("://") == std::string::npos ? path_in(folder_, url)
                                                                         : url_in_folder(url));
    if (!made) return problems_.add(line_, path_, one_line(made.error()));
    result_.type = made->type;
    result_.connection = made->connection;
    result_.server = made->server;
    result_.display_url = made->display_url;
  }

  /// "sqlite:///data/x.db" means data/x.db beside the file when there is no /data/x.db.
  std::string url_in_folder(const std::string& url) const {
    const auto mark = url.find(":///");
    const auto* engine = mark == std::string::npos ? nullptr : find_engine(url.substr(0, mark));
    if (engine == nullptr || engine->form != AddressForm::kFile) return url;
    const auto beside = path_in(folder_, url.substr(mark + 4));
    return datasource_from_url(url) ? url : std::string(engine->type) + ":///" + beside;
  }

  void unknown(const std::string& key, int line, const std::string& prefix) {
    std::vector<std::string> known;
    for (const auto& one : datasource_keys()) {
      if (!one.key.starts_with(prefix)) continue;
      const auto rest = one.key.substr(prefix.size());
      const auto name = rest.substr(0, rest.find('.'));
      if (known.empty() || known.back() != name) known.push_back(name);
    }
    const auto hint = nearest(key, known);
    problems_.add(line, path_ + "." + prefix + key,
                  "is not a setting. " + (hint.empty() ? "Known here: " + join(known, ", ") + "."
                                                       : "Did you mean \"" + hint + "\"?"));
  }

  void read_keys(const YAML::Node& node) {
    using Read = std::function<void(const YAML::Node&, const std::string&)>;
    auto words = [this](std::string& place) -> Read {
      return [this, &place](const YAML::Node& value, const std::string& key) {
        place = text(value, key, "text").value_or("");
      };
    };
    auto list = [this](std::vector<std::string>& place) -> Read {
      return [this, &place](const YAML::Node& value, const std::string& key) {
        place = read_list(value, key, variables_, problems_);
      };
    };
    const std::map<std::string, Read> readers = {
        {"type", words(type_)},
        {"description", words(result_.description)},
        {"short_description", words(result_.short_description)},
        {"icon", words(result_.icon)},
        {"databases", list(result_.databases)},
        {"schemas", list(result_.schemas)},
        {"allow", list(result_.allow)},
        {"deny", list(result_.deny)},
        {"cache", [this](auto& value, auto& key) { read_cache(value, key); }},
        {"enabled", [this](auto& value, auto& key) { read_enabled(value, key); }},
        {"connection", [this](auto& value, auto& key) { read_connection(value, key); }},
        {"url", [this](auto& value, auto& key) { read_url(value, key); }}};
    for_each_key(node, path_, problems_, [&](const std::string& key, const YAML::Node& value) {
      const auto reader = readers.find(key);
      if (reader == readers.end()) return unknown(key, line_of(value), "");
      reader->second(value, path_ + "." + key);
    });
    finish();
  }

  void read_url(const YAML::Node& node, const std::string& key) {
    if (const auto url = text(node, key, "a URL")) set_url(*url);
  }

  void read_enabled(const YAML::Node& node, const std::string& key) {
    const auto said = text(node, key, "true or false");
    if (!said || iequals(*said, "true")) return;
    problems_.add(line_of(node), key, "expected true or false, got \"" + *said + "\".");
  }

  void read_cache(const YAML::Node& node, const std::string& key) {
    const std::string kind = "never, until_schema_change or a number of seconds";
    const auto said = text(node, key, kind);
    if (!said || iequals(*said, "never")) return;
    auto& policy = result_.cache;
    if (iequals(*said, "until_schema_change")) {
      policy.kind = CachePolicy::Kind::kUntilSchemaChange;
      return;
    }
    long long seconds = 0;
    if (!parse_count(*said, 1, 31'536'000, seconds)) {
      return problems_.add(line_of(node), key, "expected " + kind + ", got \"" + *said + "\".");
    }
    policy.kind = CachePolicy::Kind::kSeconds;
    policy.seconds = std::chrono::seconds(seconds);
  }

  void read_connection(const YAML::Node& node, const std::string& path) {
    has_connection_ = true;
    const std::map<std::string, std::string*> words = {
        {"host", &parts_.host},
        {"database", &parts_.database},
        {"user", &parts_.user},
        {"password", &parts_.password},
        {"sslmode", &parts_.options["sslmode"]},
        {"sslrootcert", &parts_.options["sslrootcert"]}};
    for_each_key(node, path, problems_, [&](const std::string& key, const YAML::Node& value) {
      const auto full = path + "." + key;
      if (const auto place = words.find(key); place != words.end()) {
        *place->second = text(value, full, "text").value_or("");
      } else if (key == "port") {
        const auto port = count(value, full, 1, 65535, 0);
        if (port != 0) parts_.port = std::to_string(port);
      } else if (key == "path") {
        read_url(value, full);
      } else if (key == "min_pool_size") {
        count(value, full, 0, 1000, 2);
      } else if (key == "max_pool_size") {
        result_.max_connections = static_cast<std::size_t>(count(value, full, 1, 1000, 10));
      } else if (key == "connect_timeout") {
        result_.connect_timeout = std::chrono::seconds(count(value, full, 1, 600, 10));
      } else {
        unknown(key, line_of(value), "connection.");
      }
    });
  }

  long long count(const YAML::Node& node, const std::string& key, long long low, long long high,
                  long long fallback) {
    const std::string kind =
        "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
    const auto said = text(node, key, kind);
    if (!said || said->empty()) return fallback;
    long long value = fallback;
    if (!parse_count(*said, low, high, value)) {
      problems_.add(line_of(node), key, "expected " + kind + ", got \"" + *said + "\".");
    }
    return value;
  }

  void finish() {
    const auto* engine = find_engine(type_.empty() ? "postgresql" : type_);
    if (engine == nullptr) {
      std::vector<std::string> types;
      for (const auto& one : engines()) types.emplace_back(one.type);
      const auto hint = nearest(type_, types);
      return problems_.add(line_, path_ + ".type",
                           "\"" + type_ + "\" is not one of " + engine_types() + "." +
                               (hint.empty() ? "" : " Did you mean \"" + hint + "\"?"));
    }
    if (!has_url_ && has_connection_ && engine->form != AddressForm::kFile) {
      if (parts_.database.empty() && !result_.databases.empty()) {
        parts_.database = result_.databases.front();
      }
      if (parts_.database.empty()) {
        return problems_.add(line_, path_ + ".connection.database",
                             "is missing. Name the database to connect to.");
      }
      if (parts_.user.empty() && engine->form == AddressForm::kLibpq) parts_.user = "postgres";
      return set_server(result_, *engine, parts_);
    }
    if (!has_url_) {
      return problems_.add(line_, path_,
                           "has no url. Write \"url: sqlite:///path/to/file\", or \"connection:\" "
                           "with host, database, user and password.");
    }
    if (!type_.empty() && result_.type != engine->type && !result_.connection.empty()) {
      problems_.add(line_, path_ + ".type",
                    "is " + type_ + ", but the address is one of " +
                        engine_display_name(result_.type) + ". Remove one of them.");
    }
  }

  std::string path_;
  const std::string& folder_;
  const Variables& variables_;
  Problems& problems_;
  DatasourceConfig result_;
  ServerAddress parts_{.host = "localhost"};
  std::string type_;
  int line_ = 0;
  bool has_url_ = false;
  bool has_connection_ = false;
};

}  // namespace

void read_datasources(const YAML::Node& section, const std::string& folder,
                      const Variables& variables, std::vector<DatasourceConfig>& into,
                      Problems& problems) {
  std::map<std::string, std::string> served_by;
  for_each_key(
      section, "datasources", problems, [&](const std::string& name, const YAML::Node& node) {
        auto made = Entry(name, folder, variables, problems).read(node);
        if (!made) return;
        std::set<std::string> names(made->databases.begin(), made->databases.end());
        names.insert(name);
        for (const auto& database : names) {
          const auto [other, is_new] = served_by.emplace(database, name);
          if (is_new) continue;
          problems.add(line_of(node), "datasources." + name,
                       "the database name \"" + database + "\" is also one of datasource \"" +
                           other->second + "\". Names must be unique.");
        }
        into.push_back(*std::move(made));
      });
}

}  // namespace askdb::config
