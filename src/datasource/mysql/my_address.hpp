#pragma once

/// Where a MySQL or MariaDB server is and how to log in: the datasource's address, checked.

#include <chrono>
#include <cstdint>
#include <string>

#include "config/config.hpp"

namespace askdb::mysql {

enum class Encryption {
  kOff,
  kIfOffered,  ///< Encrypted where the server can, its certificate not checked.
  kRequired,   ///< Encrypted or not at all, its certificate not checked.
  kVerified    ///< The certificate must be of the host and signed by a known authority.
};

struct MyAddress {
  std::string host;
  std::uint16_t port = 3306;
  std::string socket;  ///< Path of a Unix socket; then host and port do not count.
  std::string user;
  std::string password;  ///< Secret.
  std::string database;  ///< May be empty.
  /// Encrypted connections hold a thread while they wait: see docs/datasources.md.
  Encryption encryption = Encryption::kOff;
  std::string authority;  ///< PEM file of certificates; "": the system's.
  std::string place;      ///< For people, without the password.
  std::chrono::milliseconds connect_timeout{10'000};
};

/// Reads `config.server`. Options: `ssl-mode` (also `sslmode`, `ssl`, `tls`), `ssl-ca` (also
/// `sslrootcert`), `socket`, `connect_timeout` in seconds, `charset` (utf8mb4 only). Fails with
/// kConfig for another option or a wrong value.
Result<MyAddress> address_of(const DatasourceConfig& config);

}  // namespace askdb::mysql
