#include "datasource/mysql/my_login.hpp"

#include <errmsg.h>

namespace askdb::mysql {
namespace {

/// What a server may ask for without having proved who it is: nothing that sends the password
/// itself.
constexpr const char* kSafeLogins =
    "mysql_native_password,client_ed25519,caching_sha2_password,sha256_password,"
    "auth_gssapi_client";

/// For the second connection, which blocks.
constexpr std::chrono::seconds kKillTimeout{5};

const char* text_or_null(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

/// Limits each wait of calls that block.
void limit_waits(MYSQL* handle, std::chrono::milliseconds limit) {
  const auto seconds =
      static_cast<unsigned>(std::chrono::ceil<std::chrono::seconds>(limit).count());
  mysql_optionsv(handle, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
  mysql_optionsv(handle, MYSQL_OPT_READ_TIMEOUT, &seconds);
  mysql_optionsv(handle, MYSQL_OPT_WRITE_TIMEOUT, &seconds);
}

/// Null when it fails. Blocks.
MYSQL* connect(MYSQL* handle, const MyAddress& address, const char* database) {
  return mysql_real_connect(handle, address.host.c_str(), text_or_null(address.user),
                            address.password.c_str(), database, address.port,
                            text_or_null(address.socket), 0);
}

void set_encryption(MYSQL* handle, const MyAddress& address) {
  my_bool is_wanted = address.encryption != Encryption::kOff ? 1 : 0;
  my_bool is_verified = address.encryption == Encryption::kVerified ? 1 : 0;
  mysql_optionsv(handle, MYSQL_OPT_SSL_ENFORCE, &is_wanted);
  mysql_optionsv(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &is_verified);
  if (!address.authority.empty()) {
    mysql_optionsv(handle, MYSQL_OPT_SSL_CA, address.authority.c_str());
  }
}

}  // namespace

MyHandle prepared_handle(const MyAddress& address) {
  MyHandle handle(mysql_init(nullptr));
  if (!handle) return handle;
  // A server must not ask for files of ours, and no setting of the machine counts.
  const unsigned no = 0;
  mysql_optionsv(handle.get(), MYSQL_OPT_LOCAL_INFILE, &no);
  my_bool reconnects = 0;
  mysql_optionsv(handle.get(), MYSQL_OPT_RECONNECT, &reconnects);
  mysql_optionsv(handle.get(), MYSQL_SET_CHARSET_NAME, "utf8mb4");
  const unsigned protocol = address.socket.empty() ? MYSQL_PROTOCOL_TCP : MYSQL_PROTOCOL_SOCKET;
  mysql_optionsv(handle.get(), MYSQL_OPT_PROTOCOL, &protocol);
  mysql_optionsv(handle.get(), MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", "askdb");
  set_encryption(handle.get(), address);
  // A socket's other end is this machine's own.
  if (address.encryption != Encryption::kVerified && address.socket.empty()) {
    mysql_optionsv(handle.get(), MARIADB_OPT_RESTRICTED_AUTH, kSafeLogins);
  }
  return handle;
}

int start_connecting(MYSQL* handle, const MyAddress& address, MYSQL** connected) {
  mysql_optionsv(handle, MYSQL_OPT_NONBLOCK, nullptr);
  if (address.encryption != Encryption::kOff) {
    // The library's TLS handshake blocks also in its non-blocking mode.
    limit_waits(handle, address.connect_timeout);
    *connected = connect(handle, address, text_or_null(address.database));
    return 0;
  }
  return mysql_real_connect_start(
      connected, handle, address.host.c_str(), text_or_null(address.user), address.password.c_str(),
      text_or_null(address.database), address.port, text_or_null(address.socket), 0);
}

std::optional<Error> flaw_of(MYSQL* handle, const MyAddress& address) {
  const bool must_be_encrypted =
      address.encryption == Encryption::kRequired || address.encryption == Encryption::kVerified;
  if (must_be_encrypted && mysql_get_ssl_cipher(handle) == nullptr) {
    return connect_error(CR_SSL_CONNECTION_ERROR, "the server does not encrypt", address.place);
  }
  return std::nullopt;
}

void kill_statement(const MyAddress& address, unsigned long id) {
  const auto handle = prepared_handle(address);
  if (!handle) return;
  limit_waits(handle.get(), kKillTimeout);
  if (connect(handle.get(), address, nullptr) == nullptr) return;
  const std::string kill = "KILL QUERY " + std::to_string(id);
  mysql_real_query(handle.get(), kill.c_str(), kill.size());
}

}  // namespace askdb::mysql
