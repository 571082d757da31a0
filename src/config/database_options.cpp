#include "base/text.hpp"
#include "config/option_makers.hpp"

namespace askdb::config {

void add_databases(std::vector<Option>& list) {
  auto variable = [&](const std::string& name, const std::string& fallback,
                      const std::string& meaning, auto get) {
    list.push_back(text("", name, "text", meaning, get));
    list.back().fallback = fallback;
  };
  list.push_back(text(
      "", "DATABASE_URL", "a URL or a file",
      "One more datasource, beside those under `datasources`.",
      [](Draft & draft) -> auto& { return draft.database_url; }));
  variable(
      "POSTGRES_HOST", "localhost",
      "Server of the databases below. They count when this or one of them is set and nothing "
      "else names a datasource.",
      [](Draft & draft) -> auto& { return draft.postgres.host; });
  list.push_back(text(
      "", "POSTGRES_PORT", "a whole number from 1 to 65535", "Its port.",
      [](Draft & draft) -> auto& { return draft.postgres.port; }));
  list.back().is_number = true;
  list.back().apply = [](Draft& draft, const std::string& value) {
    unsigned port = 0;
    if (!parse_number(value, port) || port < 1 || port > 65535) return false;
    draft.postgres.port = value;
    return true;
  };
  variable(
      "POSTGRES_USER", "postgres", "Its user.",
      [](Draft & draft) -> auto& { return draft.postgres.user; });
  variable(
      "POSTGRES_PASSWORD", "postgres", "Its user's password (secret).",
      [](Draft & draft) -> auto& { return draft.postgres.password; });
  variable(
      "POSTGRES_DB", "", "One database of it, in place of the six below.",
      [](Draft & draft) -> auto& { return draft.postgres.database; });
  for (const std::string name :
       {"customer", "accounts", "loans", "insurance", "compliance", "employees"}) {
    std::string upper = name;
    for (char& c : upper) c = static_cast<char>(c - 'a' + 'A');
    variable(
        "POSTGRES_" + upper + "_DB", name + "_db",
        "The database called " + name + "_db.", [name](Draft & draft) -> auto& {
          return draft.postgres.databases[name + "_db"];
        });
  }
}

}  // namespace askdb::config
