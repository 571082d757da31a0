#include "base/text.hpp"
#include "config/option.hpp"
#include "config/sources.hpp"

namespace askdb {
namespace {

std::string code(const std::string& text) { return text.empty() ? "" : "`" + text + "`"; }

/// A default is code, unless it is a phrase such as "the provider's".
std::string shown_default(const std::string& text) {
  return text.find(' ') == std::string::npos && text.find('`') == std::string::npos &&
                 text.find('\'') == std::string::npos
             ? code(text)
             : text;
}

constexpr std::string_view kHead = R"(# Configuration

<!-- Made by `askdb options`; a test compares the two. -->

askdb reads, in rising order of precedence: its defaults, `askdb.yaml` in the current folder (or the
file given with `--config`), `.env` in the current folder, the environment, the command line. It
needs none of them: `askdb ask -d shop.sqlite "How many orders are there?"` works as it is.
`askdb init URL` looks at a database and writes a first `askdb.yaml`; `askdb doctor` checks all of it.

In `askdb.yaml`, `${NAME}` is replaced by a variable of the environment or of `.env`, and
`${NAME:default}` by the default when there is none. Paths start at the folder of the file that
names them. A setting that does not exist, a value of the wrong kind or a file that is missing is an
error that names file, line and key.

```yaml
datasources:
  shop: sqlite:///data/shop.sqlite        # short form: name and address
  bank:                                   # long form
    type: postgresql
    description: Accounts and payments
    connection:
      host: ${POSTGRES_HOST:localhost}
      database: bank
      user: reader
      password: ${BANK_PASSWORD}
    deny: [public.card_numbers]
limits:
  max_rows: 500
```
)";

}  // namespace

std::string configuration_document() {
  std::string out(kHead);
  out +=
      "\n## Settings\n\n| In `askdb.yaml` | Variable | May be | Default | Meaning |\n"
      "|---|---|---|---|---|\n";
  for (const auto& option : config::options()) {
    out += "| " + code(option.key) + " | " + code(option.variable) + " | " + option.kind + " | " +
           shown_default(option.fallback) + " | " + option.meaning + " |\n";
  }
  out +=
      "\n## Datasources\n\nEach entry under `datasources` is a name with an address, or a name "
      "with these keys:\n\n| Key | May be | Default | Meaning |\n|---|---|---|---|\n";
  for (const auto& key : config::datasource_keys()) {
    out += "| " + code(key.key) + " | " + key.kind + " | " + shown_default(key.fallback) + " | " +
           key.meaning + " |\n";
  }
  return out;
}

}  // namespace askdb
