#include "config/sources.hpp"

namespace askdb::config {

const std::vector<DatasourceKey>& datasource_keys() {
  static const std::vector<DatasourceKey> kKeys = {
      {"url", "a URL or a file", "",
       "`postgresql://user:password@host/database`, `mysql://…`, `sqlite:///path`, "
       "or a path. Takes the place of `connection`."},
      {"type", "one of " + engine_types(), "by `url`", "What kind of database it is."},
      {"description", "text", "", "What it holds; people and models read it."},
      {"short_description", "text", "", "The same in a few words."},
      {"icon", "text", "", "A picture for the web page."},
      {"enabled", "true or false", "true", "`false` leaves it out."},
      {"databases", "a list of names", "its own name", "Names that questions and overlays use."},
      {"schemas", "a list of names", "all but the system's", "Schemas to read."},
      {"allow", "a list of patterns", "`*`",
       "Relations that questions may read: `public.orders`, `sales.*`."},
      {"deny", "a list of patterns", "",
       "Relations that they may not read, whatever `allow` says."},
      {"cache", "never, until_schema_change or seconds", "never",
       "How long a result may be served again without asking the database. What depends on the "
       "time or on chance never is."},
      {"connection.host", "text", "localhost", "Server, or folder of its socket."},
      {"connection.port", "a whole number from 1 to 65535", "the engine's", "Port."},
      {"connection.database", "text", "the first of `databases`", "Database to connect to."},
      {"connection.user", "text", "postgres", "User. One that may only read is best."},
      {"connection.password", "text (secret)", "", "Password; better `${NAME}` than the word."},
      {"connection.sslmode", "text", "libpq's", "`verify-full` checks the server's certificate."},
      {"connection.sslrootcert", "a path", "libpq's", "Certificates to check it against."},
      {"connection.path", "a path", "", "SQLite: the file."},
      {"connection.min_pool_size", "a whole number from 0 to 1000", "2",
       "Accepted for older files; connections are opened when they are needed."},
      {"connection.max_pool_size", "a whole number from 1 to 1000", "10", "Connections at most."},
      {"connection.connect_timeout", "a whole number from 1 to 600", "10",
       "Seconds to wait for a connection."},
  };
  return kKeys;
}

}  // namespace askdb::config
